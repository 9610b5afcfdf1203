// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Mail
import Testing

@Suite struct MailTextTests {
    private let resolver = Words(words: ["mail.hello": "Guten Tag {name},", "mail.open": "Buchung <b>ansehen</b>"])

    private func sample(_ language: Language = .german) -> MailText {
        MailText(
            subject: "Raum \(HTML(escaping: "<3 & mehr"))", language: language,
            blocks: [
                .paragraph("\(text: TextKey("mail.hello"), ["name": HTML(escaping: "<Änne> & Co")])"),
                .paragraph("Ihr Raum ist gebucht,\n   und zwar <strong>fest</strong>.<br>Bis bald"),
                .facts([("Raum", "Salon"), ("Zeit", "Sa., 28.&nbsp;November")]),
                .action(label: "\(text: TextKey("mail.open"))", url: "https://house.example/b/1?a=1&b=2"),
                .small("Haus am Platz, <a href=\"https://house.example/\">Impressum</a>"),
                .small("Automatisch versandt"),
            ])
    }

    @Test func thePlainTextSaysTheSame() {
        #expect(sample().subject(with: resolver) == "Raum <3 & mehr")
        #expect(
            sample().text(with: resolver) == """
                Guten Tag <Änne> & Co,

                Ihr Raum ist gebucht, und zwar fest.
                Bis bald

                Raum: Salon
                Zeit: Sa., 28.\u{A0}November

                Buchung ansehen:
                https://house.example/b/1?a=1&b=2

                -- 
                Haus am Platz, Impressum (https://house.example/)

                Automatisch versandt

                """)
    }

    @Test func theHTMLIsAPageThatLoadsNothing() {
        let html = sample().html(with: resolver)
        #expect(html.hasPrefix("<!DOCTYPE html>\n<html lang=\"de\" dir=\"ltr\">"))
        #expect(html.contains("<title>Raum &lt;3 &amp; mehr</title>"))
        #expect(html.contains("Guten Tag &lt;Änne&gt; &amp; Co,"))
        #expect(html.contains("<a href=\"https://house.example/b/1?a=1&amp;b=2\" style="))
        #expect(html.contains("<th scope=\"row\""))
        #expect(!html.contains("src=") && !html.contains("url(") && !html.contains("#blocked"))
    }

    @Test func arabicRunsFromTheRight() {
        #expect(sample(.arabic).html(with: resolver).contains("<html lang=\"ar\" dir=\"rtl\">"))
    }

    @Test(arguments: ["javascript:alert(1)", "/local/path", "https://x.example/\" onclick=\"x"])
    func whatIsNoAddressBecomesNoLink(_ url: String) {
        let text = MailText(subject: "", language: .german, blocks: [.action(label: "Weiter", url: url)])
        #expect(!text.html(with: resolver).contains("href"))
    }

    @Test(arguments: [
        ("&amp;lt;", "&lt;"), ("&#39;&#x27;&apos;", "'''"), ("a & b &unknown; &", "a & b &unknown; &"),
        ("<ul><li>eins</li><li>zwei</li></ul>", "– eins\n– zwei"), ("offen <b", "offen"),
        ("&#0;&#xD800;x", "&#0;&#xD800;x"),
        ("<a href=\"https://a.example\">https://a.example</a>", "https://a.example"),
    ])
    func markupIsUndone(_ html: String, _ plain: String) {
        let text = MailText(subject: HTML(trusted: Array(html.utf8)), language: .german, blocks: [])
        #expect(text.subject(with: resolver) == plain)
    }
}

/// A catalogue of a few texts.
private struct Words: TextResolver {
    let words: [String: String]
    var language: Language { .german }

    func append(_ use: TextUse, to bytes: inout [UInt8]) {
        var text = words[use.key.name] ?? use.key.name
        for (slot, value) in use.slots {
            text = text.replacing("{\(slot)}", with: String(decoding: value.rendered(with: self), as: UTF8.self))
        }
        bytes.append(contentsOf: text.utf8)
    }
}
