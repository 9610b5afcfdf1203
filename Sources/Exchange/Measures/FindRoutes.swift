// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Search
import Storage
import Web

extension MeasureHandlers {
    /// | method | path | who |
    /// |---|---|---|
    /// | GET | /netzwerk/massnahmen | everyone |
    var findRoutes: [Route] { [.publicly("/netzwerk/massnahmen", handler: showFound)] }

    @Sendable private func showFound(_ request: WebRequest) async throws -> WebResponse {
        let pages = FindPages(language: request.language)
        let page = request.query[FindPages.page].flatMap { Int($0) } ?? 1
        guard (1...500).contains(page) else { throw Rejection(.missing, .notFound) }
        let query: MeasureQuery
        do {
            query = try MeasureQuery(request.query, .page)
        } catch {
            let state = FormState(request.query, rejection: error)
            return .page(pages.unreadable(state), status: .unprocessableContent)
        }
        let found = try await find(
            query, request, offset: (page - 1) * FindPages.onOnePage, limit: FindPages.onOnePage)
        return .page(pages.found(found, query, page: page, visitor: request.visitor))
    }

    /// What matches, in the order of the index, with the fit for whoever asks.
    func find(_ query: MeasureQuery, _ request: WebRequest, offset: Int, limit: Int) async throws -> FoundMeasures {
        let (reader, viewer, own) = try await database.read { connection in
            let reader = try self.reader(request, on: connection)
            return (
                reader, try self.viewer(query, reader, on: connection), try libraries(of: reader, on: connection)
            )
        }
        let wishes = query.isNarrowed ? [] : try await database.read { try self.wishes(of: own, on: $0) }
        let results = try await search.find(
            query.search(for: viewer, audiences: reader.audiences, offset: offset, limit: limit))
        let ids = results.hits.filter { $0.item.kind == MeasureEntry.kind }.map { MeasureID($0.item.id) }
        let listed = try await database.read { connection in
            let found = try measures.store.published(ids, on: connection)
                .filter { reader.mayRead($0.content.audience) }
            return try self.listed(found.sorted(inOrderOf: ids), on: connection)
        }
        return FoundMeasures(
            items: try await items(listed, for: viewer), results: results, viewer: viewer, libraries: own,
            wishes: wishes)
    }

    /// What the workshops of these libraries say that they look for.
    private func wishes(
        of own: [ExchangePorts.Library], on connection: any Connection
    ) throws -> [FoundMeasures.Wish] {
        try own.compactMap { library in
            guard let filters = try workshops.filters(of: library.id, on: connection), !filters.isEmpty else {
                return nil
            }
            return FoundMeasures.Wish(library: library, filters: filters)
        }
    }
}

/// One page of what was found.
struct FoundMeasures: Sendable {
    let items: [MeasureItem]
    let results: SearchResults
    let viewer: Viewer
    /// The libraries that the reader may act for.
    let libraries: [ExchangePorts.Library]
    /// What these look for by their own workshops, as long as the search is for nothing in particular.
    let wishes: [Wish]

    /// What a library's youngest workshop says that it looks for.
    struct Wish: Sendable {
        let library: ExchangePorts.Library
        let filters: WorkshopFilters
    }
}
