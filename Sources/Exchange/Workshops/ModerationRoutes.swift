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
        let position = request.query["nach"].flatMap(ID<WallNote>.init)
        return try await database.read { connection in
            let moderated = try opened(request, on: connection)
            return (moderated, try view(of: moderated.workshop, after: position, on: connection))
        }
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
            joint: try joint.map { try answers.submission(of: $0, on: connection) }, wall: wall,
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

    @Sendable private func act(_ request: WebRequest) async throws -> WebResponse {
        var input = Input(form: try request.form())
        let seen = input.integer("version", required: true)
        let name = input.line("act", required: true) ?? ""
        let step = input.choice("step", of: WorkshopStep.self)
        try input.finish()
        let act = try Self.act(name, step)
        let now = request.now
        do {
            let moderated = try await database.write { connection in
                let moderated = try opened(request, on: connection)
                let course = try WorkshopRules.course(of: moderated.workshop, after: act, seen: seen ?? 0, now: now)
                guard let course else { return moderated }
                guard try store.set(course, of: moderated.workshop, seen: seen ?? 0, now: now, on: connection) else {
                    throw Rejection(.conflict, .workshopMovedOn)
                }
                return moderated
            }
            return .seeOther(WorkshopLinks.moderation(moderated.key))
        } catch let rejection as Rejection where rejection.kind == .conflict {
            let (moderated, view) = try await sight(request)
            let page = try moderation(moderated, request).screen(view, refused: rejection)
            return WebResponse.page(page, status: .conflict).privately
        }
    }

    private static func act(_ name: String, _ step: WorkshopStep?) throws(Rejection) -> WorkshopRules.Act {
        switch (name, step) {
        case ("start", _): return .start
        case ("go", let step?): return .go(step)
        case ("pause", _): return .pause
        case ("resume", _): return .resume
        case ("extend", _): return .extend
        case ("end", _): return .end
        case ("reopen", _): return .reopen
        default: throw Rejection(.invalid, .workshopNoSuchStep)
        }
    }

    /// Keeps what the team settled in a step, and at a common device its answers too.
    @Sendable private func settle(_ request: WebRequest) async throws -> WebResponse {
        let form = try request.form()
        let now = request.now
        guard let step = form["step"].flatMap(WorkshopStep.init) else { throw Rejection(.invalid, .workshopNoSuchStep) }
        do {
            let facts = try WorkshopInput.facts(for: step, form)
            let submission = try WorkshopInput.submission(for: step, form)
            let moderated = try await database.write { connection in
                let moderated = try opened(request, on: connection)
                let workshop = moderated.workshop
                guard workshop.state != .ended else { throw Rejection(.conflict, .workshopEndedNoAnswers) }
                try store.enter(facts, in: workshop.id, on: connection)
                if let joint = try answers.jointParticipant(of: workshop.id, on: connection) {
                    try answers.enter(submission, for: step, of: joint, in: workshop.id, on: connection)
                }
                try store.touch(workshop.id, now: now, on: connection)
                return moderated
            }
            return .seeOther(WorkshopLinks.moderation(moderated.key).with("getan", "gespeichert"))
        } catch let rejection as Rejection where rejection.kind == .invalid || rejection.kind == .conflict {
            let (moderated, view) = try await sight(request)
            let state = FormState(form, rejection: rejection)
            let page = try moderation(moderated, request).screen(view, state: state, shown: step)
            let status: HTTPResponse.Status = rejection.kind == .conflict ? .conflict : .unprocessableContent
            return WebResponse.page(page, status: status).privately
        }
    }

    /// Merges, hides, tags, chooses and sorts texts.
    @Sendable private func tidyWall(_ request: WebRequest) async throws -> WebResponse {
        let form = try request.form()
        let ids = form.all("note").compactMap(ID<WallNote>.init)
        // The button that was pressed comes after what the form carries unseen.
        let act = form.all("act").last ?? ""
        let topic = form["topic"].flatMap(Topic.init)
        let now = request.now
        let moderated = try await database.write { connection in
            let moderated = try opened(request, on: connection)
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
            return moderated
        }
        let link = WorkshopLinks.moderation(moderated.key).with("getan", ids.isEmpty ? "nichts" : "sortiert")
        return .seeOther(link.with("nach", form["nach"].flatMap(ID<WallNote>.init)?.description))
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
