// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Storage
import Web

extension Sharing {
    /// What is done with a notice once it is up.
    ///
    /// | method | path | who |
    /// |---|---|---|
    /// | POST | /netzwerk/fragen/{notice}/antworten | members |
    /// | GET, POST | /netzwerk/fragen/{notice}/erledigung | members of its library |
    /// | GET, POST | /netzwerk/fragen/{notice}/ruecknahme | members of its library |
    /// | GET, POST | /netzwerk/fragen/{notice}/kontakt | members |
    /// | GET, POST | /netzwerk/nachrichten/{message}/antwort | whom the message was sent to, as long as they are members |
    var noticeActRoutes: [Route] {
        [
            .post("/netzwerk/fragen/{notice}/antworten", .signedIn, handler: addAnswer),
            .get("/netzwerk/fragen/{notice}/erledigung", .signedIn, handler: askSettlement),
            .post("/netzwerk/fragen/{notice}/erledigung", .signedIn, handler: settleNotice),
            .get("/netzwerk/fragen/{notice}/ruecknahme", .signedIn, handler: askWithdrawal),
            .post("/netzwerk/fragen/{notice}/ruecknahme", .signedIn, handler: withdrawNotice),
            .get("/netzwerk/fragen/{notice}/kontakt", .signedIn, handler: askMessage),
            .post("/netzwerk/fragen/{notice}/kontakt", .signedIn, handler: sendMessage).limited(.guessing),
            .get("/netzwerk/nachrichten/{message}/antwort", .signedIn, handler: askReply),
            .post("/netzwerk/nachrichten/{message}/antwort", .signedIn, handler: sendReply).limited(.guessing),
        ]
    }

    @Sendable private func addAnswer(_ request: WebRequest) async throws -> WebResponse {
        let (asker, today, now) = (try await self.asker(request), try self.today(request), request.now)
        try asker.requireMembership()
        let id = try request.id("notice", of: Notice.self)
        let form = try request.form()
        do {
            var input = Input(form: form)
            let actor = try asker.actor(&input)
            let words = input.text("words", required: true, atMost: 4_000)
            try input.finish()
            guard let actor, let words else { throw Rejection(.invalid, .pleaseCorrect) }
            try await database.write { connection in
                let notice = try readable(id, for: asker, today: today, on: connection)
                _ = try notices.answer(notice, words, by: actor, today: today, now: now, on: connection)
            }
            return .seeOther(SharingLinks.notice(id).with("gespeichert", "antwort"))
        } catch let rejection as Rejection where [.invalid, .conflict].contains(rejection.kind) {
            return try await noticePage(
                request, FormState(form, rejection: rejection), status: rejection.kind.status)
        }
    }

    @Sendable private func askSettlement(_ request: WebRequest) async throws -> WebResponse {
        let (_, notice) = try await ownNotice(request)
        return try await settlementPage(request, notice, FormState())
    }

    private func settlementPage(
        _ request: WebRequest, _ notice: Notice, _ state: FormState, status: HTTPResponse.Status = .ok
    ) async throws -> WebResponse {
        let (asker, answers, libraries) = try await database.read { connection in
            let answers = try notices.store.answers(to: notice.id, on: connection).filter { $0.hiding == nil }
            return (
                try self.asker(request, on: connection), answers,
                try ports.libraries(answers.map(\.library), connection)
            )
        }
        let page = NoticeFormPages(asker: asker).settle(notice, answers, libraries, state)
        return WebResponse.page(page, status: status).privately
    }

    @Sendable private func settleNotice(_ request: WebRequest) async throws -> WebResponse {
        let (_, notice) = try await ownNotice(request, evenIfSettled: true)
        let (today, now) = (try self.today(request), request.now)
        let form = try request.form()
        do {
            var input = Input(form: form)
            var settlement = Notice.Settlement()
            if let text = input.line("answer"), text != "0" {
                settlement.answer = ID(text)
                if settlement.answer == nil { input.note("answer", .fieldNotAChoice) }
            }
            if let text = input.line("measure") {
                settlement.measure = NoticeRules.measure(text)
                if settlement.measure == nil { input.note("measure", .requestMeasureUnknown) }
            }
            settlement.words = input.text("words", atMost: 2_000)
            try input.finish()
            let settled = settlement
            try await database.write { connection in
                let current = try changeableNotice(notice.id, today: today, on: connection)
                try notices.settle(current, settled, today: today, now: now, on: connection)
            }
            return .seeOther(SharingLinks.notice(notice.id).with("gespeichert", "1"))
        } catch let rejection as Rejection where [.invalid, .conflict].contains(rejection.kind) {
            return try await settlementPage(
                request, notice, FormState(form, rejection: rejection), status: rejection.kind.status)
        }
    }

