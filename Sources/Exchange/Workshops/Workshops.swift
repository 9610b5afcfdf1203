// SPDX-License-Identifier: EUPL-1.2

import Foundation
package import Kernel
package import Search
package import Storage
package import Web

/// The toolkit workshop: everything that its pages do, and what other parts may ask of it.
package struct Workshops: Sendable {
    let database: any Database
    let search: SearchIndex
    let ports: WorkshopPorts
    /// Counts wrong join codes by address.
    let guesses = RateLimiter()
    let store = WorkshopStore()
    let answers = WorkshopAnswerStore()
    let notes = WorkshopNoteStore()
    let publications = WorkshopPublicationStore()
    let shownSplits = ShownSplitStore()

    package init(database: any Database, search: SearchIndex, ports: WorkshopPorts) {
        self.database = database
        self.search = search
        self.ports = ports
    }

    package static var migrations: [Migration] { WorkshopMigrations.all }

    package var routes: [Route] {
        startRoutes + participationRoutes + moderationRoutes + outcomeRoutes + publicationRoutes
    }

    package var sections: [Section] {
        [
            Section(
                module: ExchangeCapability.name, isOfNetwork: true, path: WorkshopLinks.section,
                menuTitle: .workshopMenu,
                doorTitle: .workshopDoor, doorLine: .workshopDoorLine)
        ]
    }

    /// Deletes workshops that nobody attached to a library and nobody touched for so long, and takes back the codes of
    /// those that ended.
    package var recurring: [RecurringWork] {
        [
            RecurringWork("workshops", every: .hours(6)) { [database, store] now in
                try await database.write { connection in
                    try store.expireCodes(endedBefore: now - WorkshopRules.codeOutlivesEnd, on: connection)
                    let old = try store.forgotten(before: now - WorkshopRules.keptUnattached, on: connection)
                    for id in old { try store.delete(id, on: connection) }
                }
            }
        ]
    }

    /// A workshop that a library published something of; others are nobody's business.
    package func resolve(_ item: ItemReference, on connection: any Connection) throws -> ResolvedItem? {
        guard item.kind == Workshop.kind else { return nil }
        let published = try publications.publications(of: ID<Workshop>(item.id), on: connection)
        guard let organisation = published.first?.organisation,
            let library = try ports.library(organisation, connection)
        else { return nil }
        return ResolvedItem(
            title: "\(text: .workshopResultsOf, ["library": "\(library.name)"])",
            link: WorkshopLinks.published(organisation), isPublic: true)
    }

    /// What the library's youngest finished workshop says about which measures fit; `nil` when there is none. For the
    /// library itself: it need not be published.
    package func filters(
        of organisation: OrganisationID, on connection: any Connection
    ) throws -> WorkshopFilters? {
        let ended = try store.workshops(of: organisation, on: connection).first { $0.state == .ended }
        return try ended.map { WorkshopFilters(try findings(of: $0, on: connection)) }
    }

    struct PublishedSection: Sendable {
        let publication: WorkshopPublication
        let results: WorkshopResults
    }

    /// The latest version of each section, in the order of the sections.
    func current(_ published: [WorkshopPublication]) throws -> [PublishedSection] {
        try WorkshopSection.allCases.compactMap { section in
            try published.filter { $0.section == section }.max { $0.version < $1.version }.map(shown)
        }
    }

    func shown(_ publication: WorkshopPublication) throws -> PublishedSection {
        let results = try JSONDecoder().decode(WorkshopResults.self, from: Data(publication.content.utf8))
        return PublishedSection(publication: publication, results: results)
    }

    /// What the workshop found out, as far as it may be shown.
    func findings(of workshop: Workshop, on connection: any Connection) throws -> WorkshopResults {
        let splits = try splits(of: workshop, on: connection)
        return WorkshopResults(
            isJoint: workshop.mode == .joint, participants: try answers.took(partIn: workshop.id, on: connection),
            facts: try store.facts(of: workshop.id, on: connection), counts: splits.counts,
            texts: try texts(of: workshop, on: connection), formerSplits: splits.former)
    }

    /// How the answers fall. While a workshop goes on, nothing is shown but what was shown before: else whoever looks
    /// twice would see single answers come in.
    private func splits(of workshop: Workshop, on connection: any Connection) throws -> ShownSplits {
        let now = try answers.counts(of: workshop.id, on: connection)
        guard workshop.mode == .each else { return ShownSplits(now, after: [:]) }
        let shown = try shownSplits.splits(of: workshop.id, on: connection)
        return ShownSplits(workshop.state == .ended ? now : shown, after: shown)
    }

    /// Keeps what everybody could see of a workshop that ended, for it is about to go on.
    func keepSplits(of workshop: Workshop, on connection: any Connection) throws {
        guard workshop.state == .ended, workshop.mode == .each else { return }
        try shownSplits.keep(try splits(of: workshop, on: connection).counts, of: workshop.id, on: connection)
    }

    /// All texts that count, the weightiest first; results show the first ones of them.
    func texts(of workshop: Workshop, on connection: any Connection) throws -> [WorkshopResults.Text] {
        try notes.results(of: workshop.id, on: connection).map {
            WorkshopResults.Text(kind: $0.kind, text: $0.text, topic: $0.topic, drawer: $0.drawer, weight: $0.weight)
        }
    }
}

/// A workshop opened by its moderator.
struct Moderated: Sendable {
    let workshop: Workshop
    /// The token of the link, or the workshop's number for a member of its library.
    let key: String
    /// Whether the visitor came by the secret link.
    let hasLink: Bool
}

extension Workshops {
    /// The workshop that the request's key opens: by the secret link, or by belonging to its library. Throws 404 for
    /// everybody else.
    func opened(_ request: WebRequest, on connection: any Connection) throws -> Moderated {
        let key = request.parameters["key"] ?? ""
        if let token = SecretToken(key), let workshop = try store.workshop(token, on: connection) {
            return Moderated(workshop: workshop, key: token.text, hasLink: true)
        }
        if let id = ID<Workshop>(key), let visitor = request.visitor,
            let workshop = try store.workshop(id, on: connection), let organisation = workshop.organisation,
            visitor.belongs(to: organisation)
        {
            return Moderated(workshop: workshop, key: key, hasLink: false)
        }
        throw Rejection(.missing, .workshopNoSuchLink)
    }

    func opened(_ request: WebRequest) async throws -> Moderated {
        try await database.read { try opened(request, on: $0) }
    }
}

extension Visitor {
    /// Whether they are a member of the organisation, or lead it.
    func belongs(to organisation: OrganisationID) -> Bool {
        isAdmin
            || grants.contains {
                $0.scope == .organisation(organisation) && ($0.role.contains(.member) || $0.role.contains(.staff))
            }
    }

    /// Whether they belong to any organisation.
    var isMember: Bool { !organisations.isEmpty }

    /// The organisations that they belong to, each once.
    var organisations: [OrganisationID] {
        var seen: Set<OrganisationID> = []
        return grants.filter { $0.role.contains(.member) || $0.role.contains(.staff) }
            .compactMap(\.scope.organisation).filter { seen.insert($0).inserted }
    }
}
