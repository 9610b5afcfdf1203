// SPDX-License-Identifier: EUPL-1.2

import Foundation
import HTTPTypes
import Kernel
import Search
import Storage
import Web

extension Workshops {
    /// Belonging to a library, and publishing in its name.
    ///
    /// | method | path | who |
    /// |---|---|---|
    /// | GET, POST | /netzwerk/werkstatt/moderation/{key}/bibliothek | a member with the link |
    /// | GET, POST | /netzwerk/werkstatt/moderation/{key}/veroeffentlichung | members of the library |
    /// | POST | /netzwerk/werkstatt/moderation/{key}/ruecknahme | members of the library |
    /// | GET | /netzwerk/werkstatt/ergebnisse | everyone |
    /// | GET | /netzwerk/werkstatt/ergebnisse/{organisation} | everyone |
    var publicationRoutes: [Route] {
        [
            .get("/netzwerk/werkstatt/moderation/{key}/bibliothek", .signedIn, handler: showLibraries),
            .post("/netzwerk/werkstatt/moderation/{key}/bibliothek", .signedIn, handler: attach),
            .get("/netzwerk/werkstatt/moderation/{key}/veroeffentlichung", .signedIn, handler: showPublishing),
            .post("/netzwerk/werkstatt/moderation/{key}/veroeffentlichung", .signedIn, handler: publish),
            .post("/netzwerk/werkstatt/moderation/{key}/ruecknahme", .signedIn, handler: takeBack),
            .publicly("/netzwerk/werkstatt/ergebnisse", handler: listPublished),
            .publicly("/netzwerk/werkstatt/ergebnisse/{organisation}", handler: showPublished),
        ]
    }

    @Sendable private func showLibraries(_ request: WebRequest) async throws -> WebResponse {
        let visitor = try request.requireVisitor()
        let (moderated, libraries) = try await database.read { connection in
            (try opened(request, on: connection), try ownLibraries(of: visitor, on: connection))
        }
        let pages = PublicationPages(moderated: moderated, visitor: visitor, zone: try request.requireHouse().zone)
        return WebResponse.page(pages.libraries(libraries, FormState())).privately
    }

    func ownLibraries(
        of visitor: Visitor, on connection: any Connection
    ) throws -> [(id: OrganisationID, name: String)] {
        try visitor.organisations.compactMap { id in try ports.library(id, connection).map { (id, $0.name) } }
    }

    /// Attaches the workshop to one of the visitor's libraries and fills in the figures that its profile has, or takes it
    /// from its library again.
    @Sendable private func attach(_ request: WebRequest) async throws -> WebResponse {
        let visitor = try request.requireVisitor()
        var input = Input(form: try request.form())
        let wanted: OrganisationID? = input.id("organisation")
        if !input.has("organisation") { input.note("organisation", .fieldRequired) }
        try input.finish()
        let now = request.now
        let link = try await database.write { connection in
            let moderated = try opened(request, on: connection)
            let workshop = moderated.workshop
            if let current = workshop.organisation, !visitor.belongs(to: current) {
                throw Rejection(.forbidden, .workshopOfAnother)
            }
            if wanted != workshop.organisation,
                try withdraw(WorkshopSection.allCases, of: workshop.id, on: connection)
            {
                connection.signal(.publicData(.network))
            }
            guard let organisation = wanted else {
                try store.attach(workshop.id, to: nil, now: now, on: connection)
                return moderated.hasLink ? WorkshopLinks.moderation(moderated.key) : WorkshopLinks.own
            }
            guard visitor.belongs(to: organisation), let library = try ports.library(organisation, connection) else {
                throw Rejection(.forbidden, .workshopNotYourLibrary)
            }
            try store.attach(workshop.id, to: organisation, now: now, on: connection)
            let known = try store.facts(of: workshop.id, on: connection)
            try store.enter(Self.missing(in: known, from: library), in: workshop.id, on: connection)
            return WorkshopLinks.moderation(moderated.key)
        }
        return .seeOther(link.with("getan", "bibliothek"))
    }

