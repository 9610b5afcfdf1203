// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Storage
import Web

extension Workshops {
    /// What phones do. The token in the address stands for a participant without a name; the cookie that joining sets
    /// goes to the joining pages alone and keeps one phone from becoming two participants.
    ///
    /// | method | path | who |
    /// |---|---|---|
    /// | GET, POST | /netzwerk/werkstatt/beitreten | everyone |
    /// | GET, POST | /netzwerk/werkstatt/beitreten/{code} | whoever has the code |
    /// | GET | /netzwerk/werkstatt/beitreten/{code}/ergebnis | whoever has the code, once released |
    /// | GET, POST | /netzwerk/werkstatt/teilnahme/{token} | the participant |
    /// | GET | /netzwerk/werkstatt/teilnahme/{token}/stand | the participant's script |
    /// | GET | /netzwerk/werkstatt/teilnahme/{token}/ergebnis | the participant, once released |
    var participationRoutes: [Route] {
        let routes: [Route] = [
            .get("/netzwerk/werkstatt/beitreten", .everyone, handler: askCode),
            .post("/netzwerk/werkstatt/beitreten", .everyone, handler: readCode),
            .get("/netzwerk/werkstatt/beitreten/{code}", .everyone, handler: showJoin),
            .post("/netzwerk/werkstatt/beitreten/{code}", .everyone, handler: join),
            .get("/netzwerk/werkstatt/beitreten/{code}/ergebnis", .everyone, handler: showLateResults),
            .get("/netzwerk/werkstatt/teilnahme/{token}", .everyone, handler: showStep),
            .post("/netzwerk/werkstatt/teilnahme/{token}", .everyone, handler: answer),
            .get("/netzwerk/werkstatt/teilnahme/{token}/stand", .everyone, handler: showState),
            .get("/netzwerk/werkstatt/teilnahme/{token}/ergebnis", .everyone, handler: showReleased),
        ]
        return routes.map { $0.limited(.gathering) }
    }

    @Sendable private func askCode(_ request: WebRequest) async throws -> WebResponse {
        .page(ParticipationPages(visitor: request.visitor).code())
    }

    @Sendable private func readCode(_ request: WebRequest) async throws -> WebResponse {
        let form = try request.form()
        let typed = form["code"] ?? ""
        do {
            let workshop = try await workshop(code: typed, for: request)
            return .seeOther(WorkshopLinks.join(workshop.code ?? typed))
        } catch let rejection as Rejection where rejection.kind == .missing {
            let problem = Rejection(.invalid, .pleaseCorrect, fields: [.init("code", rejection.message)])
            let page = ParticipationPages(visitor: request.visitor).code(FormState(form, rejection: problem))
            return .page(page, status: .unprocessableContent)
        }
    }

    @Sendable private func showJoin(_ request: WebRequest) async throws -> WebResponse {
        let pages = ParticipationPages(visitor: request.visitor)
        do {
            let workshop = try await workshop(code: request.parameters["code"] ?? "", for: request)
            let known = try await known(request, in: workshop)
            return WebResponse.page(pages.join(workshop, known: known)).privately
        } catch let rejection as Rejection where rejection.kind == .missing {
            let state = FormState(
                FormData([("code", request.parameters["code"] ?? "")]),
                rejection: Rejection(.invalid, .pleaseCorrect, fields: [.init("code", rejection.message)]))
            return .page(pages.code(state), status: .notFound)
        }
    }

