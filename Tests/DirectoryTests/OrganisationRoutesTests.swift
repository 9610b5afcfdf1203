// SPDX-License-Identifier: EUPL-1.2

import Directory
import Foundation
import HTTPTypes
import Kernel
import Logging
import Search
import Storage
import TestSupport
import Testing

@testable import Web

@Suite("Organisations for programs")
struct OrganisationRoutesTests {
    private static let house = HouseFrame(
        id: HouseID(3), slug: "beispiel", name: LocalizedText([.german: "Beispielhaus"]), zone: .gmt, accent: "#1f4e79",
        isDemo: false, modules: [])

    private let site: Site
    private let capability: DirectoryCapability
    private let catalogue: Catalogue
    private let ids: [OrganisationID]
    private let database: any Database

    init() async throws {
        let database = try await Engine.sqlite.makeDatabase()
        try await database.migrate(SearchIndex.migrations + DirectoryMigrations.all, clock: .system)
        ids = try await database.write { connection in
            try ["Erste", "Zweite", "Dritte"].map { name in
                let kind: OrganisationKind = name == "Zweite" ? .school : .library
                let profile = Organisation.Profile(name: name, kind: kind)
                return try OrganisationStore().add(profile, to: Self.house.id, on: connection)
            }
        }
        capability = DirectoryCapability(
            database: database, search: SearchIndex(database: database), letters: try Network.letters(database),
            ports: DirectoryPorts(
                house: { id, _ in id == Self.house.id ? Self.house : nil }, people: Network.People().port))
        catalogue = try Catalogue([WebCatalogue.source, DirectoryCapability.catalogue])
        site = Site(
            routes: capability.routes, sections: [], catalogue: catalogue, assets: Assets(),
            ports: SitePorts(
                session: { _, _ in nil }, bearer: { _, _ in nil },
                house: { $0 == Self.house.slug ? Self.house : nil }, onlyHouse: { nil }),
            settings: SiteSettings(), versions: PublicVersions(), clock: .system, logger: Logger(label: "test"))
        self.database = database
    }

    private func get(_ path: String, _ query: [(name: String, value: String)] = []) async throws -> (Int, JSON) {
        let request = WebRequest(
            method: .get, path: path, query: FormData(query), headers: HTTPFields(), client: "192.0.2.1",
            base: "http://stadtzimmer.example", now: Instant(seconds: 1_795_428_000),
            texts: catalogue.texts(in: .english))
        let response = await site.respond(to: request) { _ in [] }
        return (response.status.code, try JSON(parsing: response.bytes))
    }

    private func names(_ answer: JSON) -> [JSON] {
        guard case .array(let items)? = answer["items"] else { return [] }
        return items.compactMap { $0["name"] }
    }

    @Test("are listed by house, in pages, and by kind")
    func list() async throws {
        let path = "/api/v1/houses/beispiel/organisations"
        let (status, first) = try await get(path, [("limit", "2")])
        #expect(status == 200)
        #expect(names(first) == ["Erste", "Zweite"])
        guard case .string(let next)? = first["next"] else { throw Missing() }
        let (_, rest) = try await get(path, [("cursor", next)])
        #expect(names(rest) == ["Dritte"] && rest["next"] == .null)
        #expect(names(try await get(path, [("kind", "school")]).1) == ["Zweite"])
        #expect(try await get(path, [("kind", "castle")]).0 == 422)
        #expect(try await get("/api/v1/houses/anderes/organisations").0 == 404)
    }

    @Test("are shown one by one, with the house that knows them")
    func single() async throws {
        let (status, organisation) = try await get("/api/v1/organisations/\(ids[1])")
        #expect(status == 200)
        #expect(organisation["house"] == "beispiel" && organisation["kind"] == "school")
        #expect(organisation["email"] == .null)
        for id in ["99", "0", "-1", "abc"] { #expect(try await get("/api/v1/organisations/\(id)").0 == 404) }
    }

    @Test("are found by a reference, and nothing else is")
    func reference() async throws {
        let id = ids[0]
        let (found, house, missing) = try await database.read { [capability] connection in
            (
                try capability.resolve(.organisation(id), on: connection),
                try capability.resolve(.house(HouseID(id.value)), on: connection),
                try capability.resolve(.organisation(OrganisationID(99)), on: connection)
            )
        }
        #expect(found?.link.value == "/beispiel" && house == nil && missing == nil)
    }

    @Test("have words in English for every kind")
    func words() throws {
        #expect(try Catalogue([DirectoryCapability.catalogue]).missing(in: .english) == [])
    }

    private struct Missing: Error {}
}