    /// The figures of the profile that nobody has typed yet.
    static func missing(in facts: WorkshopFacts, from library: WorkshopPorts.Library) -> [String: String?] {
        typealias Name = WorkshopFacts.Name
        let figures = [
            (Name.population, library.population), (Name.floorArea, library.floorArea), (Name.staff, library.staff),
            (Name.year, library.year),
        ]
        var missing: [String: String?] = [:]
        for (name, figure) in figures {
            if let figure, facts[name] == nil { missing[name] = "\(figure)" }
        }
        return missing
    }

    private struct Publishing: Sendable {
        let moderated: Moderated
        let organisation: OrganisationID
        let results: WorkshopResults
        let published: [WorkshopPublication]
        let library: WorkshopPorts.Library
    }

    /// The workshop for a member of its library; whoever has nothing but the link may not speak for the library.
    private func publisher(_ request: WebRequest, on connection: any Connection) throws -> Publishing {
        let moderated = try opened(request, on: connection)
        let visitor = try request.requireVisitor()
        guard let organisation = moderated.workshop.organisation,
            let library = try ports.library(organisation, connection)
        else { throw Rejection(.conflict, .workshopAttachFirst) }
        guard visitor.belongs(to: organisation) else { throw Rejection(.forbidden, .workshopNotYourLibrary) }
        return Publishing(
            moderated: moderated, organisation: organisation,
            results: try findings(of: moderated.workshop, on: connection),
            published: try publications.publications(of: moderated.workshop.id, on: connection), library: library)
    }

    @Sendable private func showPublishing(_ request: WebRequest) async throws -> WebResponse {
        let publishing = try await database.read { try publisher(request, on: $0) }
        let pages = PublicationPages(
            moderated: publishing.moderated, visitor: request.visitor, zone: try request.requireHouse().zone)
        let page = pages.publish(
            publishing.results, published: publishing.published, by: publishing.organisation,
            notice: request.query["getan"])
        return WebResponse.page(page).privately
    }

    /// Publishes the ticked sections as they are now and withdraws the others.
    @Sendable private func publish(_ request: WebRequest) async throws -> WebResponse {
        let wanted = Set(try request.form().all("section").compactMap(WorkshopSection.init))
        let now = request.now
        let key = try await database.write { connection in
            let publishing = try publisher(request, on: connection)
            let workshop = publishing.moderated.workshop.id
            guard publishing.moderated.workshop.state == .ended else {
                throw Rejection(.conflict, .workshopResultsLater)
            }
            let sections = WorkshopSection.allCases.filter { wanted.contains($0) && publishing.results.has($0) }
            try publish(
                sections, of: workshop, publishing.results, as: publishing.organisation, publishing.library, now: now,
                on: connection)
            try store.touch(workshop, now: now, on: connection)
            connection.signal(.publicData(.network))
            return publishing.moderated.key
        }
        return .seeOther(WorkshopLinks.moderation(key, "veroeffentlichung").with("getan", "1"))
    }

    @Sendable private func takeBack(_ request: WebRequest) async throws -> WebResponse {
        let key = try await database.write { connection in
            let publishing = try publisher(request, on: connection)
            _ = try withdraw(WorkshopSection.allCases, of: publishing.moderated.workshop.id, on: connection)
            connection.signal(.publicData(.network))
            return publishing.moderated.key
        }
        return .seeOther(WorkshopLinks.moderation(key, "veroeffentlichung").with("getan", "zurueck"))
    }

    /// Publishes these sections as they are now, withdraws the others, and enters into the search what that leaves.
    func publish(
        _ sections: [WorkshopSection], of workshop: ID<Workshop>, _ results: WorkshopResults,
        as organisation: OrganisationID, _ library: WorkshopPorts.Library, now: Instant, on connection: any Connection
    ) throws {
        try changingResults(of: organisation, on: connection) {
            for section in sections {
                let part = results.only(section)
                _ = try publications.publish(
                    section, of: workshop, as: organisation, content: Self.content(part),
                    facets: PublishedFacets(part), now: now, on: connection)
            }
            let rest = WorkshopSection.allCases.filter { !sections.contains($0) }
            try publications.withdraw(rest, of: workshop, on: connection)
        }
        try index(workshop, library, organisation, on: connection)
    }

