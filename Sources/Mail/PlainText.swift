// SPDX-License-Identifier: EUPL-1.2

import Kernel

extension HTML {
    /// The same words without markup: breaks become lines, list items dashes, and a link is followed by its address.
    func plainText(with resolver: some TextResolver) -> String {
        var rest = Substring(String(decoding: rendered(with: resolver), as: UTF8.self))
        var text = ""
        var address: String?
        while let start = rest.firstIndex(of: "<") {
            text += rest[..<start].flowed
            rest = rest[rest.index(after: start)...]
            guard let end = rest.firstIndex(of: ">") else { return text.tidied }
            let tag = rest[..<end]
            rest = rest[rest.index(after: end)...]
            switch tag.prefix(while: { $0.isLetter || $0.isNumber || $0 == "/" }).lowercased() {
            case "br", "br/", "/p", "/li", "/ul", "/ol", "/h2", "/h3", "/tr": text += "\n"
            case "li": text += "– "
            case "a": address = tag.attribute("href")
            case "/a":
                if let link = address, !text.hasSuffix(link) { text += " (\(link))" }
                address = nil
            default: break
            }
        }
        return (text + rest.flowed).tidied
    }
}

extension Substring {
    /// The value of a quoted attribute of a tag.
    fileprivate func attribute(_ name: String) -> String? {
        guard let start = firstRange(of: " \(name)=\"")?.upperBound else { return nil }
        return self[start...].prefix { $0 != "\"" }.unescaped
    }

    /// Text between tags, where line breaks mean no more than spaces.
    fileprivate var flowed: String {
        var flowed = ""
        var isAfterSpace = false
        for scalar in unicodeScalars {
            let isSpace = scalar == " " || scalar == "\t" || scalar == "\r" || scalar == "\n"
            if !isSpace { flowed.unicodeScalars.append(scalar) } else if !isAfterSpace { flowed.append(" ") }
            isAfterSpace = isSpace
        }
        return flowed[...].unescaped
    }

    /// Undoes what `HTML` escapes, and the entities that Markdown renderers write.
    fileprivate var unescaped: String {
        guard contains("&") else { return String(self) }
        var text = ""
        var rest = self
        while let start = rest.firstIndex(of: "&") {
            text += rest[..<start]
            let reference = rest[rest.index(after: start)...].prefix(10)
            if let end = reference.firstIndex(of: ";"), let meant = Self.meaning(of: reference[..<end]) {
                text.append(meant)
                rest = rest[rest.index(after: end)...]
            } else {
                text += "&"
                rest = rest[rest.index(after: start)...]
            }
        }
        return text + rest
    }

    private static func meaning(of reference: Substring) -> Character? {
        switch reference {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        case "nbsp": return "\u{A0}"
        case "shy": return "\u{AD}"
        default:
            guard reference.first == "#" else { return nil }
            let digits = reference.dropFirst()
            let isHexadecimal = digits.first == "x" || digits.first == "X"
            let number = isHexadecimal ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
            return number.flatMap { $0 == 0 ? nil : Unicode.Scalar($0) }.map(Character.init)
        }
    }
}

extension String {
    /// Lines without white space at their ends, and no empty ones around them.
    fileprivate var tidied: String {
        split(separator: "\n", omittingEmptySubsequences: false).map(\.trimmed).joined(separator: "\n").trimmed
    }
}
