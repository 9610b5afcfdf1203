// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Storage
import Web

extension Workshops {
    /// The moderator's screen. `key` is the secret link's token, or the workshop's number for members of its library.
    ///
    /// | method | path | who |
    /// |---|---|---|
    /// | GET | /netzwerk/werkstatt/moderation/{key} | whoever moderates |
    /// | GET | /netzwerk/werkstatt/moderation/{key}/verlauf | their script |
    /// | GET | /netzwerk/werkstatt/moderation/{key}/einladung | whoever moderates |
    /// | POST | /netzwerk/werkstatt/moderation/{key}/stand | whoever moderates |
    /// | POST | /netzwerk/werkstatt/moderation/{key}/angaben | whoever moderates |
    /// | POST | /netzwerk/werkstatt/moderation/{key}/beitraege | whoever moderates |
    /// | GET, POST | /netzwerk/werkstatt/moderation/{key}/boegen | whoever moderates |
    /// | GET, POST | /netzwerk/werkstatt/moderation/{key}/loeschen | whoever moderates |
    var moderationRoutes: [Route] {
        [
            .get("/netzwerk/werkstatt/moderation/{key}", .everyone, handler: showModeration),
            .get("/netzwerk/werkstatt/moderation/{key}/verlauf", .everyone, handler: showProgress)
                .limited(.gathering),
            .get("/netzwerk/werkstatt/moderation/{key}/einladung", .everyone, handler: showInvitation),
            .post("/netzwerk/werkstatt/moderation/{key}/stand", .everyone, handler: act),
            .post("/netzwerk/werkstatt/moderation/{key}/angaben", .everyone, handler: settle),
            .post("/netzwerk/werkstatt/moderation/{key}/beitraege", .everyone, handler: tidyWall),
            .get("/netzwerk/werkstatt/moderation/{key}/boegen", .everyone, handler: showSheet),
            .post("/netzwerk/werkstatt/moderation/{key}/boegen", .everyone, handler: typeSheet),
            .get("/netzwerk/werkstatt/moderation/{key}/loeschen", .everyone, handler: showDeletion),
            .post("/netzwerk/werkstatt/moderation/{key}/loeschen", .everyone, handler: delete),
        ]
    }

    @Sendable private func showModeration(_ request: WebRequest) async throws -> WebResponse {
        let (moderated, view) = try await sight(request)
        let pages = try moderation(moderated, request)
        return WebResponse.page(pages.screen(view, notice: request.query["getan"])).privately
    }

    func moderation(_ moderated: Moderated, _ request: WebRequest) throws -> ModerationPages {
        ModerationPages(
            moderated: moderated, visitor: request.visitor, zone: try request.requireHouse().zone, base: request.base)
    }

    private func sight(_ request: WebRequest) async throws -> (Moderated, ModerationPages.View) {
        let position = try Self.position(of: request)
        return try await database.read { connection in
            let moderated = try opened(request, on: connection)
            return (moderated, try view(of: moderated.workshop, after: position, on: connection))
        }
    }

    /// Where on the wall the moderator is: whoever tidies its later pages stays there.
    private static func position(of request: WebRequest) throws -> ID<WallNote>? {
        let name = ModerationPages.wallPosition
        return try (request.method == .post ? request.form()[name] : request.query[name]).flatMap(ID<WallNote>.init)
    }

    private func view(
        of workshop: Workshop, after position: ID<WallNote>?, on connection: any Connection
    ) throws -> ModerationPages.View {
        let joint = try answers.jointParticipant(of: workshop.id, on: connection)
        let isGuarded =
            try joint == nil
            && answers.took(partIn: workshop.id, on: connection) < WorkshopRules.fewestShown
        let wall =
            isGuarded
            ? []
            : try notes.wall(
                of: workshop.id, kinds: workshop.step.notes, after: position, limit: WorkshopNoteStore.pageLength + 1,
                on: connection)
        return ModerationPages.View(
            progress: try answers.progress(of: workshop, on: connection),
            facts: try store.facts(of: workshop.id, on: connection),
            joint: try joint.map { try answers.submission(of: $0, on: connection) }, wall: wall, position: position,
            isWallGuarded: isGuarded)
    }

    @Sendable private func showProgress(_ request: WebRequest) async throws -> WebResponse {
        let (workshop, progress) = try await database.read { connection in
            let workshop = try opened(request, on: connection).workshop
            return (workshop, try answers.progress(of: workshop, on: connection))
        }
        return try WorkshopState.response(
            to: request,
            [
                "version": .count(workshop.version), "joined": .count(progress.joined), "done": .count(progress.done),
                "notes": .count(progress.notes),
            ])
    }

