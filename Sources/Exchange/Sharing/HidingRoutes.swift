// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Storage
import Web

extension Sharing {
    /// Keeping the network in order. What is hidden vanishes everywhere; its library learns why.
    ///
    /// | method | path | who |
    /// |---|---|---|
    /// | GET, POST | /netzwerk/fragen/{notice}/ausblenden | moderators |
    /// | POST | /netzwerk/fragen/{notice}/einblenden | moderators |
    /// | GET, POST | /netzwerk/fragen/{notice}/antworten/{answer}/ausblenden | moderators |
    /// | POST | /netzwerk/fragen/{notice}/antworten/{answer}/einblenden | moderators |
    /// | GET, POST | /netzwerk/aufgaben/{task}/ausblenden | moderators |
    /// | POST | /netzwerk/aufgaben/{task}/einblenden | moderators |
    var moderationRoutes: [Route] {
        let (notice, task) = ("/netzwerk/fragen/{notice}", "/netzwerk/aufgaben/{task}")
        return routes(at: notice, hiding: noticeToHide)
            + routes(at: notice + "/antworten/{answer}", hiding: answerToHide)
            + routes(at: task, hiding: taskToHide)
    }

    /// Something that a moderator can hide: what it says of itself, and how it is done.
    private struct Hideable: Sendable {
        let title: String
        let page: Link
        let act: Link
        let hide: @Sendable (String?, PersonID, Instant, any Connection) throws -> Void
    }

    private func routes(
        at path: String, hiding find: @escaping @Sendable (WebRequest, any Connection) throws -> Hideable
    ) -> [Route] {
        [
            .get(RoutePattern(stringLiteral: path + "/ausblenden"), .role(.moderator)) { request in
                let item = try await database.read { try find(request, $0) }
                return WebResponse.page(Self.page(item, request.visitor, FormState())).privately
            },
            .post(RoutePattern(stringLiteral: path + "/ausblenden"), .role(.moderator)) { request in
                let item = try await database.read { try find(request, $0) }
                let (person, now) = (try request.requireVisitor().person, request.now)
                let form = try request.form()
                var input = Input(form: form)
                let reason = input.text("reason", required: true, atMost: 1_000)
                do {
                    try input.finish()
                } catch let error as Rejection {
                    let page = Self.page(item, request.visitor, FormState(form, rejection: error))
                    return WebResponse.page(page, status: .unprocessableContent).privately
                }
                try await database.write { try item.hide(reason, person, now, $0) }
                return .seeOther(item.page)
            },
            .post(RoutePattern(stringLiteral: path + "/einblenden"), .role(.moderator)) { request in
                let item = try await database.read { try find(request, $0) }
                let (person, now) = (try request.requireVisitor().person, request.now)
                try await database.write { try item.hide(nil, person, now, $0) }
                return .seeOther(item.page)
            },
        ]
    }

    @Sendable private func noticeToHide(_ request: WebRequest, on connection: any Connection) throws -> Hideable {
        let notice = try moderatedNotice(request, on: connection)
        return Hideable(
            title: notice.content.title, page: SharingLinks.notice(notice.id),
            act: SharingLinks.notice(notice.id, "ausblenden")
        ) { reason, person, now, connection in
            try notices.hide(notice, because: reason, by: person, now: now, on: connection)
        }
    }

    @Sendable private func answerToHide(_ request: WebRequest, on connection: any Connection) throws -> Hideable {
        let notice = try moderatedNotice(request, on: connection)
        let id = try request.id("answer", of: NoticeAnswer.self)
        guard let answer = try notices.store.answers(to: notice.id, on: connection).first(where: { $0.id == id })
        else { throw Rejection(.missing, .notFound) }
        return Hideable(
            title: notice.content.title, page: SharingLinks.notice(notice.id),
            act: SharingLinks.answer(answer.id, to: notice.id, "ausblenden")
        ) { reason, person, now, connection in
            try notices.hide(answer, to: notice, because: reason, by: person, now: now, on: connection)
        }
    }

    @Sendable private func taskToHide(_ request: WebRequest, on connection: any Connection) throws -> Hideable {
        let id = try request.id("task", of: SharedTask.self)
        guard let task = try tasks.store.task(id, on: connection), task.state != .withdrawn else {
            throw Rejection(.missing, .notFound)
        }
        return Hideable(
            title: task.content.title, page: SharingLinks.task(task.id),
            act: SharingLinks.task(task.id, "ausblenden")
        ) { reason, person, now, connection in
            try tasks.hide(task, because: reason, by: person, now: now, on: connection)
        }
    }

    private func moderatedNotice(_ request: WebRequest, on connection: any Connection) throws -> Notice {
        let id = try request.id("notice", of: Notice.self)
        guard let notice = try notices.store.notice(id, on: connection), notice.state != .withdrawn else {
            throw Rejection(.missing, .notFound)
        }
        return notice
    }

    private static func page(_ item: Hideable, _ visitor: Visitor?, _ state: FormState) -> Page {
        let parts = FormPart.fields([
            Field(
                "reason", "\(text: .requestReason)", hint: "\(text: .requestReasonHint)", .lines(rows: 3),
                required: true)
        ])
        let form = Form(
            item.act, button: "\(text: .requestHide)", style: "danger", cancel: NoticeFormPages.cancel(item.page))
        return Page(
            title: .requestHide, trail: [("\(item.title)", item.page)],
            content: """
                <h1>\(text: .requestHide)</h1>\(state.summary(of: parts))
                <p class="lead">\(item.title)</p><p>\(text: .requestHideLead)</p>
                \(form.html(visitor, parts, state))
                """)
    }
}
