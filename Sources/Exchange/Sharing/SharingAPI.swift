// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Storage
import Web

extension Sharing {
    /// Requests, offers and tasks for programs.
    ///
    /// | method | path | who |
    /// |---|---|---|
    /// | GET | /api/v1/requests | everyone |
    /// | GET | /api/v1/tasks | everyone |
    /// | GET | /api/v1/tasks/{task} | everyone |
    /// | PUT | /api/v1/tasks/{task}/parts/{part}/result | members of the library that has it |
    var sharingAPI: [Route] {
        [
            Route.publicly("/api/v1/requests", handler: noticesJSON).ofNetwork().documented(SharingJSON.listNotices),
            Route.publicly("/api/v1/tasks", handler: tasksJSON).ofNetwork().documented(SharingJSON.listTasks),
            Route.publicly("/api/v1/tasks/{task}", handler: taskJSON).ofNetwork().documented(SharingJSON.getTask),
            Route(.put, "/api/v1/tasks/{task}/parts/{part}/result", .signedIn, handler: putOutcome).ofNetwork()
                .taking(files: AttachedFile.limits).documented(SharingJSON.putResult),
        ]
    }

    @Sendable private func noticesJSON(_ request: WebRequest) async throws -> WebResponse {
        let paging = try Paging(request.query)
        let position: ID<Notice>? = try paging.afterID()
        var input = Input(form: request.query)
        let filter = NoticeStore.Filter(
            kind: input.filter("kind"), topic: input.filter("topic"),
            isSettled: input.filter("state", of: SharingJSON.NoticeState.self) == .settled)
        try input.finish()
        let today = try today(request)
        let (found, libraries) = try await database.read { connection in
            let found = try notices.store.notices(
                filter, today: today, before: position, limit: paging.limit + 1, on: connection)
            return (found, try ports.libraries(found.map(\.library), connection))
        }
        return try .json(
            paging.list(found, position: \.id.description) { SharingJSON.notice($0, libraries) })
    }

    @Sendable private func tasksJSON(_ request: WebRequest) async throws -> WebResponse {
        let paging = try Paging(request.query)
        let position: ID<SharedTask>? = try paging.afterID()
        var input = Input(form: request.query)
        let topic = input.filter("topic", of: Topic.self)
        let isFinished = input.filter("state", of: SharingJSON.TaskState.self) == .finished
        try input.finish()
        let (found, libraries) = try await database.read { connection in
            let found = try tasks.store.tasks(
                finished: isFinished, topic: topic, before: position, limit: paging.limit + 1, on: connection)
            return (found, try ports.libraries(found.flatMap(SharingJSON.involved), connection))
        }
        return try .json(paging.list(found, position: \.id.description) { SharingJSON.task($0, libraries) })
    }

    @Sendable func taskJSON(_ request: WebRequest) async throws -> WebResponse {
        let id = try request.id("task", of: SharedTask.self)
        let (task, libraries) = try await database.read { connection in
            let task = try readableTask(id, on: connection)
            return (task, try ports.libraries(SharingJSON.involved(in: task), connection))
        }
        return try .json(SharingJSON.task(task, libraries))
    }
}

/// Requests, offers and tasks as JSON.
enum SharingJSON {
    enum NoticeState: String, CaseIterable { case open, settled }
    enum TaskState: String, CaseIterable { case ongoing, finished }

    static func involved(in task: SharedTask) -> [OrganisationID] {
        [task.library] + task.parts.compactMap { $0.holder?.library }
    }

    private static func library(
        _ id: OrganisationID, _ libraries: [OrganisationID: SharingPorts.Library]
    ) -> JSON {
        ["id": .id(id), "name": .optional(libraries[id]?.name)]
    }

    static func notice(_ notice: Notice, _ libraries: [OrganisationID: SharingPorts.Library]) -> JSON {
        var members: [String: JSON] = [
            "id": .id(notice.id), "kind": .string(notice.kind.rawValue), "title": .string(notice.content.title),
            "text": .string(notice.content.words), "topic": .string(notice.content.topic.rawValue),
            "last_day": .string("\(notice.content.lastDay)"), "state": .string(notice.state.rawValue),
            "library": library(notice.library, libraries), "tried": .null, "good": .null, "place": .null,
            "terms": .null,
        ]
        switch notice.content.details {
        case .request(let tried): members["tried"] = .optional(tried)
        case .offer(let good, let place, let terms):
            members["good"] = .string(good.rawValue)
            members["place"] = .optional(place)
            members["terms"] = .optional(terms)
        }
        return .object(members)
    }