    @Sendable private func showInvitation(_ request: WebRequest) async throws -> WebResponse {
        let (moderated, joined) = try await database.read { connection in
            let moderated = try opened(request, on: connection)
            return (moderated, try answers.joined(moderated.workshop.id, on: connection))
        }
        guard moderated.workshop.code != nil, moderated.workshop.state != .ended else {
            return .seeOther(WorkshopLinks.moderation(moderated.key))
        }
        return WebResponse.page(try moderation(moderated, request).invitation(joined: joined)).privately
    }

    /// Moves the workshop on. What is typed on the page is kept first.
    @Sendable private func act(_ request: WebRequest) async throws -> WebResponse {
        var input = Input(form: try request.form())
        let seen = input.integer("version", required: true) ?? 0
        let name = input.line("act", required: true) ?? ""
        try input.finish()
        let act = try Self.act(name)
        let now = request.now
        return try await keeping(request) { moderated, connection in
            let workshop = moderated.workshop
            if let course = try WorkshopRules.course(of: workshop, after: act, seen: seen, now: now),
                try !store.set(course, of: workshop, seen: seen, now: now, on: connection)
            {
                throw Rejection(.conflict, .workshopMovedOn)
            }
            if act == .reopen {
                try keepSplits(of: workshop, on: connection)
                if try renewCode(of: workshop, on: connection) {
                    return WorkshopLinks.moderation(moderated.key, "einladung")
                }
            }
            return WorkshopLinks.step(moderated.key)
        }
    }

    private static func act(_ name: String) throws(Rejection) -> WorkshopRules.Act {
        if let step = WorkshopStep.allCases.first(where: { ModerationPages.going(to: $0) == name }) { return .go(step) }
        switch name {
        case "start": return .start
        case "pause": return .pause
        case "resume": return .resume
        case "extend": return .extend
        case "end": return .end
        case "reopen": return .reopen
        default: throw Rejection(.invalid, .workshopNoSuchStep)
        }
    }

    /// Keeps what the team settled in a step, and at a common device its answers too.
    @Sendable private func settle(_ request: WebRequest) async throws -> WebResponse {
        guard try Self.step(of: request) != nil else { throw Rejection(.invalid, .workshopNoSuchStep) }
        return try await keeping(request) { moderated, _ in
            WorkshopLinks.step(moderated.key).with("getan", "gespeichert")
        }
    }

    private static func step(of request: WebRequest) throws -> WorkshopStep? {
        try request.form()["step"].flatMap(WorkshopStep.init)
    }

    /// Does what a button says and keeps what is typed around it, in one go. What cannot be read stays on the page with
    /// its problem, and nothing is done. What can be read is kept even when the workshop has gone on meanwhile: it
    /// belongs to the step that it was typed in, and overwrites nothing but what was changed on this very page.
    private func keeping(
        _ request: WebRequest, _ work: @escaping @Sendable (Moderated, any Connection) throws -> Link
    ) async throws -> WebResponse {
        let form = try request.form()
        let step = try Self.step(of: request)
        let now = request.now
        do {
            let typed = try step.map { step throws(Rejection) in try WorkshopInput.typed(in: step, form) }
            let done = try await database.write { connection -> Result<Link, Rejection> in
                let moderated = try opened(request, on: connection)
                var done: Result<Link, Rejection>
                do {
                    done = .success(try work(moderated, connection))
                } catch let rejection as Rejection where rejection.kind == .conflict {
                    done = .failure(rejection)
                }
                if let typed { try keep(typed, in: moderated.workshop, now: now, on: connection) }
                return done
            }
            switch done {
            case .success(let link): return .seeOther(link)
            case .failure(let rejection):
                let (moderated, view) = try await sight(request)
                let notice = typed?.isEmpty == false ? "gespeichert" : nil
                let page = try moderation(moderated, request).screen(view, notice: notice, refused: rejection)
                return WebResponse.page(page, status: .conflict).privately
            }
        } catch let rejection as Rejection where step != nil && [.invalid, .conflict].contains(rejection.kind) {
            let (moderated, view) = try await sight(request)
            let state = FormState(form, rejection: rejection)
            let page = try moderation(moderated, request).screen(view, state: state, shown: step)
            let status: HTTPResponse.Status = rejection.kind == .conflict ? .conflict : .unprocessableContent
            return WebResponse.page(page, status: status).privately
        }
    }

    /// - Parameter before: the workshop as it was before the button did its work: what is typed before the end, or
    ///   with the reopening, is kept.
    private func keep(
        _ typed: WorkshopInput.Typed, in before: Workshop, now: Instant, on connection: any Connection
    ) throws {
        guard !typed.isEmpty else { return }
        if before.state == .ended, try store.workshop(before.id, on: connection)?.state == .ended {
            throw Rejection(.conflict, .workshopEndedNoAnswers)
        }
        try store.enter(typed.facts, in: before.id, on: connection)
        if let joint = try answers.jointParticipant(of: before.id, on: connection) {
            try answers.enter(typed.submission, for: typed.step, of: joint, in: before.id, on: connection)
        }
        try store.touch(before.id, now: now, on: connection)
    }

