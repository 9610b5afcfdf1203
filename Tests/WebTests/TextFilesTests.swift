// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Testing
import Yams

@testable import Web

@Suite("The text files of every capability")
struct TextFilesTests {
    /// `Rooms` and the like, whichever have a folder `Texts`.
    private static let capabilities: [String] = {
        let folders = (try? FileManager.default.contentsOfDirectory(atPath: sources.path)) ?? []
        return folders.filter { FileManager.default.fileExists(atPath: texts(of: $0).path) }.sorted()
    }()

    private static let sources = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")

    private static func texts(of capability: String) -> URL { sources.appending(path: "\(capability)/Texts") }

    private static func source(_ capability: String) throws -> Catalogue.Source {
        let folder = texts(of: capability)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        return Catalogue.Source(
            capability: capability,
            files: try names.map { name in
                (
                    String(name.prefix { $0 != "." }),
                    try String(contentsOf: folder.appending(path: name), encoding: .utf8)
                )
            })
    }

    @Test("are there")
    func areThere() {
        #expect(Self.capabilities.contains("Web"))
        #expect(Self.capabilities.contains("Rooms"))
    }

    @Test("say everything in English that they say in German", arguments: capabilities)
    func areComplete(capability: String) throws {
        let catalogue = try Catalogue([Self.source(capability)])
        #expect(catalogue.missing(in: .english) == [])
    }

    @Test("say nothing that German does not", arguments: capabilities)
    func haveNoSurplus(capability: String) throws {
        let catalogue = try Catalogue([Self.source(capability)])
        for language in Language.allCases { #expect(catalogue.surplus(in: language) == [], "\(language.rawValue)") }
    }

    /// But for dates: each language chooses among the parts of a day.
    @Test("have the same slots in all languages", arguments: capabilities)
    func haveTheSameSlots(capability: String) throws {
        let source = try Self.source(capability)
        let catalogue = try Catalogue([source])
        for language in Language.allCases where language != .german {
            let keys = try Self.entries(source, language).keys
            for key in keys where !(capability == "Web" && key.hasPrefix("date")) {
                let name = "\(capability).\(key)"
                let (german, other) = (catalogue.slots(of: name, in: .german), catalogue.slots(of: name, in: language))
                #expect(german == other, "\(name) in \(language.rawValue)")
            }
        }
    }

    /// YAML makes a truth of `no`, a number of `12` and a time of `9:30`.
    @Test("hold texts and plural forms of texts alone", arguments: capabilities)
    func holdTexts(capability: String) throws {
        let source = try Self.source(capability)
        for language in Language.allCases {
            for (key, value) in try Self.entries(source, language) {
                let forms = value as? [String: Any] ?? ["other": value]
                #expect(forms["other"] != nil, "\(capability).\(key) has no form for any other number")
                for form in forms.values {
                    let text = try #require(form as? String, "\(capability).\(key) in \(language.rawValue) is no text")
                    #expect(!text.isEmpty && !text.contains("<") && !text.contains("&"), "\(capability).\(key)")
                }
            }
        }
    }

    private static func entries(_ source: Catalogue.Source, _ language: Language) throws -> [String: Any] {
        guard let file = source.files.first(where: { $0.name == language.rawValue }) else { return [:] }
        return try #require(try Yams.load(yaml: file.content) as? [String: Any])
    }
}