    @Sendable private func askWithdrawal(_ request: WebRequest) async throws -> WebResponse {
        let (asker, notice) = try await ownNotice(request)
        return WebResponse.page(NoticeFormPages(asker: asker).withdraw(notice)).privately
    }

    @Sendable private func withdrawNotice(_ request: WebRequest) async throws -> WebResponse {
        let (_, notice) = try await ownNotice(request)
        let today = try today(request)
        try await database.write { try notices.withdraw(notice, today: today, on: $0) }
        return .seeOther(SharingLinks.noticeList.with("gespeichert", "1"))
    }

    @Sendable private func askMessage(_ request: WebRequest) async throws -> WebResponse {
        let (asker, notice, library) = try await messageContext(request)
        return WebResponse.page(NoticeFormPages(asker: asker).message(about: notice, to: library, FormState()))
            .privately
    }

    private func messageContext(_ request: WebRequest) async throws -> (Asker, Notice, SharingPorts.Library?) {
        let today = try today(request)
        let id = try request.id("notice", of: Notice.self)
        return try await database.read { connection in
            let asker = try asker(request, on: connection)
            try asker.requireMembership()
            let notice = try readable(id, for: asker, today: today, on: connection)
            return (asker, notice, try ports.library(notice.library, on: connection))
        }
    }

    @Sendable private func sendMessage(_ request: WebRequest) async throws -> WebResponse {
        let (asker, notice, library) = try await messageContext(request)
        let now = request.now
        let form = try request.form()
        do {
            var input = Input(form: form)
            let actor = try asker.actor(&input)
            let text = message(&input)
            try input.finish()
            guard let actor, let text else { throw Rejection(.invalid, .pleaseCorrect) }
            try await database.write { try messages.send(text, about: notice, by: actor, now: now, on: $0) }
            return .seeOther(SharingLinks.notice(notice.id).with("gespeichert", "nachricht"))
        } catch let rejection as Rejection where [.invalid, .conflict, .tooMany].contains(rejection.kind) {
            let page = NoticeFormPages(asker: asker).message(
                about: notice, to: library, FormState(form, rejection: rejection))
            return WebResponse.page(page, status: rejection.kind.status).privately
        }
    }

    private func message(_ input: inout Input) -> NoticeMessages.Text? {
        let givesAddress = input.flag("address")
        return input.text("words", required: true, atMost: 4_000).map {
            NoticeMessages.Text(words: $0, givesAddress: givesAddress)
        }
    }

    @Sendable private func askReply(_ request: WebRequest) async throws -> WebResponse {
        let (asker, message, notice, library) = try await replyContext(request)
        return WebResponse.page(
            NoticeFormPages(asker: asker).reply(to: message, about: notice, from: library, FormState())
        ).privately
    }

    private func replyContext(
        _ request: WebRequest
    ) async throws -> (Asker, NoticeMessage, Notice, SharingPorts.Library?) {
        let id = try request.id("message", of: NoticeMessage.self)
        let person = try request.requireVisitor().person
        return try await database.read { connection in
            guard let message = try messages.store.message(id, to: person, on: connection),
                let notice = try notices.store.notice(message.notice, on: connection)
            else { throw Rejection(.missing, .notFound) }
            let asker = try self.asker(request, on: connection)
            _ = try asker.require(message.receiver.library)
            return (asker, message, notice, try ports.library(message.sender.library, on: connection))
        }
    }

    @Sendable private func sendReply(_ request: WebRequest) async throws -> WebResponse {
        let (asker, message, notice, library) = try await replyContext(request)
        let now = request.now
        let form = try request.form()
        do {
            var input = Input(form: form)
            let text = self.message(&input)
            try input.finish()
            guard let text else { throw Rejection(.invalid, .pleaseCorrect) }
            try await database.write {
                try messages.reply(text, to: message, about: notice, now: now, on: $0)
            }
            return .seeOther(SharingLinks.noticeList.with("gespeichert", "nachricht"))
        } catch let rejection as Rejection where [.invalid, .conflict, .tooMany].contains(rejection.kind) {
            let page = NoticeFormPages(asker: asker).reply(
                to: message, about: notice, from: library, FormState(form, rejection: rejection))
            return WebResponse.page(page, status: rejection.kind.status).privately
        }
    }
}
