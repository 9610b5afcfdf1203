// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel

/// Text as it is ordered and looked for in German: without case and accents, ß as ss, umlauts like their vowel
/// (DIN 5007, variant 1).
package enum SortKey {
    package static func german(_ text: String) -> String {
        if let plain = plain(text) { return plain }
        return text.lowercased().replacing("ß", with: "ss").folding(options: [.diacriticInsensitive], locale: nil)
    }

    /// For looking up what somebody typed: `ae`, `oe` and `ue` are the same as umlauts, on both sides.
    static func search(_ text: String) -> String {
        german(text).replacing("ae", with: "a").replacing("oe", with: "o").replacing("ue", with: "u")
    }

    /// Most names, without the detour over Foundation. `nil` for anything beyond German letters.
    private static func plain(_ text: String) -> String? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 2)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "A"..."Z": bytes.append(UInt8(scalar.value) + 32)
            case "\u{20}"..."\u{7E}": bytes.append(UInt8(scalar.value))
            case "ä", "Ä": bytes.append(UInt8(ascii: "a"))
            case "ö", "Ö": bytes.append(UInt8(ascii: "o"))
            case "ü", "Ü": bytes.append(UInt8(ascii: "u"))
            case "ß": bytes += [UInt8(ascii: "s"), UInt8(ascii: "s")]
            default: return nil
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
