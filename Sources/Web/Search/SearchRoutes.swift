// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
package import Kernel
package import Search

/// What the search page needs to know of what it finds.
package struct SearchPorts: Sendable {
    /// The houses, the network among them.
    let houses: @Sendable () async throws -> [HouseFrame]
    /// In the order in which they are offered.
    let kinds: [SearchKind]

    package init(houses: @escaping @Sendable () async throws -> [HouseFrame], kinds: [SearchKind]) {
        self.houses = houses
        self.kinds = kinds
    }
}

/// Search over everything that the reader may see.
///
/// | method | path           | who      |
/// |--------|----------------|----------|
/// | GET    | /suche         | everyone |
/// | GET    | /api/v1/search | everyone |
package struct SearchRoutes: Sendable {
    private let index: SearchIndex
    private let ports: SearchPorts

    static let path = "suche"
    private static let hitsOnPage = 20
    /// Nobody leafs further, and each page costs as much as all before it.
    private static let mostPages = 50

    package init(index: SearchIndex, ports: SearchPorts) {
        self.index = index
        self.ports = ports
    }

    package var all: [Route] {
        [
            .get("/suche", .everyone, handler: page),
            .get("/api/v1/search", .everyone, handler: list).documented(SearchJSON.operation),
        ]
    }

    package var examples: [PageExample] {
        [
            PageExample(SearchLinks().page, state: "empty"),
            PageExample(SearchLinks(question: "Raum").page, state: "results"),
            PageExample(SearchLinks(question: "Xylophonstundenplan").page, state: "nothing"),
        ]
    }

    private func page(_ request: WebRequest) async throws -> WebResponse {
        let houses = try await ports.houses()
        let asked = String((request.query[SearchLinks.question] ?? "").trimmed.prefix(400))
        let kind = request.query[SearchLinks.kind].flatMap { wanted in ports.kinds.first { $0.kind == wanted }?.kind }
        let house = request.query[SearchLinks.house].flatMap { slug in houses.first { $0.slug == slug } }
        let number = min(max(request.query[SearchLinks.number].flatMap { Int($0) } ?? 1, 1), Self.mostPages)
        let links = SearchLinks(question: asked, kind: kind, house: house?.slug)
        guard !asked.isEmpty else {
            return .page(SearchPages.start(links, house: house, language: request.language))
        }
        var query = SearchQuery(asked, house: house?.id)
        query.kinds = kind.map { [$0] } ?? []
        query.limit = Self.hitsOnPage
        query.offset = (number - 1) * Self.hitsOnPage
        query.read(by: request.visitor)
        let results = try await index.find(query)
        let view = SearchView(
            links: links, houses: houses, house: house, kinds: ports.kinds, results: results,
            hits: try await shown(results, for: asked), number: number,
            hasMore: results.total > number * Self.hitsOnPage && number < Self.mostPages, language: request.language)
        let response = WebResponse.page(SearchPages.results(view))
        return request.visitor == nil ? response : response.privately
    }

    private func list(_ request: WebRequest) async throws -> WebResponse {
        let paging = try Paging(request.query)
        var input = Input(form: request.query)
        let asked = input.line("q", atMost: 400)
        let kind = input.line("kind", atMost: 60)
        let slug = input.line("house", atMost: 60)
        let offset = paging.after.flatMap { Int($0) } ?? 0
        if paging.after != nil, !(1...10_000).contains(offset) { input.note("cursor", TextUse(.badCursor)) }
        try input.finish()
        let houses = try await ports.houses()
        var query = SearchQuery(asked ?? "")
        if let slug {
            guard let house = houses.first(where: { $0.slug == slug }) else { throw Rejection(.missing, .notFound) }
            query.house = house.id
        }
        query.kinds = kind.map { [$0] } ?? []
        query.offset = offset
        query.limit = paging.limit
        query.read(by: request.visitor)
        let results = try await index.find(query)
        let hits = try await shown(results, for: query.text)
        let end = offset + results.hits.count
        let next = end < min(results.total, 10_000) ? "\(end)" : nil
        let json = SearchJSON.answer(results, hits, next: next, houses: houses, base: request.base)
        let response = try WebResponse.json(json)
        return request.visitor == nil ? response : response.privately
    }

    /// The hits as they are shown. One whose item went in the same moment is left out.
    private func shown(_ results: SearchResults, for question: String) async throws -> [ShownHit] {
        let entries = try await index.entries(of: results.hits.map(\.item))
        let highlighter = try await index.highlighter(for: results.suggestion ?? question)
        return results.hits.compactMap { hit in
            entries[hit.item].map { entry in
                ShownHit(
                    entry: entry,
                    title: highlighter.excerpt(of: entry.title, language: entry.language, length: 300),
                    excerpt: highlighter.excerpt(of: entry.text, language: entry.language))
            }
        }
    }
}

extension SearchQuery {
    /// Opens what the visitor may see: what their houses and organisations see, and the network's for its members.
    package mutating func read(by visitor: Visitor?) {
        guard let visitor else { return }
        isOfEveryAudience = visitor.isAdmin
        for grant in visitor.grants {
            switch grant.scope.kind {
            case "house" where grant.role.contains(.moderator): audiences.insert(grant.scope)
            case "organisation":
                audiences.insert(grant.scope)
                audiences.insert(.house(.network))
            default: break
            }
        }
    }
}

/// A hit with what is shown of it.
struct ShownHit {
    let entry: SearchEntry
    let title: Highlighter.Excerpt
    let excerpt: Highlighter.Excerpt
}

/// Every address of the search page.
struct SearchLinks {
    static let question = "q"
    static let kind = "art"
    static let house = "haus"
    static let number = "seite"

    var question = ""
    var kind: String?
    var house: String?

    var page: Link {
        var link = Link(path: SearchRoutes.path)
        if !question.isEmpty { link = link.with(Self.question, question) }
        return link.with(Self.kind, kind).with(Self.house, house)
    }

    func page(_ number: Int) -> Link { number > 1 ? page.with(Self.number, "\(number)") : page }

    func with(kind: String?) -> SearchLinks { SearchLinks(question: question, kind: kind, house: house) }
    func with(house: String?) -> SearchLinks { SearchLinks(question: question, kind: kind, house: house) }
    func with(question: String) -> SearchLinks { SearchLinks(question: question, kind: kind, house: house) }
}
