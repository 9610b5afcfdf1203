// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Testing
import Web

@testable import Houses

@Suite("The words of houses")
struct CatalogueTests {
    private let catalogue: Catalogue

    init() throws { catalogue = try Catalogue([HousesCapability.catalogue]) }

    @Test("are there in English as in German")
    func complete() {
        #expect(catalogue.missing(in: .english) == [])
    }

    @Test("have the same places to fill in every language", arguments: Language.allCases)
    func slots(language: Language) throws {
        #expect(catalogue.surplus(in: language) == [])
        for key in try keys() {
            guard let slots = catalogue.slots(of: key, in: language) else { continue }
            #expect(slots == catalogue.slots(of: key, in: .german), "\(key)")
        }
    }

    private func keys() throws -> [String] {
        let german = try #require(HousesCapability.catalogue.files.first { $0.name == "de" })
        let keys = german.content.split(separator: "\n").compactMap { line -> String? in
            guard line.first?.isLetter == true, let colon = line.firstIndex(of: ":") else { return nil }
            return "Houses.\(line[..<colon])"
        }
        #expect(keys.count > 100)
        return keys
    }
}
