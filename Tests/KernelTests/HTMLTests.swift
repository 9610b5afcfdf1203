// SPDX-License-Identifier: EUPL-1.2

import Testing

@testable import Kernel

@Suite("HTML")
struct HTMLTests {
    private static let escapes = [
        ("<script>", "&lt;script&gt;"),
        ("a & b", "a &amp; b"),
        ("\"quoted\" 'twice'", "&quot;quoted&quot; &#39;twice&#39;"),
        ("&lt;", "&amp;lt;"),
        ("bell\u{7}, NUL\0, escape\u{1B} and delete\u{7F}", "bell, NUL, escape and delete"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("Größe – العربية 🏛", "Größe – العربية 🏛"),
    ]

    @Test("escapes a string in element content", arguments: escapes)
    func escapesContent(value: String, escaped: String) {
        #expect(("<p>\(value)</p>" as HTML).markup() == "<p>\(escaped)</p>")
        #expect(HTML(escaping: value).markup() == escaped)
    }

    @Test("escapes a string in a quoted attribute", arguments: escapes)
    func escapesAttributes(value: String, escaped: String) {
        #expect(("<p title=\"\(value)\">" as HTML).markup() == "<p title=\"\(escaped)\">")
    }

    @Test("escapes a substring and a string that may be missing")
    func escapesOtherStrings() {
        let missing: String? = nil
        let present: String? = "<"
        #expect(("\("a<b".dropFirst())|\(missing)|\(present)" as HTML).markup() == "&lt;b||&lt;")
    }

    @Test("blocks a plain string at the start of a URL attribute")
    func blocksURLs() {
        let evil = "javascript:alert(1)"
        let attributes: [HTML] = [
            "<a href=\"\(evil)\">", "<img src=\"\(evil)\">", "<form action=\"\(evil)\">",
            "<button formaction='\(evil)'>", "<object data=\"\(evil)\">", "<img srcset=\"\(evil)\">",
            "<video poster=\"\(evil)\">", "<a ping=\"\(evil)\">", "<use xlink:href=\"\(evil)\">",
        ]
        for attribute in attributes {
            #expect(attribute.markup().contains("#blocked"))
            #expect(!attribute.markup().contains("javascript"))
        }
    }

    @Test("blocks HTML, texts and lists there as well")
    func blocksOtherValuesAsURLs() {
        let safe: HTML = "https://example.org"
        let text: LocalizedText = .init([.german: "javascript:alert(1)"])
        #expect(("<a href=\"\(safe)\">" as HTML).markup() == "<a href=\"#blocked\">")
        #expect(("<a href=\"\([safe])\">" as HTML).markup() == "<a href=\"#blocked\">")
        #expect(("<a href=\"\(text)\">" as HTML).markup() == "<a href=\"#blocked\">")
        #expect(("<a href=\"\(text: TextKey("t"))\">" as HTML).markup() == "<a href=\"#blocked\">")
    }

    @Test("blocks a plain string as an attribute value without quotes")
    func blocksUnquotedValues() {
        let value = "x onclick=alert(1)"
        #expect(("<p id=\(value)>" as HTML).markup() == "<p id=#blocked>")
    }

    @Test("is not deceived by an empty piece in front of the URL")
    func blocksURLAfterNothing() {
        let nothing = HTML()
        let missing: HTML? = nil
        #expect(("<a href=\"\(nothing)\(missing)\("javascript:x")\">" as HTML).markup() == "<a href=\"#blocked\">")
    }

    @Test("takes a link as a URL, escaped")
    func takesLinks() {
        let link = Link(path: "raum", query: [("a", "1"), ("b", "'")])
        #expect(("<a href=\"\(url: link)\">" as HTML).markup() == "<a href=\"/raum?a=1&amp;b=%27\">")
    }

    @Test("keeps literals of a choice as markup", arguments: [true, false])
    func keepsChoices(flag: Bool) {
        #expect(("\(flag ? "<b>x</b>" : "")" as HTML).markup() == (flag ? "<b>x</b>" : ""))
    }

    @Test("takes HTML into HTML unchanged, alone, in a list, or missing")
    func nests() {
        let name = "<Karl & Co>"
        let item: HTML = "<li>\(name)</li>"
        let missing: HTML? = nil
        let page: HTML = "<ul>\(item)\([item, item])\(missing)\(7)</ul>"
        let line = "<li>&lt;Karl &amp; Co&gt;</li>"
        #expect(page.markup() == "<ul>\(line)\(line)\(line)7</ul>")
        #expect([item, item].joined(by: ", ").markup() == "\(line), \(line)")
        #expect((item + item).markup() == line + line)
    }

    @Test("escapes what fills the slots of a text")
    func escapesSlots() {
        let name = "<b>Eve</b>"
        let page: HTML = "<p>\(text: TextKey("greeting"), ["name": "\(name)", "link": "<a>x</a>"])</p>"
        #expect(page.markup() == "<p>[greeting link=[<a>x</a>] name=[&lt;b&gt;Eve&lt;/b&gt;]]</p>")
    }

    @Test("is empty only when nothing will be seen of it")
    func knowsEmptiness() {
        #expect(HTML().isEmpty)
        #expect(("\("")" as HTML).isEmpty)
        #expect(!("\(text: TextKey("t"))" as HTML).isEmpty)
    }

    @Test("gives back in plain text what was typed")
    func readsBackPlainText() {
        let typed = "5 < 6 && \"a\" > 'b' &amp; &lt;"
        let page: HTML = "<p class=\"lead\">\(typed)</p>"
        #expect(page.plainText(with: EchoTexts()) == typed)
    }
}
