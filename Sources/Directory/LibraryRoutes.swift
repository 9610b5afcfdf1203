// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Storage
import Web

/// Libraries for people.
///
/// The list is not kept in the page cache: an address may hold a guest's own figures, of which nothing is kept.
///
/// | method | path                               | who      |
/// |--------|------------------------------------|----------|
/// | GET    | /netzwerk/bibliotheken             | everyone |
/// | GET    | /netzwerk/bibliotheken/{library}   | everyone |
struct LibraryRoutes: Sendable {
    let database: any Database
    let libraries: Libraries
    let ports: DirectoryPorts

    private static let similarOnPage = 5

    private var published: PublishedResults { ports.published ?? .none }

    var all: [Route] {
        [
            .get("/netzwerk/bibliotheken", .everyone, handler: list),
            .publicly("/netzwerk/bibliotheken/{library}", handler: single),
        ]
    }

    private func list(_ request: WebRequest) async throws -> WebResponse {
        let query = LibraryQuery(request.query, request.language, published)
        let snapshot = try await libraries.index.current()
        let fitting = snapshot.items.filter(query.filter.admits)
        let own = try await belonging(request.visitor)
        let pages = LibraryListPages(language: request.language, visitor: request.visitor, published: published)
        let isWrong = query.state.rejection != nil
        let first = (query.page - 1) * LibraryListPages.onOnePage
        return .page(
            pages.list(
                LibraryListPages.View(
                    query: query,
                    libraries: fitting.dropFirst(first).prefix(LibraryListPages.onOnePage).map(\.library),
                    count: fitting.count, all: snapshot.items.count, published: snapshot.published,
                    similar: isWrong ? nil : query.own.map { snapshot.similar(to: $0, limit: Self.similarOnPage) },
                    own: own)),
            status: isWrong ? .unprocessableContent : .ok)
    }

    /// The visitor's libraries and advisory offices.
    private func belonging(_ visitor: Visitor?) async throws -> [(name: String, link: Link)] {
        guard let visitor else { return [] }
        let mine = visitor.organisations(with: .member)
        guard !mine.isEmpty else { return [] }
        return try await database.read { [libraries] connection in
            let own = try libraries.libraries(of: visitor, on: connection).map { ($0.name, $0.link) }
            let offices = try OfficeStore().offices(mine, on: connection)
            return own + offices.map { ($0.name, LibraryLinks.office($0.id)) }
        }
    }

    private func single(_ request: WebRequest) async throws -> WebResponse {
        let id: OrganisationID = try request.id("library")
        let (visitor, language) = (request.visitor, request.language)
        let (library, organisation, figures, panels) = try await database.read { [ports] connection in
            let (library, organisation) = try LibraryRoutes.shown(id, on: connection)
            return (
                library, organisation, try FigureStore().figures(of: id, on: connection),
                try ports.panels(id, visitor, language, connection)
            )
        }
        let similar = try await libraries.similar(to: id, limit: Self.similarOnPage)
        return .page(
            LibraryPages(language: language, visitor: visitor, published: published).library(
                LibraryPages.View(
                    library: library, organisation: organisation, figures: figures, similar: similar, panels: panels)))
    }

    /// A library that is public, with its organisation, or 404.
    static func shown(
        _ id: OrganisationID, on connection: any Connection
    ) throws -> (Library, Organisation) {
        guard let library = try LibraryStore().library(id, on: connection),
            let organisation = try OrganisationStore().organisation(id, on: connection)
        else { throw Rejection(.missing, .notFound) }
        guard library.state.isPublic else { throw Rejection(.missing, .libraryHasLeft) }
        return (library, organisation)
    }
}