    @Sendable private func join(_ request: WebRequest) async throws -> WebResponse {
        let workshop = try await workshop(code: request.parameters["code"] ?? "", for: request)
        if try request.form()["weitere"] == nil, let known = try await known(request, in: workshop) {
            return .seeOther(WorkshopLinks.participation(known)).privately
        }
        let token = SecretToken.random()
        do {
            try await database.write { connection in
                guard let current = try store.workshop(workshop.id, on: connection) else {
                    throw Rejection(.missing, .workshopNoSuchCode)
                }
                let joined = try answers.joined(workshop.id, on: connection)
                try WorkshopRules.admitParticipant(to: current, joined: joined)
                _ = try answers.add(.phone, token: token, to: workshop.id, on: connection)
            }
        } catch let rejection as Rejection where rejection.kind == .gone || rejection.kind == .conflict {
            let page = ParticipationPages(visitor: request.visitor).join(workshop, known: nil, refused: rejection)
            return .page(page, status: rejection.kind == .gone ? .gone : .conflict)
        }
        var response = WebResponse.seeOther(WorkshopLinks.participation(token)).privately
        response.setCookie(
            Cookies.set(
                Self.cookie, token.text, maxAge: .hours(12), isSecure: request.isSecure, path: WorkshopLinks.join))
        return response
    }

    private static let cookie = "werkstatt"

    /// The participant as which this phone has joined already.
    private func known(_ request: WebRequest, in workshop: Workshop) async throws -> SecretToken? {
        guard let token = request.cookies[Self.cookie].flatMap(SecretToken.init) else { return nil }
        let participant = try await database.read { [answers] in try answers.participant(token, on: $0) }
        return participant?.workshop == workshop.id ? token : nil
    }

    /// The workshop of that code. Whoever tries many codes has to wait; whoever knows one never does.
    private func workshop(code typed: String, for request: WebRequest) async throws -> Workshop {
        if let wait = guesses.wait(for: request.client, .guessing, now: request.now, cost: 0) {
            throw Rejection(.tooMany, .workshopTooManyCodes, retryAfter: wait)
        }
        let found = try await database.read { [store] connection in
            try JoinCode.read(typed).flatMap { try store.workshop(code: $0, on: connection) }
        }
        guard let found else {
            _ = guesses.wait(for: request.client, .guessing, now: request.now)
            throw Rejection(.missing, .workshopNoSuchCode)
        }
        return found
    }

    private struct Taking: Sendable {
        let participant: ParticipantID
        let workshop: Workshop
        let token: SecretToken
    }

    private func participation(_ request: WebRequest, on connection: any Connection) throws -> Taking {
        let token = try request.token("token")
        guard let participant = try answers.participant(token, on: connection),
            let workshop = try store.workshop(participant.workshop, on: connection)
        else { throw Rejection(.missing, .workshopParticipationGone) }
        return Taking(participant: participant.id, workshop: workshop, token: token)
    }

    @Sendable private func showStep(_ request: WebRequest) async throws -> WebResponse {
        try await showStep(request, refused: nil)
    }

    /// - Parameter refused: why what the phone has just sent is not taken.
    private func showStep(_ request: WebRequest, refused: Rejection?) async throws -> WebResponse {
        let (taking, submission, isDone, lastWord) = try await database.read { connection in
            let taking = try participation(request, on: connection)
            return (
                taking, try answers.submission(of: taking.participant, on: connection),
                try answers.hasDone(taking.workshop.step, taking.participant, on: connection),
                try answers.lastWord(on: taking.workshop.step, of: taking.participant, on: connection)
            )
        }
        let isLate = refused == nil && taking.workshop.state == .ended && request.query["zuspaet"] != nil
        let page = ParticipationPages(visitor: request.visitor).step(
            taking.workshop, token: taking.token, lastWord: lastWord,
            FormState(WorkshopForms.values(submission)), isDone: isDone, zone: try request.requireHouse().zone,
            refused: isLate ? TextUse(.workshopEndedNoAnswers) : refused?.message)
        let status: HTTPResponse.Status = refused.map { $0.kind == .gone ? .gone : .conflict } ?? .ok
        return WebResponse.page(page, status: status).privately
    }

    /// The numbers that a script counts words with: whole numbers are exact there up to 2⁵³. Any other would leave no
    /// number above it for what is said later, and counts for nothing.
    private static let words: Range<Int64> = 1..<(1 << 53)

