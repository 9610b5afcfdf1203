// SPDX-License-Identifier: EUPL-1.2

import Kernel

/// The numbers by which authorities know a library and its place, as text: leading zeros and hyphens count.
package enum LibraryIdentifiers {
    /// What is wrong with a number that somebody typed.
    package enum Failure: Error, Equatable {
        case malformed
        /// A zero at the start is missing, as spreadsheets drop it; this may be meant.
        case zeroMissing(String)
    }

    /// International Standard Identifier for Libraries (ISO 15511): at most 16 characters, a prefix and up to eleven
    /// characters behind the first hyphen. `DE-1110` and `DE-11-10` are two libraries.
    package static func isil(_ text: String) throws(Failure) -> String {
        let text = text.trimmed
        guard text.utf8.count <= 16, let hyphen = text.utf8.firstIndex(of: UInt8(ascii: "-")) else { throw .malformed }
        let (prefix, rest) = (text.utf8[..<hyphen], text.utf8[hyphen...].dropFirst())
        let isPrefix =
            switch prefix.count {
            case 2: prefix.allSatisfy(\.isCapital)
            case 1, 3, 4: prefix.allSatisfy(\.isLetterOrDigit)
            default: false
            }
        guard isPrefix, (1...11).contains(rest.count),
            rest.allSatisfy({ $0.isLetterOrDigit || "/:-".utf8.contains($0) })
        else { throw .malformed }
        return text
    }

    /// Amtlicher Gemeindeschlüssel, 8 digits.
    package static func ags(_ text: String) throws(Failure) -> String { try number(text, digits: 8) }

    /// Amtlicher Regionalschlüssel, 12 digits.
    package static func ars(_ text: String) throws(Failure) -> String { try number(text, digits: 12) }

    /// The AGS of the place that an ARS names: its first five digits and its last three.
    package static func ags(ofARS ars: String) -> String? {
        guard ars.count == 12 else { return nil }
        return String(ars.prefix(5) + ars.suffix(3))
    }

    /// The start of an ARS or AGS, by which an advisory office's region is described: 2 (a state) to 12 digits.
    package static func region(_ text: String) throws(Failure) -> String {
        let text = text.filter { !$0.isWhitespace }
        guard (2...12).contains(text.utf8.count), text.utf8.allSatisfy(\.isDigit) else { throw .malformed }
        return text
    }

    /// Whether a place lies in the region. Both keys begin alike down to the district (five digits); behind that a
    /// region follows one of the two.
    package static func region(_ prefix: String, holdsAGS ags: String?, ars: String?) -> Bool {
        ags?.hasPrefix(prefix) == true || ars?.hasPrefix(prefix) == true
    }

    private static func number(_ text: String, digits: Int) throws(Failure) -> String {
        let text = text.filter { !$0.isWhitespace }
        guard text.utf8.allSatisfy(\.isDigit) else { throw .malformed }
        switch text.utf8.count {
        case digits: return text
        case digits - 1 where text.first != "0": throw .zeroMissing("0" + text)
        default: throw .malformed
        }
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
    fileprivate var isCapital: Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) }
    fileprivate var isLetterOrDigit: Bool {
        isDigit || isCapital || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self)
    }
}
