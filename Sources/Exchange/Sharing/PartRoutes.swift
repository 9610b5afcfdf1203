// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Storage
import Web

extension Sharing {
    /// The parts of tasks.
    ///
    /// | method | path | who |
    /// |---|---|---|
    /// | GET, POST | /netzwerk/aufgaben/{task}/teile | members of the task's library |
    /// | GET, POST | /netzwerk/aufgaben/{task}/teile/{part}/bearbeiten | members of the task's library |
    /// | POST | /netzwerk/aufgaben/{task}/teile/{part}/entfernung | members of the task's library |
    /// | POST | /netzwerk/aufgaben/{task}/teile/{part}/uebernahme | members |
    /// | POST | /netzwerk/aufgaben/{task}/teile/{part}/rueckgabe | members of the library that has it |
    /// | GET, POST | /netzwerk/aufgaben/{task}/teile/{part}/ergebnis | members of the library that has it |
    var partRoutes: [Route] {
        [
            .get("/netzwerk/aufgaben/{task}/teile", .signedIn, handler: newPart),
            .post("/netzwerk/aufgaben/{task}/teile", .signedIn, handler: addPart),
            .get("/netzwerk/aufgaben/{task}/teile/{part}/bearbeiten", .signedIn, handler: editPart),
            .post("/netzwerk/aufgaben/{task}/teile/{part}/bearbeiten", .signedIn, handler: savePart),
            .post("/netzwerk/aufgaben/{task}/teile/{part}/entfernung", .signedIn, handler: removePart),
            .post("/netzwerk/aufgaben/{task}/teile/{part}/uebernahme", .signedIn, handler: claimPart),
            .post("/netzwerk/aufgaben/{task}/teile/{part}/rueckgabe", .signedIn, handler: giveBackPart),
            .get("/netzwerk/aufgaben/{task}/teile/{part}/ergebnis", .signedIn, handler: editOutcome),
            .post("/netzwerk/aufgaben/{task}/teile/{part}/ergebnis", .signedIn, handler: saveOutcome)
                .taking(files: AttachedFile.limits),
        ]
    }

    @Sendable private func newPart(_ request: WebRequest) async throws -> WebResponse {
        let (asker, task) = try await ownTask(request)
        return WebResponse.page(TaskFormPages(asker: asker).newPart(of: task, FormState())).privately
    }

    @Sendable private func addPart(_ request: WebRequest) async throws -> WebResponse {
        let (asker, task) = try await ownTask(request, evenIfFinished: true)
        let today = try today(request)
        let form = try request.form()
        return try await answering(request, task) {
            try await database.write { connection in
                let part = try Self.part(form, today: today)
                try tasks.add(part, to: try ongoingTask(task.id, on: connection), on: connection)
            }
            return SharingLinks.task(task.id).with("gespeichert", "teil")
        } invalid: { rejection in
            TaskFormPages(asker: asker).newPart(of: task, FormState(form, rejection: rejection))
        }
    }

    private static func part(_ form: FormData, today: Day) throws(Rejection) -> TaskPart.Content {
        var input = Input(form: form)
        let part = TaskForm.readPart(&input, today: today)
        try input.finish()
        guard let part else { throw Rejection(.invalid, .pleaseCorrect) }
        return part
    }

    @Sendable private func editPart(_ request: WebRequest) async throws -> WebResponse {
        let (asker, task) = try await ownTask(request)
        let part = try part(request, of: task)
        do {
            try TaskRules.checkFree(part)
        } catch {
            return try await taskPage(request, problem: error)
        }
        let state = FormState(TaskForm.values(part.content))
        return WebResponse.page(TaskFormPages(asker: asker).editPart(part, of: task, state)).privately
    }

    @Sendable private func savePart(_ request: WebRequest) async throws -> WebResponse {
        let (asker, task) = try await ownTask(request, evenIfFinished: true)
        let (part, today) = (try self.part(request, of: task), try self.today(request))
        let form = try request.form()
        return try await answering(request, task) {
            let content = try Self.part(form, today: today)
            try await database.write { connection in
                try tasks.change(
                    part, of: try ongoingTask(task.id, on: connection), to: content, on: connection)
            }
            return SharingLinks.task(task.id).with("gespeichert", "1")
        } invalid: { rejection in
            TaskFormPages(asker: asker).editPart(part, of: task, FormState(form, rejection: rejection))
        }
    }

    @Sendable private func removePart(_ request: WebRequest) async throws -> WebResponse {
        let (_, task) = try await ownTask(request)
        let part = try part(request, of: task)
        return try await answering(request, task) {
            try await database.write { connection in
                try tasks.remove(part, from: try ongoingTask(task.id, on: connection), on: connection)
            }
            return SharingLinks.task(task.id).with("gespeichert", "1")
        }
    }

