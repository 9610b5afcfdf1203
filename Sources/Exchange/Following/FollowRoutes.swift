// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Storage
import Web

extension Sharing {
    /// What somebody follows and looks for.
    ///
    /// | method | path | who |
    /// |---|---|---|
    /// | GET | /netzwerk/abonnements | signed in |
    /// | POST | /netzwerk/abonnements | signed in |
    /// | GET | /netzwerk/abonnements/neu | signed in |
    /// | POST | /netzwerk/abonnements/ende | signed in |
    /// | POST | /netzwerk/abonnements/suchen | signed in |
    /// | POST | /netzwerk/abonnements/suchen/{search}/entfernung | signed in |
    /// | POST | /netzwerk/abonnements/wochenmail | signed in |
    var followRoutes: [Route] {
        [
            .get("/netzwerk/abonnements", .signedIn, handler: listSubscriptions),
            .post("/netzwerk/abonnements", .signedIn, handler: follow),
            .get("/netzwerk/abonnements/neu", .signedIn, handler: askFollow),
            .post("/netzwerk/abonnements/ende", .signedIn, handler: unfollow),
            .post("/netzwerk/abonnements/suchen", .signedIn, handler: saveSearch),
            .post("/netzwerk/abonnements/suchen/{search}/entfernung", .signedIn, handler: removeSearch),
            .post("/netzwerk/abonnements/wochenmail", .signedIn, handler: switchDigest),
        ]
    }

    @Sendable private func listSubscriptions(_ request: WebRequest) async throws -> WebResponse {
        try await subscriptions(request)
    }

    private func subscriptions(
        _ request: WebRequest, _ state: FormState = FormState(), status: HTTPResponse.Status = .ok
    ) async throws -> WebResponse {
        let visitor = try request.requireVisitor()
        let (zone, now) = (try request.requireHouse().zone, request.now)
        let saved = request.query["gespeichert"] != nil
        let view = try await database.read { connection in
            SubscriptionsView(
                follows: try follows.follows(of: visitor.person, on: connection).map { follow in
                    FollowedItem(target: follow.target, item: try title(of: follow.target, on: connection))
                },
                searches: try follows.searches(of: visitor.person, on: connection),
                isOn: try readers.reader(visitor.person, on: connection)?.isOn ?? true,
                next: DigestRules.next(after: now, zone: zone), visitor: visitor)
        }
        let page = FollowPages(zone: zone).list(view, state, isSaved: saved)
        return WebResponse.page(page, status: status).privately
    }

    /// What is followed, with its page; `nil` when it is no longer there.
    private func title(of target: FollowTarget, on connection: any Connection) throws -> ResolvedItem? {
        switch target {
        case .library(let id):
            try ports.library(id, on: connection).map {
                ResolvedItem(title: "\($0.name)", link: $0.link, isPublic: true)
            }
        case .topic(let topic):
            ResolvedItem(
                title: "\(text: topic.title)", link: SharingLinks.noticeList.with("thema", topic.rawValue),
                isPublic: true)
        case .measure(let id):
            try ports.item(ItemReference(kind: "measure", id: id), connection).flatMap { $0.isPublic ? $0 : nil }
        }
    }

    /// What the form or the query names, when it is there. Throws 404.
    private func target(
        _ values: FormData, on connection: any Connection
    ) throws -> (target: FollowTarget, item: ResolvedItem) {
        guard let target = FollowTarget(kind: values["art"] ?? "", item: values["was"] ?? ""),
            let item = try title(of: target, on: connection)
        else { throw Rejection(.missing, .notFound) }
        return (target, item)
    }

    @Sendable private func askFollow(_ request: WebRequest) async throws -> WebResponse {
        let (zone, visitor) = (try request.requireHouse().zone, try request.requireVisitor())
        let query = request.query
        let (target, item) = try await database.read { try self.target(query, on: $0) }
        return WebResponse.page(FollowPages(zone: zone).ask(target, item, visitor)).privately
    }

    @Sendable private func follow(_ request: WebRequest) async throws -> WebResponse {
        let (person, now) = (try request.requireVisitor().person, request.now)
        let form = try request.form()
        try await database.write { connection in
            let (target, _) = try self.target(form, on: connection)
            try follows.follow(target, by: person, now: now, on: connection)
            try readers.enter(person, now: now, on: connection)
        }
        return .seeOther(Self.way(back: form))
    }

    @Sendable private func unfollow(_ request: WebRequest) async throws -> WebResponse {
        let person = try request.requireVisitor().person
        let form = try request.form()
        guard let target = FollowTarget(kind: form["art"] ?? "", item: form["was"] ?? "") else {
            throw Rejection(.missing, .notFound)
        }
        try await database.write { try follows.unfollow(target, by: person, on: $0) }
        return .seeOther(Self.way(back: form))
    }

    /// The page that the button stood on, as far as it is one of the network's.
    private static func way(back form: FormData) -> Link {
        guard let path = form["zurueck"], path == "/netzwerk" || path.hasPrefix("/netzwerk/"),
            let link = Link(local: path)
        else { return SharingLinks.subscriptions.with("gespeichert", "1") }
        return link
    }

    @Sendable private func saveSearch(_ request: WebRequest) async throws -> WebResponse {
        let (person, now) = (try request.requireVisitor().person, request.now)
        let form = try request.form()
        do {
            var input = Input(form: form)
            let name = input.line("name", required: true, atMost: SavedSearchRules.longestName)
            let query = SavedSearchRules.canonical(form["suche"] ?? "")
            if query == nil { input.note("suche", .followSearchEmpty) }
            try input.finish()
            guard let name, let query else { throw Rejection(.invalid, .pleaseCorrect) }
            try await database.write { connection in
                let kept = try follows.searches(of: person, on: connection)
                if kept.count >= SavedSearchRules.atMost, !kept.contains(where: { $0.query == query }) {
                    throw Rejection(.invalid, TextUse(.followManySearches, count: SavedSearchRules.atMost))
                }
                try follows.save(query, as: name, by: person, now: now, on: connection)
                try readers.enter(person, now: now, on: connection)
            }
            return .seeOther(SharingLinks.subscriptions.with("gespeichert", "1"))
        } catch let rejection as Rejection where rejection.kind == .invalid {
            return try await subscriptions(
                request, FormState(form, rejection: rejection), status: .unprocessableContent)
        }
    }

    @Sendable private func removeSearch(_ request: WebRequest) async throws -> WebResponse {
        let person = try request.requireVisitor().person
        let id = try request.id("search", of: SavedSearch.self)
        try await database.write { try follows.removeSearch(id, of: person, on: $0) }
        return .seeOther(SharingLinks.subscriptions.with("gespeichert", "1"))
    }

    @Sendable private func switchDigest(_ request: WebRequest) async throws -> WebResponse {
        let (person, now) = (try request.requireVisitor().person, request.now)
        let isOn = try request.form()["an"] == "1"
        try await database.write { try readers.set(isOn, for: person, now: now, on: $0) }
        return .seeOther(SharingLinks.subscriptions.with("gespeichert", "1"))
    }
}
