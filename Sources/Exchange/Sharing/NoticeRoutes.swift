// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Storage
import Web

extension Sharing {
    /// Reading and writing requests and offers.
    ///
    /// | method | path | who |
    /// |---|---|---|
    /// | GET | /netzwerk/fragen | everyone |
    /// | GET | /netzwerk/fragen/neu | members |
    /// | POST | /netzwerk/fragen | members |
    /// | GET | /netzwerk/fragen/{notice} | everyone |
    /// | GET, POST | /netzwerk/fragen/{notice}/bearbeiten | members of its library |
    var noticeRoutes: [Route] {
        [
            .publicly("/netzwerk/fragen", handler: listNotices),
            .get("/netzwerk/fragen/neu", .signedIn, handler: newNotice),
            .post("/netzwerk/fragen", .signedIn, handler: addNotice),
            .publicly("/netzwerk/fragen/{notice}", handler: showNotice),
            .get("/netzwerk/fragen/{notice}/bearbeiten", .signedIn, handler: editNotice),
            .post("/netzwerk/fragen/{notice}/bearbeiten", .signedIn, handler: saveNotice),
        ]
    }

    static let noticesPerPage = 20

    @Sendable private func listNotices(_ request: WebRequest) async throws -> WebResponse {
        let today = try today(request)
        let choice = NoticeListChoice(request.query)
        let view = try await database.read { connection in
            let asker = try asker(request, on: connection)
            var filter = choice.filter
            filter.isHidden = filter.isHidden && asker.isModerator
            filter.withEnded = filter.library.map(asker.acts(for:)) ?? false
            let found = try notices.store.notices(
                filter, today: today, before: choice.position, limit: Self.noticesPerPage + 1, on: connection)
            let shown = Array(found.prefix(Self.noticesPerPage))
            return NoticeListView(
                choice: choice, notices: shown, hasMore: found.count > shown.count,
                libraries: try ports.libraries(shown.map(\.library), connection),
                answers: try notices.store.answerCounts(of: shown.map(\.id), on: connection), asker: asker)
        }
        return .page(NoticePages(today: today).list(view))
    }

    @Sendable private func newNotice(_ request: WebRequest) async throws -> WebResponse {
        let asker = try await asker(request)
        try asker.requireMembership()
        let today = try today(request)
        let kind = request.query["art"].flatMap(Notice.Kind.init(rawValue:)) ?? .request
        let state = FormState([
            (NoticeForm.FormField.title, String((request.query["titel"] ?? "").prefix(NoticeForm.longestTitle))),
            (NoticeForm.FormField.lastDay, "\(today + NoticeRules.usualStay)"),
        ])
        return WebResponse.page(NoticeFormPages(asker: asker).new(kind, state)).privately
    }

    @Sendable private func addNotice(_ request: WebRequest) async throws -> WebResponse {
        let asker = try await asker(request)
        try asker.requireMembership()
        let rules = NoticeRules(today: try today(request))
        let form = try request.form()
        let kind = form["art"].flatMap(Notice.Kind.init(rawValue:)) ?? .request
        do {
            var input = Input(form: form)
            let actor = try asker.actor(&input)
            let content = NoticeForm.read(&input, as: kind, rules: rules)
            try input.finish()
            guard let actor, let content else { throw Rejection(.invalid, .pleaseCorrect) }
            let now = request.now
            let id = try await database.write { try notices.publish(content, by: actor, now: now, on: $0) }
            return .seeOther(SharingLinks.notice(id).with("gespeichert", "1"))
        } catch let rejection as Rejection where rejection.kind == .invalid {
            let page = NoticeFormPages(asker: asker).new(kind, FormState(form, rejection: rejection))
            return WebResponse.page(page, status: .unprocessableContent).privately
        }
    }

    @Sendable private func showNotice(_ request: WebRequest) async throws -> WebResponse {
        try await noticePage(request, FormState(), notice: Self.saved(request))
    }

    /// The page of a notice, with what was typed under it and what is wrong with that.
    func noticePage(
        _ request: WebRequest, _ state: FormState, notice saved: TextKey? = nil, status: HTTPResponse.Status = .ok
    ) async throws -> WebResponse {
        let today = try today(request)
        let id = try request.id("notice", of: Notice.self)
        let view = try await database.read { connection in
            let asker = try asker(request, on: connection)
            let notice = try readable(id, for: asker, today: today, on: connection)
            let answers = try notices.store.answers(to: id, on: connection)
            return NoticeView(
                notice: notice, answers: answers,
                libraries: try ports.libraries([notice.library] + answers.map(\.library), connection),
                measure: try notice.settlement?.measure.flatMap { try ports.item($0, connection) }, asker: asker)
        }
        return .page(NoticePages(today: today).single(view, state, saved: saved), status: status)
    }