    @Sendable private func claimPart(_ request: WebRequest) async throws -> WebResponse {
        let asker = try await asker(request)
        try asker.requireMembership()
        let id = try request.id("task", of: SharedTask.self)
        let part = try request.id("part", of: TaskPart.self)
        let form = try request.form()
        let now = request.now
        do {
            var input = Input(form: form)
            let actor = try asker.actor(&input)
            try input.finish()
            guard let actor else { throw Rejection(.invalid, .pleaseCorrect) }
            try await database.write { connection in
                let task = try readableTask(id, on: connection)
                try tasks.claim(part, of: task, by: actor, now: now, on: connection)
            }
            return .seeOther(SharingLinks.task(id).with("gespeichert", "uebernommen"))
        } catch let rejection as Rejection where [.conflict, .invalid].contains(rejection.kind) {
            return try await taskPage(request, problem: rejection)
        }
    }

    @Sendable private func giveBackPart(_ request: WebRequest) async throws -> WebResponse {
        let (_, task, part, actor) = try await heldPart(request)
        let now = request.now
        return try await answering(request, task) {
            try await database.write { connection in
                let current = try ongoingTask(task.id, on: connection)
                try tasks.giveBack(part, of: current, by: actor, now: now, on: connection)
            }
            return SharingLinks.task(task.id).with("gespeichert", "frei")
        }
    }

    @Sendable private func editOutcome(_ request: WebRequest) async throws -> WebResponse {
        let (asker, task, part, _) = try await heldPart(request)
        let state = FormState(part.outcome.map(TaskForm.values) ?? [])
        return WebResponse.page(TaskFormPages(asker: asker).outcome(of: part, of: task, state)).privately
    }

    @Sendable private func saveOutcome(_ request: WebRequest) async throws -> WebResponse {
        let (asker, task, part) = try await formerlyHeldPart(request)
        let form = try request.form()
        return try await answering(request, task) {
            try await deliver(request, for: part, of: task, as: asker)
            return SharingLinks.task(task.id).with("gespeichert", "1")
        } invalid: { rejection in
            TaskFormPages(asker: asker).outcome(of: part, of: task, FormState(form, rejection: rejection))
        }
    }

    /// The same for programs.
    @Sendable func putOutcome(_ request: WebRequest) async throws -> WebResponse {
        let (asker, task, part) = try await formerlyHeldPart(request)
        try await deliver(request, for: part, of: task, as: asker)
        return try await taskJSON(request)
    }

    /// Enters what was sent. A file is on the disk before its use is written.
    private func deliver(
        _ request: WebRequest, for part: TaskPart, of task: SharedTask, as asker: Asker
    ) async throws {
        guard let holder = part.holder else { throw Rejection(.conflict, .taskPartIsNotYours) }
        let (actor, now) = (try asker.require(holder.library), request.now)
        var input = try request.input()
        let read = TaskForm.readOutcome(&input, before: part.outcome)
        try input.finish()
        guard let read else { throw Rejection(.invalid, .pleaseCorrect) }
        var wish = read.outcome
        if let upload = read.upload { wish.file = try await files.keep(upload, now: now) }
        let outcome = wish
        try await database.write { connection in
            if let file = outcome.file { try files.enter(file.stored, now: now, on: connection) }
            let current = try ongoingTask(task.id, on: connection)
            try tasks.deliver(outcome, for: part, of: current, by: actor, now: now, on: connection)
        }
    }

    private func part(_ request: WebRequest, of task: SharedTask) throws -> TaskPart {
        let id = try request.id("part", of: TaskPart.self)
        guard let part = task.parts.first(where: { $0.id == id }) else { throw Rejection(.missing, .notFound) }
        return part
    }

    /// The part of the path, when the visitor may act for the library that has it.
    private func heldPart(_ request: WebRequest) async throws -> (Asker, SharedTask, TaskPart, Notices.Actor) {
        let id = try request.id("task", of: SharedTask.self)
        return try await database.read { connection in
            let asker = try asker(request, on: connection)
            let task = try ongoingTask(id, on: connection)
            let part = try part(request, of: task)
            guard let holder = part.holder else { throw Rejection(.conflict, .taskPartIsNotYours) }
            return (asker, task, part, try asker.require(holder.library))
        }
    }

    /// The part of the path, for a member who sends its result: whether they have it still is asked once their form is
    /// read, so that it can be shown again.
    private func formerlyHeldPart(_ request: WebRequest) async throws -> (Asker, SharedTask, TaskPart) {
        let id = try request.id("task", of: SharedTask.self)
        return try await database.read { connection in
            let asker = try asker(request, on: connection)
            try asker.requireMembership()
            let task = try readableTask(id, on: connection)
            return (asker, task, try part(request, of: task))
        }
    }

    /// Leads on after an act; shows the form again with what is wrong with it or in the way, and without one the task.
    private func answering(
        _ request: WebRequest, _ task: SharedTask, _ act: () async throws -> Link,
        invalid form: ((Rejection) -> Page)? = nil
    ) async throws -> WebResponse {
        do {
            return .seeOther(try await act())
        } catch let rejection as Rejection where [.invalid, .tooLarge, .conflict].contains(rejection.kind) {
            guard let form else { return try await taskPage(request, problem: rejection) }
            return WebResponse.page(form(rejection), status: rejection.kind.status).privately
        }
    }
}
