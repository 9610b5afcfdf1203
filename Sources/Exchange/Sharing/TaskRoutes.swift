// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Storage
import Web

extension Sharing {
    /// Tasks that libraries divide among them.
    ///
    /// | method | path | who |
    /// |---|---|---|
    /// | GET | /netzwerk/aufgaben | everyone |
    /// | GET | /netzwerk/aufgaben/neu | members |
    /// | POST | /netzwerk/aufgaben | members |
    /// | GET | /netzwerk/aufgaben/{task} | everyone |
    /// | GET, POST | /netzwerk/aufgaben/{task}/bearbeiten | members of its library |
    /// | GET, POST | /netzwerk/aufgaben/{task}/abschluss | members of its library, moderators |
    /// | GET, POST | /netzwerk/aufgaben/{task}/ruecknahme | members of its library |
    var taskRoutes: [Route] {
        [
            .publicly("/netzwerk/aufgaben", handler: listTasks),
            .get("/netzwerk/aufgaben/neu", .signedIn, handler: newTask),
            .post("/netzwerk/aufgaben", .signedIn, handler: addTask),
            .publicly("/netzwerk/aufgaben/{task}", handler: showTask),
            .get("/netzwerk/aufgaben/{task}/bearbeiten", .signedIn, handler: editTask),
            .post("/netzwerk/aufgaben/{task}/bearbeiten", .signedIn, handler: saveTask),
            .get("/netzwerk/aufgaben/{task}/abschluss", .signedIn, handler: askFinish),
            .post("/netzwerk/aufgaben/{task}/abschluss", .signedIn, handler: finishTask),
            .get("/netzwerk/aufgaben/{task}/ruecknahme", .signedIn, handler: askTaskWithdrawal),
            .post("/netzwerk/aufgaben/{task}/ruecknahme", .signedIn, handler: withdrawTask),
        ]
    }

    static let tasksPerPage = 20

    @Sendable private func listTasks(_ request: WebRequest) async throws -> WebResponse {
        let choice = TaskListChoice(request.query)
        let view = try await database.read { connection in
            let asker = try asker(request, on: connection)
            let found =
                choice.isHidden && asker.isModerator
                ? try tasks.store.hiddenTasks(
                    topic: choice.topic, before: choice.position, limit: Self.tasksPerPage + 1, on: connection)
                : try tasks.store.tasks(
                    finished: choice.isFinished, topic: choice.topic, before: choice.position,
                    limit: Self.tasksPerPage + 1, on: connection)
            let shown = Array(found.prefix(Self.tasksPerPage))
            return TaskListView(
                choice: choice, tasks: shown, hasMore: found.count > shown.count,
                libraries: try ports.libraries(shown.map(\.library), connection), asker: asker)
        }
        return .page(TaskPages(today: try today(request)).list(view))
    }

    @Sendable private func newTask(_ request: WebRequest) async throws -> WebResponse {
        let asker = try await asker(request)
        try asker.requireMembership()
        return WebResponse.page(TaskFormPages(asker: asker).new(FormState(request.query))).privately
    }

    @Sendable private func addTask(_ request: WebRequest) async throws -> WebResponse {
        let (asker, today, now) = (try await self.asker(request), try self.today(request), request.now)
        try asker.requireMembership()
        let form = try request.form()
        do {
            var input = Input(form: form)
            let actor = try asker.actor(&input)
            let content = TaskForm.read(&input)
            let parts = TaskForm.readParts(&input, today: today)
            try input.finish()
            guard let actor, let content else { throw Rejection(.invalid, .pleaseCorrect) }
            let id = try await database.write {
                try tasks.open(content, parts: parts, by: actor, now: now, on: $0)
            }
            return .seeOther(SharingLinks.task(id).with("gespeichert", "1"))
        } catch let rejection as Rejection where rejection.kind == .invalid {
            let page = TaskFormPages(asker: asker).new(FormState(form, rejection: rejection))
            return WebResponse.page(page, status: .unprocessableContent).privately
        }
    }

    @Sendable private func showTask(_ request: WebRequest) async throws -> WebResponse {
        try await taskPage(request, saved: Self.saved(request))
    }

    /// The page of a task; `problem` says first what could not be done.
    func taskPage(
        _ request: WebRequest, saved: TextKey? = nil, problem: Rejection? = nil
    ) async throws -> WebResponse {
        let id = try request.id("task", of: SharedTask.self)
        let view = try await database.read { connection in
            let asker = try asker(request, on: connection)
            guard let task = try tasks.store.task(id, on: connection),
                TaskRules.isReadable(task) || task.hiding != nil && asker.isModerator
            else { throw Rejection(.missing, .notFound) }
            let names = [task.library] + task.parts.compactMap { $0.holder?.library }
            return TaskView(task: task, libraries: try ports.libraries(names, connection), asker: asker)
        }
        let page = TaskPages(today: try today(request)).single(view, saved: saved, problem: problem)
        return .page(page, status: problem?.kind.status ?? .ok)
    }