    /// Equal results have equal bytes.
    static func content(_ results: WorkshopResults) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return String(decoding: try encoder.encode(results), as: UTF8.self)
    }

    /// Takes sections back from pages, search and filters; tells whether there was anything.
    func withdraw(
        _ sections: [WorkshopSection], of workshop: ID<Workshop>, on connection: any Connection
    ) throws -> Bool {
        let published = try publications.publications(of: workshop, on: connection)
        guard let organisation = published.first?.organisation else { return false }
        try changingResults(of: organisation, on: connection) {
            try publications.withdraw(sections, of: workshop, on: connection)
        }
        try search.remove(ItemReference(kind: Workshop.kind, id: workshop.value), on: connection)
        return true
    }

    /// Enters what is published into the search, or takes it out when nothing is left.
    func index(
        _ workshop: ID<Workshop>, _ library: WorkshopPorts.Library, _ organisation: OrganisationID,
        on connection: any Connection
    ) throws {
        if let entry = try entry(of: workshop, library, organisation, on: connection) {
            try search.put(entry, on: connection)
        } else {
            try search.remove(ItemReference(kind: Workshop.kind, id: workshop.value), on: connection)
        }
    }

    /// What is to be found of a workshop: what a library published of it; `nil` when that is nothing.
    func entry(of workshop: ID<Workshop>, on connection: any Connection) throws -> SearchEntry? {
        let published = try publications.publications(of: workshop, on: connection)
        guard let organisation = published.first?.organisation,
            let library = try ports.library(organisation, connection)
        else { return nil }
        return try entry(of: workshop, library, organisation, on: connection)
    }

    private func entry(
        of workshop: ID<Workshop>, _ library: WorkshopPorts.Library, _ organisation: OrganisationID,
        on connection: any Connection
    ) throws -> SearchEntry? {
        let item = ItemReference(kind: Workshop.kind, id: workshop.value)
        let sections = try current(try publications.publications(of: workshop, on: connection))
        guard !sections.isEmpty else { return nil }
        let words = sections.flatMap { section -> [String] in
            let results = section.results
            return [results.facts.challenge].compactMap(\.self) + results.texts.map(\.text)
                + results.facts.plan.map(\.what)
        }
        let facets = sections.reduce(into: PublishedFacets()) { $0.formUnion(PublishedFacets($1.results)) }.facets
        return SearchEntry(
            item: item, house: .network, title: "\(library.name): Werkstatt", text: words.joined(separator: "\n"),
            link: WorkshopLinks.published(organisation), facets: facets)
    }

    @Sendable private func listPublished(_ request: WebRequest) async throws -> WebResponse {
        let position = request.query["nach"].flatMap(OrganisationID.init)
        let length = PublishedPages.onOnePage
        let (libraries, next) = try await database.read { connection in
            let ids = try publications.organisations(after: position, limit: length + 1, on: connection)
            let shown = ids.prefix(length)
            // Those that have left the network are not shown, and end no list.
            let libraries = try shown.compactMap { id in
                try ports.library(id, connection).map { (id: id, name: $0.name) }
            }
            return (libraries, ids.count > length ? shown.last : nil)
        }
        let pages = PublishedPages(zone: try request.requireHouse().zone, language: request.language)
        return .page(pages.list(libraries, next: next))
    }

    @Sendable private func showPublished(_ request: WebRequest) async throws -> WebResponse {
        let id = try request.id("organisation", of: OrganisationMark.self)
        let (library, all) = try await database.read { connection in
            (try ports.library(id, connection), try publications.publications(by: id, on: connection))
        }
        guard let library, let youngest = all.first?.workshop else { throw Rejection(.missing, .workshopNotPublished) }
        let pages = PublishedPages(zone: try request.requireHouse().zone, language: request.language)
        let chosen = request.query["werkstatt"].flatMap(ID<Workshop>.init) ?? youngest
        let published = all.filter { $0.workshop == chosen }
        guard !published.isEmpty else { throw Rejection(.missing, .workshopNotPublished) }
        if let section = request.query["abschnitt"].flatMap(WorkshopSection.init),
            let version = request.query["fassung"].flatMap({ Int($0) })
        {
            let old = published.first { $0.section == section && $0.version == version }
            guard let old = try old.map(shown) else { throw Rejection(.missing, .workshopNotPublished) }
            return .page(pages.page(library, id, [old], all: [], others: []))
        }
        let others = Set(all.map(\.workshop)).subtracting([chosen]).sorted(by: >)
        return .page(pages.page(library, id, try current(published), all: published, others: others))
    }
}
