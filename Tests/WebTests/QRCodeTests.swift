// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Testing

@testable import Web

@Suite("A QR code")
struct QRCodeTests {
    @Test("has its three finders, its timing and a dark module (ISO/IEC 18004)")
    func structure() throws {
        let code = try #require(QRCode("https://netzwerk.example/netzwerk/werkstatt/beitreten/ABC234"))
        #expect((code.width - 17).isMultiple(of: 4) && code.modules.count == code.width * code.width)
        let last = code.width - 7
        for (top, left) in [(0, 0), (0, last), (last, 0)] {
            let finder = (0..<7).map { row in (0..<7).map { code[top + row, left + $0] ? "#" : "." }.joined() }
            #expect(finder == ["#######", "#.....#", "#.###.#", "#.###.#", "#.###.#", "#.....#", "#######"])
        }
        for place in 8..<(code.width - 8) {
            #expect(code[6, place] == place.isMultiple(of: 2) && code[place, 6] == place.isMultiple(of: 2))
        }
        #expect(code[code.width - 8, 8])
    }

    @Test("grows with its text until nothing bigger can be read")
    func size() throws {
        let small = try #require(QRCode("a"))
        let big = try #require(QRCode(String(repeating: "a", count: 2_331)))
        #expect(small.width == 21 && big.width == 177)
        #expect(QRCode(String(repeating: "a", count: 2_332)) == nil)
        #expect(QRCode("") == nil)
    }

    @Test("is drawn with a stroke for each dark run, dark on white, and says what it is")
    func picture() throws {
        let code = try #require(QRCode("a"))
        let picture = String(
            decoding: code.svg(label: HTML(escaping: "Ein <Code>")).rendered(with: Keys()), as: UTF8.self)
        #expect(picture.contains("role=\"img\" aria-label=\"Ein &lt;Code&gt;\""))
        #expect(picture.contains("viewBox=\"0 0 29 29\"") && picture.contains("fill=\"#fff\""))
        #expect(picture.contains("M4 4.5h7"))
        let runs = (0..<code.width).reduce(0) { sum, row in
            sum + (0..<code.width).filter { code[row, $0] && ($0 == 0 || !code[row, $0 - 1]) }.count
        }
        let path = picture.split(separator: " d=\"").last ?? ""
        #expect(path.prefix { $0 != "\"" }.count(where: { $0 == "h" }) == runs)
    }

    private struct Keys: TextResolver {
        let language = Language.german
        func append(_ use: TextUse, to bytes: inout [UInt8]) { bytes += use.key.name.utf8 }
    }
}

@Suite("A stylesheet on its way to browsers")
struct CompactStylesheetTests {
    @Test(
        "loses what only its authors read, and nothing else",
        arguments: [
            ("a { color: red; }", "a{color:red}"),
            ("/* x */ a,\n b > c { margin: 0 auto; }\n", "a,b > c{margin:0 auto}"),
            ("a :hover { top: calc(1px + 2px); }", "a :hover{top:calc(1px + 2px)}"),
            ("a::after { content: \"; } /* x */  y\"; }", "a::after{content:\"; } /* x */  y\"}"),
            ("@media (min-width: 48em) {\n  a { x: y; }\n}", "@media (min-width:48em){a{x:y}}"),
            ("a { content: \"\\\"  b\"; }", "a{content:\"\\\"  b\"}"),
            (
                "@media screen and (prefers-color-scheme: dark) { :root { --a: #fff; } }",
                "@media screen and (prefers-color-scheme:dark){:root{--a:#fff}}"
            ),
            ("ul > li + li { margin: 0 } .a .b { x: y }", "ul > li + li{margin:0}.a .b{x:y}"), ("/* open", ""),
        ])
    func compact(text: String, short: String) { #expect(CompactStylesheet.of(text) == short) }

    @Test("is done with when it was shortened once")
    func twice() throws {
        let style = try #require(Embedded.assets.first { $0.name == "stadtzimmer.css" }).content
        let short = CompactStylesheet.of(style)
        #expect(CompactStylesheet.of(short) == short && short.utf8.count < style.utf8.count * 9 / 10)
        #expect(short.count(where: { $0 == "{" }) == short.count(where: { $0 == "}" }))
    }
}