    /// The task of the path, when the visitor may act for its library. A form that is sent for one that has ended is
    /// first read, so that it can be shown again.
    func ownTask(
        _ request: WebRequest, orModerator: Bool = false, evenIfFinished: Bool = false
    ) async throws -> (Asker, SharedTask) {
        let id = try request.id("task", of: SharedTask.self)
        return try await database.read { connection in
            let asker = try asker(request, on: connection)
            let task = try evenIfFinished ? readableTask(id, on: connection) : ongoingTask(id, on: connection)
            if !(orModerator && asker.isModerator) { _ = try asker.require(task.library) }
            return (asker, task)
        }
    }

    func ongoingTask(_ id: ID<SharedTask>, on connection: any Connection) throws -> SharedTask {
        let task = try readableTask(id, on: connection)
        try TaskRules.checkOngoing(task)
        return task
    }

    /// The task, for everybody.
    func readableTask(_ id: ID<SharedTask>, on connection: any Connection) throws -> SharedTask {
        guard let task = try tasks.store.task(id, on: connection), TaskRules.isReadable(task) else {
            throw Rejection(.missing, .notFound)
        }
        return task
    }

    @Sendable private func editTask(_ request: WebRequest) async throws -> WebResponse {
        let (asker, task) = try await ownTask(request)
        let state = FormState(TaskForm.values(task.content))
        return WebResponse.page(TaskFormPages(asker: asker).edit(task, state)).privately
    }

    @Sendable private func saveTask(_ request: WebRequest) async throws -> WebResponse {
        let (asker, task) = try await ownTask(request, evenIfFinished: true)
        let form = try request.form()
        do {
            var input = Input(form: form)
            let content = TaskForm.read(&input)
            try input.finish()
            guard let content else { throw Rejection(.invalid, .pleaseCorrect) }
            try await database.write { connection in
                try tasks.change(try ongoingTask(task.id, on: connection), to: content, on: connection)
            }
            return .seeOther(SharingLinks.task(task.id).with("gespeichert", "1"))
        } catch let rejection as Rejection where [.invalid, .conflict].contains(rejection.kind) {
            let page = TaskFormPages(asker: asker).edit(task, FormState(form, rejection: rejection))
            return WebResponse.page(page, status: rejection.kind.status).privately
        }
    }

    @Sendable private func askFinish(_ request: WebRequest) async throws -> WebResponse {
        let (asker, task) = try await ownTask(request, orModerator: true)
        do {
            try TaskRules.checkFinish(of: task)
        } catch {
            return try await taskPage(request, problem: error)
        }
        let libraries = try await names(in: task)
        return WebResponse.page(TaskFormPages(asker: asker).finish(task, libraries, FormState())).privately
    }

    private func names(in task: SharedTask) async throws -> [OrganisationID: SharingPorts.Library] {
        try await database.read { connection in
            try ports.libraries([task.library] + task.parts.compactMap { $0.holder?.library }, connection)
        }
    }

    @Sendable private func finishTask(_ request: WebRequest) async throws -> WebResponse {
        let (asker, task) = try await ownTask(request, orModerator: true)
        let person = try request.requireVisitor().person
        let now = request.now
        let form = try request.form()
        do {
            var input = Input(form: form)
            let conclusion = input.text("conclusion", atMost: 2_000)
            try input.finish()
            try await database.write { connection in
                // Read anew: a part may have been taken since the page was shown.
                let current = try ongoingTask(task.id, on: connection)
                try tasks.finish(current, conclusion: conclusion, by: person, now: now, on: connection)
            }
            return .seeOther(SharingLinks.task(task.id).with("gespeichert", "1"))
        } catch let rejection as Rejection where rejection.kind == .invalid {
            let libraries = try await names(in: task)
            let page = TaskFormPages(asker: asker).finish(task, libraries, FormState(form, rejection: rejection))
            return WebResponse.page(page, status: .unprocessableContent).privately
        } catch let rejection as Rejection where rejection.kind == .conflict {
            return try await taskPage(request, problem: rejection)
        }
    }

    @Sendable private func askTaskWithdrawal(_ request: WebRequest) async throws -> WebResponse {
        let (asker, task) = try await ownTask(request)
        return WebResponse.page(TaskFormPages(asker: asker).withdraw(task)).privately
    }

    @Sendable private func withdrawTask(_ request: WebRequest) async throws -> WebResponse {
        let (_, task) = try await ownTask(request)
        do {
            try await database.write { connection in
                try tasks.withdraw(try ongoingTask(task.id, on: connection), on: connection)
            }
            return .seeOther(SharingLinks.taskList.with("gespeichert", "1"))
        } catch let rejection as Rejection where rejection.kind == .conflict {
            return try await taskPage(request, problem: rejection)
        }
    }
}

/// What the list of tasks was asked for.
struct TaskListChoice: Sendable {
    let topic: Topic?
    let isFinished: Bool
    let isHidden: Bool
    let position: ID<SharedTask>?

    init(_ query: FormData) {
        topic = query["thema"].flatMap(Topic.init(rawValue:))
        isFinished = query["stand"] == "finished"
        isHidden = query["stand"] == "hidden"
        position = query["nach"].flatMap { ID<SharedTask>($0) }
    }

    /// The same choice as a query, from after a task.
    func query(after position: ID<SharedTask>?) -> [(String, String)] {
        var query: [(String, String)] = []
        if let topic { query.append(("thema", topic.rawValue)) }
        if isFinished { query.append(("stand", "finished")) }
        if isHidden { query.append(("stand", "hidden")) }
        if let position { query.append(("nach", position.description)) }
        return query
    }
}
