// SPDX-License-Identifier: EUPL-1.2

import Testing

@testable import Kernel

@Suite("A link")
struct LinkTests {
    @Test(
        "is made of a harmless address",
        arguments: [
            "https://example.org", "http://example.org/a?b=c#d", "HTTPS://EXAMPLE.ORG", "mailto:a@example.org",
            "tel:+493411234567", "https://example.org/ä",
        ])
    func takesHarmlessAddresses(address: String) {
        #expect(Link(external: "  \(address)\n")?.value == address)
    }

    @Test(
        "is not made of anything else",
        arguments: [
            "", "https://", "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\tscript:x",
            "data:text/html,<script>", "vbscript:x", "file:///etc/passwd", "//evil.example", "/local", "example.org",
            "https://exa mple.org", "https://example.org/\u{1}", "https:/\\evil.example",
            "https://example.org\\@evil.example", "https://example.org/\0x", "https://example.org/\u{7F}x",
            "https://example.org/\u{85}x", "https://example.org/\u{202E}x", "https://example.org/\u{3000}x",
            "https://example.org/\u{2028}x",
        ])
    func refusesOtherAddresses(address: String) {
        #expect(Link(external: address) == nil)
    }

    @Test(
        "back into this server stays on it",
        arguments: ["/", "/konto", "/haus/raeume?tag=2026-11-28&x=%2F", "/a//b", "/ä#b"])
    func takesLocalPaths(path: String) {
        #expect(Link(local: path)?.value == path)
    }

    @Test(
        "back into this server does not lead elsewhere",
        arguments: [
            "", "konto", "//evil.example", "/\\evil.example", "/a\\b", "https://evil.example", "javascript:alert(1)",
            "/\t/evil.example", "/\n", "/a b", "/\u{0}", "\\\\evil.example", " /konto",
            "/\u{202E}otnok",
        ])
    func refusesForeignPaths(path: String) {
        #expect(Link(local: path) == nil)
    }

    @Test("encodes each segment, so that it stays one")
    func encodesSegments() {
        #expect(Link(path: "a/b", "c?d#e", "ä %").value == "/a%2Fb/c%3Fd%23e/%C3%A4%20%25")
        #expect(Link(path: []).value == "/")
        #expect(
            Link(path: "s", query: [("q", "a&b=c"), ("x y", "+")], fragment: "f g").value
                == "/s?q=a%26b%3Dc&x%20y=%2B#f%20g")
    }

    @Test("with an empty first segment does not become the address of another server")
    func neverStartsWithTwoSlashes() {
        #expect(Link(path: "", "evil.example").value == "/evil.example")
    }

    @Test("to mail and phone holds nothing but the address")
    func contacts() {
        #expect(Link(mail: "a+b@example.org?bcc=c").value == "mailto:a+b@example.org%3Fbcc%3Dc")
        #expect(Link(phone: "+49 (341) 123-45;ext").value == "tel:+4934112345")
    }

    @Test("changes one value of its query and leaves the rest")
    func changesQuery() throws {
        let link = try #require(Link(local: "/s?a=1&lang=de&b=2#here"))
        #expect(link.with("lang", "ar").value == "/s?a=1&b=2&lang=ar#here")
        #expect(link.with("lang", nil).value == "/s?a=1&b=2#here")
        #expect(Link(path: "s").with("q", "a b").value == "/s?q=a%20b")
    }

    @Test("becomes absolute below a base only when it is a path")
    func becomesAbsolute() throws {
        #expect(Link(path: "s").absolute(below: "https://x.example") == "https://x.example/s")
        let external = try #require(Link(external: "https://y.example"))
        #expect(external.absolute(below: "https://x.example") == "https://y.example")
    }

    @Test(
        "is percent-decoded once, and only when it is well formed",
        arguments: [
            ("a%20b", "a b"), ("%2541", "%41"), ("%C3%A4", "ä"), ("+", "+"), ("%", nil), ("%4", nil), ("%zz", nil),
            ("%FF", nil), ("%C3", nil), ("%ED%A0%80", nil),
        ])
    func decodes(encoded: String, decoded: String?) {
        #expect(encoded.percentDecoded == decoded)
    }
}
