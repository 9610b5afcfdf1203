// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// What a saved search may be.
enum SavedSearchRules {
    static let atMost = 30
    static let longestName = 80
    private static let longestQuery = 2_000
    private static let mostPairs = 80
    /// Where in the list somebody is, and in which language, is no part of what they look for.
    private static let passing: Set = ["nach", "seite", "cursor", "limit", "lang", "gespeichert"]

    /// A query in the one form in which equal searches are equal: without what is empty, doubled or passing, sorted by
    /// name and value, every octet escaped that RFC 3986 reserves. Names are not interpreted: they are the list's own.
    /// `nil` when nothing is left, or when it is none of this server's queries.
    static func canonical(_ query: String) -> String? {
        let query = query.first == "?" ? query.dropFirst() : query[...]
        guard query.utf8.count <= longestQuery, let pairs = FormData(urlEncoded: query)?.pairs else { return nil }
        var written: Set<String> = []
        for (name, value) in pairs {
            let value = value.trimmed
            guard !value.isEmpty, !passing.contains(name) else { continue }
            guard isName(name), value.count <= 200, !value.unicodeScalars.contains(where: \.isControl) else {
                return nil
            }
            written.insert("\(name.percentEncoded)=\(value.percentEncoded)")
        }
        guard !written.isEmpty, written.count <= mostPairs else { return nil }
        return written.sorted().joined(separator: "&")
    }

    /// The page on which the search was made.
    static func link(_ query: String) -> Link {
        let pairs = FormData(urlEncoded: query[...])?.pairs.map { ($0.name, $0.value) } ?? []
        return Link(path: ["netzwerk", "massnahmen"], query: pairs)
    }

    private static func isName(_ name: String) -> Bool {
        (1...40).contains(name.utf8.count)
            && name.utf8.allSatisfy { $0.isLowerCaseLetter || $0.isDigit || "_.-".utf8.contains($0) }
    }
}

extension UInt8 {
    fileprivate var isLowerCaseLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) }
    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}

extension Unicode.Scalar {
    fileprivate var isControl: Bool { properties.generalCategory == .control }
}
