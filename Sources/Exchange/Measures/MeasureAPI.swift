// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Search
import Storage
import Web

extension MeasureHandlers {
    /// | method | path | who |
    /// |---|---|---|
    /// | GET | /api/v1/measures | everyone |
    /// | GET | /api/v1/measures/{measure} | everyone whom it is for |
    /// | POST | /api/v1/measures | members of a library |
    /// | PUT | /api/v1/measures/{measure} | members of its library |
    /// | POST | /api/v1/measures/{measure}/adaptations | members of a library |
    var measureAPI: [Route] {
        [
            Route.publicly("/api/v1/measures", handler: listMeasures).documented(MeasureSchemas.list).ofNetwork(),
            Route.publicly("/api/v1/measures/{measure}", handler: getMeasure).documented(MeasureSchemas.get)
                .ofNetwork(),
            Route.post("/api/v1/measures", .signedIn, handler: createMeasure).documented(MeasureSchemas.create)
                .ofNetwork(),
            Route(.put, "/api/v1/measures/{measure}", .signedIn, handler: replaceMeasure)
                .documented(MeasureSchemas.replace).ofNetwork(),
            Route.post("/api/v1/measures/{measure}/adaptations", .signedIn, handler: createAdaptation)
                .documented(MeasureSchemas.adapt).ofNetwork(),
        ]
    }

    @Sendable private func listMeasures(_ request: WebRequest) async throws -> WebResponse {
        let paging = try Paging(request.query)
        let offset = try paging.offset()
        let query = try MeasureQuery(request.query, .api)
        let found = try await find(query, request, offset: offset, limit: paging.limit)
        let next = offset + found.results.hits.count
        let hasNext = next < found.results.total && !found.results.hits.isEmpty
        let hidden = Cap.allCases.filter(query.activeCaps.contains).map { cap in
            (cap.rawValue, JSON.count(found.results.hidden[cap.reason] ?? 0))
        }
        return try .json([
            "items": .array(found.items.map { MeasureJSON.item($0, request.texts) }),
            "next": .optional(hasNext ? Array("\(next)".utf8).hexadecimal : nil),
            "total": .count(found.results.total),
            "hidden": .object(Dictionary(uniqueKeysWithValues: hidden)),
            "hidden_for_several": .count(found.results.hiddenForSeveral),
            "counts": .object(found.results.counts.filter { Self.isFacet($0.key) }.mapValues { .count($0) }),
            "suggestion": .optional(found.results.suggestion),
        ])
    }

    private static func isFacet(_ name: String) -> Bool {
        [Space.group, TargetGroup.group, Topic.group, EffortClass.group].contains { name.hasPrefix($0 + ":") }
    }

    @Sendable private func getMeasure(_ request: WebRequest) async throws -> WebResponse {
        let id: MeasureID = try request.id("measure")
        let query = try MeasureQuery(request.query, .api)
        return try .json(MeasureJSON.full(await view(id, request, query), request.texts))
    }

    @Sendable private func createMeasure(_ request: WebRequest) async throws -> WebResponse {
        var input = try request.input()
        let wish: OrganisationID? = input.id(AdaptationForm.library)
        let publishes = input.has("publish") ? input.flag("publish") : true
        let content = try MeasureForm.read(&input)
        if publishes { try MeasureRules.checkPublishable(content) }
        let (now, texts) = (request.now, request.texts)
        return try await once.write(request) { connection in
            let author = try self.author(request, for: wish, on: connection)
            let measure = try measures.add(content, by: author, publishes: publishes, now: now, on: connection)
            return try .json(answer(measure, texts, on: connection), status: .created)
                .with(.location, NetworkLinks.api(measure.id).value)
        }
    }

    @Sendable private func replaceMeasure(_ request: WebRequest) async throws -> WebResponse {
        let id: MeasureID = try request.id("measure")
        var input = try request.input()
        let publishes = input.has("publish") ? input.flag("publish") : true
        let content = try MeasureForm.read(&input)
        if publishes { try MeasureRules.checkPublishable(content) }
        let (now, texts, person) = (request.now, request.texts, try request.requireVisitor().person)
        return try await database.write { connection in
            let measure = try own(id, for: reader(request, on: connection), on: connection)
            try measures.save(content, of: measure, by: person, now: now, on: connection)
            if publishes { try measures.publish(id, by: person, now: now, on: connection) }
            let saved = try own(id, for: reader(request, on: connection), on: connection)
            return try .json(answer(saved, texts, on: connection))
        }
    }

    @Sendable private func createAdaptation(_ request: WebRequest) async throws -> WebResponse {
        let id: MeasureID = try request.id("measure")
        var input = try request.input()
        let content = AdaptationForm.read(&input)
        let (library, parent) = AdaptationForm.place(&input)
        try input.finish()
        let now = request.now
        return try await once.write(request) { connection in
            let measure = try published(id, for: reader(request, on: connection), on: connection)
            let author = try self.author(request, for: library, on: connection)
            let (adaptation, isNew) = try measures.adapt(
                measure, content, parent: parent, by: author, now: now, on: connection)
            let libraries = try ports.libraries([author.library], connection)
            return try .json(MeasureJSON.adaptation(adaptation, libraries), status: isNew ? .created : .ok)
        }
    }

    /// A measure as its own library gets it back.
    private func answer(_ measure: Measure, _ texts: Texts, on connection: any Connection) throws -> JSON {
        let done = try measures.adaptations.adaptations(of: [measure.id], on: connection)
        let libraries = try ports.libraries([measure.library] + done.map(\.library), connection)
        let comparison = ExchangePorts.Comparison(libraries: libraries, similar: [])
        let view = MeasureView(
            item: MeasureItem(measure, adaptations: done, comparison, viewer: .unknown),
            reader: Reader(visitor: nil, libraries: [measure.library]), shown: done, hidden: [],
            libraries: comparison.libraries,
            materials: try measures.materials.materials(of: measure.id, on: connection), questions: [], thanked: [],
            isFollowing: false)
        return MeasureJSON.full(view, texts)
    }
}

extension Paging {
    /// The position as a number of items already seen; 422 when it is none.
    fileprivate func offset() throws(Rejection) -> Int {
        guard let after else { return 0 }
        guard let offset = Int(after), (0...1_000_000).contains(offset) else {
            throw Rejection(.invalid, .pleaseCorrect, fields: [Rejection.Field("cursor", .badCursor)])
        }
        return offset
    }
}
