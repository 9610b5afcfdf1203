// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage
import Web

/// Libraries for programs.
///
/// | method | path                                | who      |
/// |--------|-------------------------------------|----------|
/// | GET    | /api/v1/libraries                   | everyone |
/// | GET    | /api/v1/libraries/{library}         | everyone |
/// | GET    | /api/v1/libraries/{library}/similar | everyone |
struct LibraryAPI: Sendable {
    let database: any Database
    let libraries: Libraries
    let ports: DirectoryPorts

    private var published: PublishedResults { ports.published ?? .none }

    var all: [Route] {
        [
            Route.publicly("/api/v1/libraries", handler: list)
                .documented(LibraryJSON.listOperation(published.groups))
                .ofNetwork(),
            Route.publicly("/api/v1/libraries/{library}", handler: single)
                .documented(LibraryJSON.singleOperation).ofNetwork(),
            Route.publicly("/api/v1/libraries/{library}/similar", handler: similar)
                .documented(LibraryJSON.similarOperation).ofNetwork(),
        ]
    }

    private func list(_ request: WebRequest) async throws -> WebResponse {
        let paging = try Paging(request.query)
        let after: OrganisationID = try paging.afterID() ?? OrganisationID(0)
        let filter = try filter(request.query)
        let items = try await libraries.index.current().byID.lazy
            .filter { $0.library.id > after && filter.admits($0) }.prefix(paging.limit + 1)
        return try .json(
            paging.list(Array(items), position: \.library.id.description) { LibraryJSON.object($0.library) })
    }

    private func filter(_ query: FormData) throws(Rejection) -> LibraryFilter {
        var input = Input(form: query)
        var filter = LibraryFilter()
        filter.words = LibraryFilter.words(of: input.line("q", atMost: 100) ?? "")
        func bounds(_ name: String) -> (Int?, Int?) {
            (input.integer("\(name)_min"), input.integer("\(name)_max"))
        }
        let (population, area) = (bounds("population"), bounds("area"))
        filter.population = LibraryFilter.range(population.0, population.1)
        filter.floorArea = LibraryFilter.range(area.0, area.1)
        filter.fullTimeEquivalents = LibraryFilter.range(
            Self.hundredths("fte_min", .up, &input), Self.hundredths("fte_max", .down, &input))
        filter.readTags(published, &input)
        try input.finish()
        return filter
    }

    /// A number of JSON, as it stands in an address; bounds keep their side when rounded to hundredths.
    private static func hundredths(
        _ name: String, _ rounding: FloatingPointRoundingRule, _ input: inout Input
    ) -> Int? {
        guard let text = input.line(name, atMost: 40) else { return nil }
        guard let number = Double(text), number.isFinite else {
            input.note(name, .fieldNotAFigure)
            return nil
        }
        guard (0...LibraryJSON.mostPosts).contains(number) else {
            input.note(name, TextUse(.fieldOutOfRange, ["low": "0", "high": "\(Int(LibraryJSON.mostPosts))"]))
            return nil
        }
        return Int((number * 100).rounded(rounding))
    }

    private func single(_ request: WebRequest) async throws -> WebResponse {
        let id: OrganisationID = try request.id("library")
        let (library, figures) = try await database.read { connection in
            (
                try LibraryRoutes.shown(id, on: connection).0, try FigureStore().figures(of: id, on: connection)
            )
        }
        return try .json(LibraryJSON.object(library, figures))
    }

    private func similar(_ request: WebRequest) async throws -> WebResponse {
        let id: OrganisationID = try request.id("library")
        let paging = try Paging(request.query)
        let snapshot = try await libraries.index.current()
        guard let item = snapshot.item(id) else { throw Rejection(.missing, .notFound) }
        guard item.traits.population != nil else {
            return try .json(["items": [], "next": .null, "note": .string(request.texts.plain(.populationMissing))])
        }
        let skipped = try offset(paging)
        let found = snapshot.similar(to: item.traits, except: id, limit: skipped + paging.limit + 1)
            .dropFirst(skipped)
        let numbered = Array(found.enumerated())
        return try .json(
            paging.list(numbered, position: { "\(skipped + $0.offset + 1)" }) {
                LibraryJSON.similar($0.element, published, request.texts)
            })
    }

    private func offset(_ paging: Paging) throws(Rejection) -> Int {
        guard let after = paging.after else { return 0 }
        guard let offset = Int(after), (1...1_000_000).contains(offset) else {
            throw Rejection(.invalid, .pleaseCorrect, fields: [Rejection.Field("cursor", .badCursor)])
        }
        return offset
    }
}
