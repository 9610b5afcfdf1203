// SPDX-License-Identifier: EUPL-1.2

import Kernel

/// Named values in the order in which they came: a query or a form.
package struct FormData: Sendable, Equatable {
    package private(set) var pairs: [(name: String, value: String)]

    package init(_ pairs: [(name: String, value: String)] = []) { self.pairs = pairs }

    /// Reads `application/x-www-form-urlencoded` (WHATWG URL). `nil` when an escape is malformed or not UTF-8, or when
    /// there are more than 2 000 pairs.
    package init?(urlEncoded text: Substring) {
        var pairs: [(name: String, value: String)] = []
        for part in text.split(separator: "&") {
            let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pairs.count < 2_000, let name = Self.decoded(halves[0]),
                let value = halves.count > 1 ? Self.decoded(halves[1]) : ""
            else { return nil }
            pairs.append((name, value.utf8.contains(UInt8(ascii: "\r")) ? value.replacing("\r\n", with: "\n") : value))
        }
        self.pairs = pairs
    }

    /// The first value of that name.
    package subscript(_ name: String) -> String? { pairs.first { $0.name == name }?.value }

    package func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }

    package static func == (left: FormData, right: FormData) -> Bool {
        left.pairs.elementsEqual(right.pairs) { $0 == $1 }
    }

    private static func decoded(_ text: Substring) -> String? {
        text.utf8.contains(UInt8(ascii: "+")) ? text.replacing("+", with: " ").percentDecoded : text.percentDecoded
    }
}