    /// Takes the answers to one step. A form says which one; a script also whether it goes on writing, and the number of
    /// its word.
    @Sendable private func answer(_ request: WebRequest) async throws -> WebResponse {
        let form = try request.form()
        let step = form["step"].flatMap(WorkshopStep.init) ?? .r3
        let isDraft = form["unfertig"] != nil
        let word = form["wort"].flatMap { Int64($0) }.flatMap { Self.words.contains($0) ? $0 : nil }
        let isScript = (request.headers[.accept] ?? "").hasPrefix("application/json")
        do {
            let submission = try WorkshopInput.submission(for: step, form)
            try await database.write { connection in
                let taking = try participation(request, on: connection)
                guard taking.workshop.length.steps.contains(step), step.isAnsweredByEach else {
                    throw Rejection(.invalid, .workshopNoSuchStep)
                }
                try WorkshopRules.admitAnswers(to: taking.workshop)
                if let word,
                    try !answers.hears(
                        word, on: step, of: taking.participant, in: taking.workshop.id, on: connection)
                {
                    return
                }
                try answers.enter(
                    submission, for: step, isDraft: isDraft, of: taking.participant, in: taking.workshop.id,
                    on: connection)
            }
        } catch let rejection as Rejection where !isScript && rejection.kind == .invalid {
            let (taking, lastWord) = try await database.read { connection in
                let taking = try participation(request, on: connection)
                return (taking, try answers.lastWord(on: taking.workshop.step, of: taking.participant, on: connection))
            }
            let page = ParticipationPages(visitor: request.visitor).step(
                taking.workshop, token: taking.token, lastWord: lastWord,
                FormState(form, rejection: rejection), isDone: false, zone: try request.requireHouse().zone)
            return WebResponse.page(page, status: .unprocessableContent).privately
        } catch let rejection as Rejection where !isScript && (rejection.kind == .gone || rejection.kind == .conflict) {
            return try await showStep(request, refused: rejection)
        }
        if isScript { return try .json(["saved": true]) }
        return .seeOther(WorkshopLinks.participation(try request.token("token"))).privately
    }

    /// How far it is: a row by its key, and nothing at all for those who know already.
    @Sendable private func showState(_ request: WebRequest) async throws -> WebResponse {
        let workshop = try await database.read { try participation(request, on: $0).workshop }
        return try WorkshopState.response(
            to: request, ["version": .count(workshop.version), "state": .string(workshop.state.rawValue)])
    }

    @Sendable private func showReleased(_ request: WebRequest) async throws -> WebResponse {
        let (workshop, results) = try await database.read { connection in
            let workshop = try participation(request, on: connection).workshop
            return (workshop, try findings(of: workshop, on: connection))
        }
        return try released(workshop, results, for: request)
    }

    @Sendable private func showLateResults(_ request: WebRequest) async throws -> WebResponse {
        let workshop = try await workshop(code: request.parameters["code"] ?? "", for: request)
        let results = try await database.read { try findings(of: workshop, on: $0) }
        return try released(workshop, results, for: request)
    }

    private func released(
        _ workshop: Workshop, _ results: WorkshopResults, for request: WebRequest
    ) throws -> WebResponse {
        guard workshop.isReleased, workshop.state == .ended else { throw Rejection(.missing, .workshopNotReleased) }
        let pages = OutcomePages(
            workshop: workshop, results: results, language: request.language, visitor: request.visitor,
            zone: try request.requireHouse().zone)
        return WebResponse.page(pages.released).privately
    }
}

/// The answer to a script that asks how far it is.
enum WorkshopState {
    static func response(to request: WebRequest, _ state: JSON) throws -> WebResponse {
        let bytes = try state.bytes
        let tag = "\"\(bytes.sha256.prefix(16))\""
        if (request.headers[.ifNoneMatch] ?? "").contains(tag) {
            return WebResponse(status: .notModified).with(.eTag, tag)
        }
        return WebResponse(body: .bytes(bytes, contentType: "application/json")).with(.eTag, tag)
    }
}
