// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Search
import Storage
import Web

extension MeasureHandlers {
    private static let mostFinds = 200

    /// `SavedSearchFinds`. A search that no longer reads as one, for words or figures that are gone, finds nothing.
    @Sendable func finds(of words: String, in period: Period) async throws -> [MeasureFind] {
        guard let values = FormData(urlEncoded: words[...]) else { return [] }
        let (query, viewer): (MeasureQuery, Viewer)
        do {
            query = try MeasureQuery(values, .page)
            viewer = try await database.read { try self.viewer(query, .guest, on: $0) }
        } catch let rejection as Rejection where [.invalid, .missing].contains(rejection.kind) {
            return []
        }
        // What everyone may read, and was first published on the days of the period.
        let days = MeasureFigures.day(of: period.start)...MeasureFigures.day(of: period.end)
        let results = try await search.find(
            query.search(for: viewer, audiences: [], publishedOn: days, limit: Self.mostFinds))
        let ids = results.hits.map { MeasureID($0.item.id) }
        let found = try await database.read { try measures.store.published(ids, on: $0) }
        let byID = Dictionary(found.map { ($0.id, $0) }) { first, _ in first }
        return ids.compactMap { byID[$0] }.filter { measure in
            measure.content.audience == .everyone && measure.publishedAt.map(period.contains) ?? false
        }.map { MeasureFind(title: $0.content.title, link: NetworkLinks.measure($0.id)) }
    }
}