    static func task(_ task: SharedTask, _ libraries: [OrganisationID: SharingPorts.Library]) -> JSON {
        let parts = task.parts.map { part -> JSON in
            [
                "id": .id(part.id), "title": .string(part.content.title),
                "deliverable": .string(part.content.deliverable), "hours_estimated": part.content.estimate.json,
                "due_day": .string("\(part.content.dueDay)"),
                "library": part.holder.map { library($0.library, libraries) } ?? .null,
                "hours_spent": part.outcome?.spent.json ?? .null, "result": .optional(part.outcome?.result),
                "result_link": .optional(part.outcome?.link?.value),
                "result_file": part.outcome?.file?.json ?? .null,
            ]
        }
        let ledger = TaskLedger(of: task)
        let lines = ledger.lines.map { line -> JSON in
            [
                "library": library(line.library, libraries), "hours_given": line.given.json,
                "hours_saved": line.saved.json,
            ]
        }
        return [
            "id": .id(task.id), "title": .string(task.content.title), "text": .string(task.content.words),
            "topic": .string(task.content.topic.rawValue), "state": .string(task.state.rawValue),
            "library": library(task.library, libraries), "conclusion": .optional(task.conclusion),
            "parts": .array(parts),
            "ledger": task.state == .finished
                ? ["hours": ledger.total.json, "lines": .array(lines)] : .null,
        ]
    }

    private static let number: JSON = ["type": "number", "minimum": 0]
    private static let day: JSON = ["type": "string", "format": "date"]
    private static let librarySchema = Schema.object(["id": Schema.id, "name": Schema.nullable(Schema.string)])
    private static let topicSchema = Schema.choice(Topic.allCases.map(\.rawValue))

    private static let noticeSchema = Schema.object([
        "id": Schema.id, "kind": Schema.choice(Notice.Kind.allCases.map(\.rawValue)), "title": Schema.string,
        "text": Schema.string, "topic": topicSchema, "last_day": day,
        "state": Schema.choice(NoticeState.allCases.map(\.rawValue)), "library": librarySchema,
        "tried": Schema.nullable(Schema.string),
        "good": Schema.nullable(Schema.choice(Notice.Good.allCases.map(\.rawValue))),
        "place": Schema.nullable(Schema.string), "terms": Schema.nullable(Schema.string),
    ])

    private static let partSchema = Schema.object([
        "id": Schema.id, "title": Schema.string, "deliverable": Schema.string, "hours_estimated": number,
        "due_day": day, "library": Schema.nullable(librarySchema), "hours_spent": Schema.nullable(number),
        "result": Schema.nullable(Schema.string), "result_link": Schema.nullable(Schema.string),
        "result_file": Schema.nullable(AttachedFile.schema),
    ])

    private static let taskSchema = Schema.object([
        "id": Schema.id, "title": Schema.string, "text": Schema.string, "topic": topicSchema,
        "state": Schema.choice(["open", "running", "finished"]), "library": librarySchema,
        "conclusion": Schema.nullable(Schema.string), "parts": Schema.array(partSchema),
        "ledger": Schema.nullable(
            Schema.object([
                "hours": number,
                "lines": Schema.array(
                    Schema.object(["library": librarySchema, "hours_given": number, "hours_saved": number])),
            ])),
    ])

    private static let paging: [Operation.Parameter] = [
        .query("limit", Schema.integer(1...200), "How many at most; 50 unless told."),
        .query("cursor", Schema.string, "`next` of the page before."),
    ]

    static let listNotices = Operation(
        "listRequests", tag: "network", "Requests and offers of libraries",
        parameters: [
            .query("kind", Schema.choice(Notice.Kind.allCases.map(\.rawValue)), "Requests or offers alone."),
            .query("topic", topicSchema, "Only of this topic."),
            .query(
                "state", Schema.choice(NoticeState.allCases.map(\.rawValue)), "`open` unless told."),
        ] + paging,
        responses: [(.ok, Schema.list(noticeSchema), "Newest first.")])

    static let listTasks = Operation(
        "listTasks", tag: "network", "Tasks that libraries divide among them",
        parameters: [
            .query("topic", topicSchema, "Only of this topic."),
            .query("state", Schema.choice(TaskState.allCases.map(\.rawValue)), "`ongoing` unless told."),
        ] + paging,
        responses: [(.ok, Schema.list(taskSchema), "Newest first.")])

    static let getTask = Operation(
        "getTask", tag: "network", "One task with its parts and, when it is finished, the ledger of hours",
        responses: [(.ok, taskSchema, "The task")])

    private static func resultMembers(spent: JSON, flag: JSON) -> [String: JSON] {
        [
            "spent": spent, "result": Schema.text(atMost: 8_000), "link": Schema.text(atMost: 500),
            "notes": Schema.text(atMost: 2_000), "file_stays": flag,
        ]
    }

    static let putResult = Operation(
        "putTaskPartResult", tag: "network",
        "Enter or replace what a part has brought: text, link or, as a form, a file; `file_stays` keeps the file it has",
        request: Schema.object(
            resultMembers(spent: number, flag: Schema.boolean), optional: ["result", "link", "notes", "file_stays"]),
        form: Schema.object(
            resultMembers(spent: Schema.text(atMost: 40, atLeast: 1), flag: Schema.choice(["1", "0"]))
                .merging(["file": Schema.file]) { first, _ in first },
            optional: ["result", "link", "notes", "file_stays", "file"]),
        responses: [(.ok, taskSchema, "The task")], needsToken: true)
}
