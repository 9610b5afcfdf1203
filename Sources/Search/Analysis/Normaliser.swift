// SPDX-License-Identifier: EUPL-1.2

import Foundation

/// Brings the spellings of one word together, before it is stemmed.
enum Normaliser {
    /// In lower case and composed (NFKC, so that `m²` is `m2`), `ß` as `ss`, without accents but for the umlauts, which
    /// the stemmer needs.
    static func folded(_ word: some StringProtocol) -> String {
        if word.utf8.allSatisfy({ $0 < 0x80 }) { return word.lowercased() }
        let composed = String(word).precomposedStringWithCompatibilityMapping.lowercased()
        var result = String.UnicodeScalarView()
        for scalar in composed.unicodeScalars {
            switch scalar {
            case "ä", "ö", "ü": result.append(scalar)
            case "ß": result.append(contentsOf: "ss".unicodeScalars)
            case "æ": result.append("ä")
            case "ø", "œ": result.append("ö")
            case "ł": result.append("l")
            case _ where scalar.properties.generalCategory == .format: break
            case _ where (0xC0..<0x250).contains(scalar.value) || (0x1E00..<0x1F00).contains(scalar.value):
                let parts = String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars
                result.append(contentsOf: parts.filter { $0.properties.generalCategory != .nonspacingMark })
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    /// `buecherei` as `bücherei`; `nil` when nothing in the word can stand for an umlaut. After a vowel or `q`, and at
    /// the end, the two letters stand for themselves: *neue*, *bauen*, *quer*, *Statue*.
    static func withUmlauts(_ word: String) -> String? {
        let bytes = Array(word.utf8)
        guard bytes.count > 3 else { return nil }
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if index + 2 < bytes.count, bytes[index + 1] == UInt8(ascii: "e"), let umlaut = umlaut(of: byte),
                index == 0 || !speaks(before: bytes[index - 1])
            {
                result += umlaut
                index += 2
            } else {
                result.append(byte)
                index += 1
            }
        }
        return result.count == bytes.count && result == bytes ? nil : String(decoding: result, as: UTF8.self)
    }

    /// Number words: thousands without their points (`1.500` as `1500`).
    static func number(_ digits: String) -> String {
        let groups = digits.split(separator: ".", omittingEmptySubsequences: false)
        guard groups.count > 1, (1...3).contains(groups[0].count), groups.dropFirst().allSatisfy({ $0.count == 3 }),
            groups.allSatisfy({ $0.allSatisfy(\.isNumber) })
        else { return digits }
        return groups.joined()
    }

    private static func umlaut(of byte: UInt8) -> [UInt8]? {
        switch byte {
        case UInt8(ascii: "a"): [0xC3, 0xA4]
        case UInt8(ascii: "o"): [0xC3, 0xB6]
        case UInt8(ascii: "u"): [0xC3, 0xBC]
        default: nil
        }
    }

    private static func speaks(before byte: UInt8) -> Bool { "aeiouyq".utf8.contains(byte) || byte >= 0x80 }
}