    /// Merges, hides, tags, chooses and sorts texts.
    @Sendable private func tidyWall(_ request: WebRequest) async throws -> WebResponse {
        let form = try request.form()
        let ids = form.all("note").compactMap(ID<WallNote>.init)
        let act = form["act"] ?? ""
        let topic = form["topic"].flatMap(Topic.init)
        let position = try Self.position(of: request)
        let now = request.now
        return try await keeping(request) { moderated, connection in
            let id = moderated.workshop.id
            guard moderated.workshop.state != .ended else { throw Rejection(.conflict, .workshopEndedNoAnswers) }
            switch act {
            case "merge": try notes.merge(ids, in: id, on: connection)
            case "part": try notes.part(ids, in: id, on: connection)
            case "hide", "show": try notes.hide(ids, act == "hide", in: id, on: connection)
            case "choose", "leave": try notes.choose(ids, act == "choose", in: id, on: connection)
            case "tag": try notes.tag(ids, with: topic, in: id, on: connection)
            default:
                guard let drawer = WorkshopNote.Drawer(rawValue: act) else {
                    throw Rejection(.invalid, .fieldNotAChoice)
                }
                try notes.sort(ids, into: drawer, in: id, on: connection)
            }
            try store.touch(id, now: now, on: connection)
            return WorkshopLinks.wall(moderated.key).with("getan", ids.isEmpty ? "nichts" : "sortiert")
                .with(ModerationPages.wallPosition, position?.description)
        }
    }

    @Sendable private func showSheet(_ request: WebRequest) async throws -> WebResponse {
        let (moderated, sheets) = try await database.read { connection in
            let moderated = try opened(request, on: connection)
            return (moderated, try answers.sheets(of: moderated.workshop.id, on: connection))
        }
        let page = try moderation(moderated, request).sheet(FormState(), sheets: sheets, notice: request.query["getan"])
        return WebResponse.page(page).privately
    }

    /// Takes one sheet of paper, all its steps at once.
    @Sendable private func typeSheet(_ request: WebRequest) async throws -> WebResponse {
        let form = try request.form()
        let moderated = try await opened(request)
        let steps = moderated.workshop.length.steps.filter(\.isAnsweredByEach)
        do {
            let submissions = try steps.map { step throws(Rejection) in
                (step, try WorkshopInput.submission(for: step, form))
            }
            guard submissions.contains(where: { !$0.1.isEmpty }) else { throw Rejection(.invalid, .workshopSheetEmpty) }
            try await database.write { connection in
                let workshop = try opened(request, on: connection).workshop
                let joined = try answers.joined(workshop.id, on: connection)
                try WorkshopRules.admitAnswers(to: workshop)
                try WorkshopRules.admitParticipant(to: workshop, joined: joined)
                let sheet = try answers.add(.sheet, to: workshop.id, on: connection)
                for (step, submission) in submissions where !submission.isEmpty {
                    try answers.enter(submission, for: step, of: sheet, in: workshop.id, on: connection)
                }
            }
        } catch let rejection as Rejection {
            let sheets = try await database.read { try answers.sheets(of: moderated.workshop.id, on: $0) }
            let page = try moderation(moderated, request)
                .sheet(FormState(form, rejection: rejection), sheets: sheets, notice: nil)
            return WebResponse.page(page, status: .unprocessableContent).privately
        }
        return .seeOther(WorkshopLinks.moderation(moderated.key, "boegen").with("getan", "gespeichert"))
    }

    @Sendable private func showDeletion(_ request: WebRequest) async throws -> WebResponse {
        WebResponse.page(try moderation(try await opened(request), request).deletion).privately
    }

    @Sendable private func delete(_ request: WebRequest) async throws -> WebResponse {
        try await database.write { connection in
            let workshop = try opened(request, on: connection).workshop
            let isPublished = try !publications.publications(of: workshop.id, on: connection).isEmpty
            if isPublished, let library = workshop.organisation, request.visitor?.belongs(to: library) != true {
                throw Rejection(.forbidden, .workshopNotYourLibrary)
            }
            if try withdraw(WorkshopSection.allCases, of: workshop.id, on: connection) {
                connection.signal(.publicData(.network))
            }
            try store.delete(workshop.id, on: connection)
        }
        return .seeOther(WorkshopLinks.start)
    }
}

extension WorkshopAnswerStore.Submission {
    /// Whether nothing was filled in.
    var isEmpty: Bool {
        let isUnanswered = answers.allSatisfy { question, value in
            if case .skill = question { value == 0 } else { false }
        }
        return isUnanswered && notes.values.allSatisfy { $0 == nil }
    }
}
