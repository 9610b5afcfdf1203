// SPDX-License-Identifier: EUPL-1.2

import Testing

/// The rules see what they are there to see.
@Suite("A rule of the package")
struct LayeringRuleTests {
    private static let siblings: Set = [
        "Kernel", "Storage", "Mail", "Search", "Web", "Rooms", "Houses", "App", "CPostgres",
    ]

    @Test(
        "finds an import in every form",
        arguments: [
            "import Rooms", "package import Rooms", "@testable import Rooms", "@preconcurrency public import Rooms",
            "@_spi(Inner) import Rooms", "import struct Rooms.Booking", "internal import func Rooms.book",
            "  import Rooms",
        ])
    func findsImports(text: String) {
        #expect(SwiftSource("// head\n\(text)\n").imports == [.init(module: "Rooms", line: 2)])
    }

    @Test(
        "takes nothing else for an import",
        arguments: [
            "// import Rooms", "/* a\nimport Rooms\n*/", "let text = \"\"\"\n    import Rooms\n    \"\"\"",
            "let important = 1", "#\"\nimport Rooms\"#",
        ])
    func ignoresOtherText(text: String) {
        #expect(SwiftSource(text).imports.isEmpty)
    }

    @Test(
        "refuses imports that point up or sideways",
        arguments: [
            ("Kernel", "Storage"), ("Storage", "Mail"), ("Storage", "Web"), ("Mail", "Search"), ("Web", "Rooms"),
            ("Rooms", "Houses"), ("Rooms", "App"), ("App", "App"),
        ])
    func refuses(importer: String, module: String) {
        #expect(!Layers.mayImport(module, in: importer, siblings: Self.siblings))
    }

    @Test(
        "allows imports that point down",
        arguments: [
            ("Storage", "Kernel"), ("Mail", "Storage"), ("Web", "Mail"), ("Rooms", "Web"), ("App", "Rooms"),
            ("Storage", "CPostgres"), ("Kernel", "Crypto"),
        ])
    func allows(importer: String, module: String) {
        #expect(Layers.mayImport(module, in: importer, siblings: Self.siblings))
    }

    @Test("reads targets, products behind constants and the brackets between them")
    func readsManifest() throws {
        let manifest = PackageManifest(
            """
            let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto") // [ not code
            let package = Package(targets: [
                .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
                .target(
                    name: "Kernel", dependencies: [
                        crypto, .product(name: "Logging", package: "swift-log"), "CPostgres", .target(name: "Other"),
                    ], swiftSettings: strict),
                .plugin(name: "Embed", capability: .buildTool(), dependencies: ["Tool"]),
                .testTarget(name: "KernelTests", dependencies: ["Kernel"], path: "Elsewhere"),
            ])
            """)
        #expect(manifest.targets.map(\.name) == ["Kernel", "Embed", "KernelTests"])
        #expect(manifest["Kernel"]?.dependencies == ["Crypto", "Logging", "CPostgres", "Other"])
        #expect(manifest["KernelTests"]?.path == "Elsewhere")
        #expect(manifest["Embed"]?.isPlugin == true)
    }

    @Test("finds what is imported or declared alone")
    func findsDifferences() {
        #expect(Layers.differences(imported: ["Foundation", "Kernel"], declared: ["Kernel"]).isEmpty)
        #expect(Layers.differences(imported: ["NIOCore"], declared: []) == ["imports NIOCore without declaring it"])
        #expect(Layers.differences(imported: [], declared: ["Yams"]) == ["declares Yams without importing it"])
    }

    @Test("knows a long file and one without a licence")
    func readsFiles() {
        #expect(SourceRules.isTooLong(String(repeating: "\n", count: 401)))
        #expect(!SourceRules.isTooLong(String(repeating: "\n", count: 400)))
        #expect(!SourceRules.namesLicence("import Kernel\n"))
        #expect(SourceRules.namesLicence("// swift-tools-version: 6.1\n// SPDX-License-Identifier: EUPL-1.2\n"))
    }

    @Test(
        "finds what traps",
        arguments: ["try! open()", "value as! Int", "fatalError(\"no\")", "\"a \\(try! open()) b\""])
    func findsTraps(text: String) {
        #expect(SourceRules.traps(in: SwiftSource(text)) == [1])
    }

    @Test(
        "leaves words in comments and strings alone", arguments: ["// try! not", "\"as! b\"", "try? open()", "a as? B"])
    func allowsWords(text: String) {
        #expect(SourceRules.traps(in: SwiftSource(text)).isEmpty)
    }

    @Test("finds what is promised", arguments: ["// TODO later", "// FIXME", "let a = 1 // XXX"])
    func findsPromises(text: String) {
        #expect(SourceRules.promises(in: SwiftSource(text)) == [1])
    }

    @Test(
        "finds a URL that is not a link",
        arguments: [
            #"<a href="\(path)">"#, #"<img src=\"\(image)\">"#, #"<form action="/x/\(slug)">"#,
            #"<a href="\(text: .key)">"#, #"<button formaction="\(html)">"#,
        ])
    func findsUncheckedURLs(text: String) {
        #expect(SourceRules.uncheckedURLs(in: SwiftSource(text)) == [1])
    }

    @Test(
        "lets links be",
        arguments: [
            #"<a href="\(url: link)">"#, #"<a hreflang="\(tag)">"#,
            #"<a href=\"\(url: link)\" title=\"\(title)\">"#, ##"<a href="#inhalt">\(text: .skip)</a>"##,
        ])
    func allowsLinks(text: String) {
        #expect(SourceRules.uncheckedURLs(in: SwiftSource(text)).isEmpty)
    }
}