    @Sendable private func editNotice(_ request: WebRequest) async throws -> WebResponse {
        let (asker, notice) = try await ownNotice(request)
        let state = FormState(NoticeForm.values(notice.content))
        return WebResponse.page(NoticeFormPages(asker: asker).edit(notice, state)).privately
    }

    @Sendable private func saveNotice(_ request: WebRequest) async throws -> WebResponse {
        let (asker, notice) = try await ownNotice(request, evenIfSettled: true)
        let rules = NoticeRules(today: try today(request))
        let form = try request.form()
        do {
            var input = Input(form: form)
            let content = NoticeForm.read(&input, as: notice.kind, rules: rules)
            try input.finish()
            guard let content else { throw Rejection(.invalid, .pleaseCorrect) }
            try await database.write { connection in
                let current = try changeableNotice(notice.id, today: rules.today, on: connection)
                try notices.change(current, to: content, on: connection)
            }
            return .seeOther(SharingLinks.notice(notice.id).with("gespeichert", "1"))
        } catch let rejection as Rejection where [.invalid, .conflict].contains(rejection.kind) {
            let page = NoticeFormPages(asker: asker).edit(notice, FormState(form, rejection: rejection))
            return WebResponse.page(page, status: rejection.kind.status).privately
        }
    }

    /// What a page says that was led to by a form.
    static func saved(_ request: WebRequest) -> TextKey? {
        switch request.query["gespeichert"] {
        case "1": .requestSaved
        case "antwort": .requestAnswerSaved
        case "nachricht": .requestMessageSent
        case "teil": .taskPartSaved
        case "uebernommen": .taskPartTakenDone
        case "frei": .taskPartFreeDone
        default: nil
        }
    }
}

extension Sharing {
    /// The notice, for whoever may read it: moderators read hidden ones too.
    func readable(
        _ id: ID<Notice>, for asker: Asker, today: Day, on connection: any Connection
    ) throws -> Notice {
        guard let notice = try notices.store.notice(id, on: connection),
            NoticeRules.isReadable(notice) || notice.hiding != nil && asker.isModerator
        else { throw Rejection(.missing, .notFound) }
        return notice
    }

    /// The notice of the path, when the visitor's library may still change it. A form that is sent for one that is
    /// settled is first read, so that it can be shown again.
    func ownNotice(_ request: WebRequest, evenIfSettled: Bool = false) async throws -> (Asker, Notice) {
        let today = try today(request)
        let id = try request.id("notice", of: Notice.self)
        return try await database.read { connection in
            let asker = try asker(request, on: connection)
            guard let notice = try notices.store.notice(id, on: connection), NoticeRules.isReadable(notice) else {
                throw Rejection(.missing, .notFound)
            }
            if !evenIfSettled { try NoticeRules(today: today).checkChangeable(notice) }
            _ = try asker.require(notice.library)
            return (asker, notice)
        }
    }

    /// The notice as it is now, when its library may still change it.
    func changeableNotice(_ id: ID<Notice>, today: Day, on connection: any Connection) throws -> Notice {
        guard let notice = try notices.store.notice(id, on: connection) else { throw Rejection(.missing, .notFound) }
        try NoticeRules(today: today).checkChangeable(notice)
        return notice
    }
}

/// What the list of notices was asked for.
struct NoticeListChoice: Sendable {
    let filter: NoticeStore.Filter
    let position: ID<Notice>?

    init(_ query: FormData) {
        filter = NoticeStore.Filter(
            kind: query["art"].flatMap(Notice.Kind.init(rawValue:)),
            topic: query["thema"].flatMap(Topic.init(rawValue:)),
            library: query["bibliothek"].flatMap { OrganisationID($0) }, isSettled: query["stand"] == "settled",
            isHidden: query["stand"] == "hidden")
        position = query["nach"].flatMap { ID<Notice>($0) }
    }

    /// The same choice as a query, from after a notice.
    func query(after position: ID<Notice>?) -> [(String, String)] {
        var query: [(String, String)] = []
        if let kind = filter.kind { query.append(("art", kind.rawValue)) }
        if let topic = filter.topic { query.append(("thema", topic.rawValue)) }
        if let library = filter.library { query.append(("bibliothek", library.description)) }
        if filter.isSettled { query.append(("stand", "settled")) }
        if filter.isHidden { query.append(("stand", "hidden")) }
        if let position { query.append(("nach", position.description)) }
        return query
    }
}
