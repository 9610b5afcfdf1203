// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Testing

@testable import Web

@Suite("Plain text of several paragraphs")
struct ParagraphsTests {
    @Test(
        "keeps its lines, and each paragraph runs in the direction of its own words",
        arguments: [
            ("", ""), ("Eins.", "<p dir=\"auto\">Eins.</p>"),
            ("Eins.\nZwei.\n\n\nمرحبا.", "<p dir=\"auto\">Eins.<br>Zwei.</p><p dir=\"auto\">مرحبا.</p>"),
            ("<b>", "<p dir=\"auto\">&lt;b&gt;</p>"),
        ])
    func paragraphs(words: String, expected: String) throws {
        let texts = try Catalogue([WebCatalogue.source]).texts(in: .german)
        #expect(String(decoding: Paragraphs.html(words).rendered(with: texts), as: UTF8.self) == expected)
    }
}
