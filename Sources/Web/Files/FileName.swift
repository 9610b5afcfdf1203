// SPDX-License-Identifier: EUPL-1.2

import Foundation

/// How a file is called: the name that somebody gave it, without anything that could lead elsewhere or deceive.
package struct FileName: Sendable, Equatable, CustomStringConvertible {
    package let text: String

    /// The last part of a path, without control characters, marks that turn the direction of writing, characters that
    /// some system gives a meaning, and dots at the start; at most 120 characters, its ending kept.
    package init(_ raw: String) {
        let last = raw.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
        let scalars = last.precomposedStringWithCanonicalMapping.unicodeScalars.filter { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
            default: !"\"<>|:*?".unicodeScalars.contains(scalar)
            }
        }
        var name = String(String.UnicodeScalarView(scalars))
        name = String(name.drop { $0 == "." || $0.isWhitespace })
        while let last = name.last, last == "." || last.isWhitespace { name.removeLast() }
        text = name.isEmpty ? "datei" : Self.shortened(name)
    }

    private static func shortened(_ name: String) -> String {
        guard name.count > 120 else { return name }
        let dot = name.suffix(12).lastIndex(of: ".")
        let ending = dot.map { String(name[$0...]) } ?? ""
        return name.prefix(120 - ending.count) + ending
    }

    package var description: String { text }

    /// In lower case, without its dot; empty when there is none.
    package var ending: String {
        guard let dot = text.lastIndex(of: "."), dot != text.startIndex else { return "" }
        return text[text.index(after: dot)...].lowercased()
    }

    /// The same name with another ending.
    package func ending(with ending: String) -> FileName {
        let dot = text.lastIndex(of: ".") ?? text.endIndex
        return FileName("\(text[..<dot]).\(ending)")
    }

    package func fits(_ kind: FileKind) -> Bool { kind.extensions.contains(ending) }
}
