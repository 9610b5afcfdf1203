// SPDX-License-Identifier: EUPL-1.2

import Testing

@testable import Web

@Suite("Compression") struct GzipTests {
    @Test(
        "happens for who takes it",
        arguments: [
            (nil, false), ("", false), ("gzip", true), ("gzip, deflate, br", true), ("br;q=1.0, GZIP;q=0.8", true),
            ("identity", false), ("gzip;q=0", false), ("gzip; q=0.0, *", false), ("*", true), ("*;q=0", false),
        ] as [(String?, Bool)])
    func asks(header: String?, isAccepted: Bool) {
        #expect(Gzip.isAccepted(header) == isAccepted)
    }

    @Test("makes a gzip file that is smaller, and of nothing an empty one")
    func compresses() throws {
        let bytes = Array(String(repeating: "Bücherei ", count: 500).utf8)
        let compressed = try #require(Gzip.compressed(bytes))
        #expect(compressed.starts(with: [0x1F, 0x8B, 8]) && compressed.count < bytes.count / 10)
        #expect(Gzip.compressed([])?.starts(with: [0x1F, 0x8B, 8]) == true)
    }
}
