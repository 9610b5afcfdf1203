// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage
import Web

/// All statements on shared tasks and their parts.
struct TaskStore: Sendable {
    func add(
        _ content: SharedTask.Content, by author: PersonID, of library: OrganisationID, now: Instant,
        on connection: any Connection
    ) throws -> ID<SharedTask> {
        try connection.insert(
            """
            INSERT INTO shared_task (house_id, organisation_id, author_id, title, words, topic, state, created_at)
            VALUES (\(HouseID.network), \(library), \(author), \(content.title), \(content.words), \(content.topic),
                'open', \(now))
            RETURNING id
            """)
    }

    @discardableResult
    func addPart(
        _ content: TaskPart.Content, to task: ID<SharedTask>, on connection: any Connection
    ) throws -> ID<TaskPart> {
        try connection.insert(
            """
            INSERT INTO task_part (house_id, task_id, title, deliverable, estimated, due_day)
            VALUES (\(HouseID.network), \(task), \(content.title), \(content.deliverable), \(content.estimate),
                \("\(content.dueDay)"))
            RETURNING id
            """)
    }

    func update(_ id: ID<SharedTask>, _ content: SharedTask.Content, on connection: any Connection) throws -> Bool {
        try connection.execute(
            """
            UPDATE shared_task SET title = \(content.title), words = \(content.words), topic = \(content.topic)
            WHERE id = \(id) AND state IN ('open', 'running')
            """) == 1
    }

    func task(_ id: ID<SharedTask>, on connection: any Connection) throws -> SharedTask? {
        try withParts(connection.all(Self.selection + "WHERE id = \(id)", SharedTask.init), on: connection).first
    }

    /// Newest first, from before `position`; what is open and running, or what is finished.
    func tasks(
        finished: Bool, topic: Topic? = nil, before position: ID<SharedTask>? = nil, limit: Int,
        on connection: any Connection
    ) throws -> [SharedTask] {
        let states: [SharedTask.State] = finished ? [.finished] : [.open, .running]
        return try page(
            of: ["state IN (\(list: states))", "hidden_at IS NULL"], topic, before: position, limit: limit,
            on: connection)
    }

    /// Those that moderators have hidden, newest first, from before `position`.
    func hiddenTasks(
        topic: Topic? = nil, before position: ID<SharedTask>? = nil, limit: Int, on connection: any Connection
    ) throws -> [SharedTask] {
        try page(
            of: ["hidden_at IS NOT NULL", "state <> \(SharedTask.State.withdrawn)"], topic, before: position,
            limit: limit, on: connection)
    }

    private func page(
        of wanted: [SQL], _ topic: Topic?, before position: ID<SharedTask>?, limit: Int,
        on connection: any Connection
    ) throws -> [SharedTask] {
        var conditions: [SQL] = ["house_id = \(HouseID.network)"] + wanted
        if let topic { conditions.append("topic = \(topic)") }
        if let position { conditions.append("id < \(position)") }
        return try withParts(
            connection.all(
                Self.selection + "WHERE \(SQL.all(conditions)) ORDER BY id DESC LIMIT \(limit)", SharedTask.init),
            on: connection)
    }

    /// Those that can be read.
    func readable(on connection: any Connection) throws -> [ID<SharedTask>] {
        let states: [SharedTask.State] = [.open, .running, .finished]
        return try connection.all(
            """
            SELECT id FROM shared_task
            WHERE house_id = \(HouseID.network) AND state IN (\(list: states)) AND hidden_at IS NULL
            """
        ) { try $0["id"] }
    }

    /// Tasks of a library, or with a part that it holds, that go on.
    func ongoing(with library: OrganisationID, on connection: any Connection) throws -> [SharedTask] {
        try tasks(
            where: """
                (organisation_id = \(library)
                    OR id IN (SELECT task_id FROM task_part WHERE organisation_id = \(library)))
                    AND state IN ('open', 'running')
                """, on: connection)
    }

    func tasks(by author: PersonID, on connection: any Connection) throws -> [SharedTask] {
        try tasks(where: "author_id = \(author)", on: connection)
    }

    func parts(of person: PersonID, on connection: any Connection) throws -> [TaskPart] {
        try connection.all(Self.parts + "WHERE person_id = \(person) ORDER BY id", TaskPart.init)
    }

    private func tasks(where condition: SQL, on connection: any Connection) throws -> [SharedTask] {
        try withParts(
            connection.all(Self.selection + "WHERE \(condition) ORDER BY id", SharedTask.init), on: connection)
    }

    func move(
        _ task: ID<SharedTask>, to state: SharedTask.State, from states: [SharedTask.State],
        on connection: any Connection
    ) throws -> Bool {
        try connection.execute(
            "UPDATE shared_task SET state = \(state) WHERE id = \(task) AND state IN (\(list: states))") == 1
    }

    func finish(
        _ task: ID<SharedTask>, conclusion: String?, now: Instant, on connection: any Connection
    ) throws -> Bool {
        try connection.execute(
            """
            UPDATE shared_task SET state = 'finished', finished_at = \(now), conclusion = \(conclusion)
            WHERE id = \(task) AND state IN ('open', 'running')
            """) == 1
    }

    func handOver(
        from leaving: PersonID, to heir: PersonID, of library: OrganisationID, on connection: any Connection
    ) throws {
        try connection.execute(
            "UPDATE shared_task SET author_id = \(heir) WHERE author_id = \(leaving) AND organisation_id = \(library)")
        try connection.execute(
            "UPDATE task_part SET person_id = \(heir) WHERE person_id = \(leaving) AND organisation_id = \(library)")
    }

    func forget(_ person: PersonID, on connection: any Connection) throws {
        try connection.execute("UPDATE shared_task SET author_id = NULL WHERE author_id = \(person)")
        try connection.execute("UPDATE task_part SET person_id = NULL WHERE person_id = \(person)")
    }

    private func withParts(_ tasks: [SharedTask], on connection: any Connection) throws -> [SharedTask] {
        guard !tasks.isEmpty else { return [] }
        let parts = try connection.all(
            Self.parts + "WHERE task_id IN (\(list: tasks.map(\.id))) ORDER BY id", TaskPart.init)
        let byTask = Dictionary(grouping: parts, by: \.task)
        return tasks.map { task in
            var complete = task
            complete.parts = byTask[task.id] ?? []
            return complete
        }
    }

    private static let selection: SQL = """
        SELECT id, organisation_id, author_id, title, words, topic, state, finished_at, conclusion, hidden_at,
            hidden_reason, created_at FROM shared_task\u{20}
        """

    fileprivate static let parts: SQL = """
        SELECT id, task_id, title, deliverable, estimated, due_day, organisation_id, person_id, claimed_at, spent, notes,
            result, result_link, result_file, result_file_name, result_file_type, result_file_size FROM task_part\u{20}
        """
}

extension TaskStore {
    func part(_ id: ID<TaskPart>, on connection: any Connection) throws -> TaskPart? {
        try connection.first(Self.parts + "WHERE id = \(id)", TaskPart.init)
    }

    /// Changes a part that nobody has. `false` when somebody has taken it, or it is gone.
    func updatePart(_ id: ID<TaskPart>, _ content: TaskPart.Content, on connection: any Connection) throws -> Bool {
        try connection.execute(
            """
            UPDATE task_part SET title = \(content.title), deliverable = \(content.deliverable),
                estimated = \(content.estimate), due_day = \("\(content.dueDay)")
            WHERE id = \(id) AND organisation_id IS NULL
            """) == 1
    }

    /// `false` when somebody has taken it, or it is gone.
    func removePart(_ id: ID<TaskPart>, on connection: any Connection) throws -> Bool {
        try connection.execute("DELETE FROM task_part WHERE id = \(id) AND organisation_id IS NULL") == 1
    }

    /// Gives a free part of a task that goes on to a library. `false` when it is not free, or the task does not go on:
    /// of several at once exactly one gets `true`.
    func claim(
        _ part: ID<TaskPart>, of task: ID<SharedTask>, for library: OrganisationID, by person: PersonID, now: Instant,
        on connection: any Connection
    ) throws -> Bool {
        try connection.execute(
            """
            UPDATE task_part SET organisation_id = \(library), person_id = \(person), claimed_at = \(now)
            WHERE id = \(part) AND task_id = \(task) AND organisation_id IS NULL
                AND EXISTS (SELECT 1 FROM shared_task t WHERE t.id = \(task) AND t.state IN ('open', 'running')
                    AND t.hidden_at IS NULL)
            """) == 1
    }

    /// Makes a part free again that `library` holds and has not delivered.
    func release(
        _ part: ID<TaskPart>, from library: OrganisationID, on connection: any Connection
    ) throws -> Bool {
        try connection.execute(
            """
            UPDATE task_part SET organisation_id = NULL, person_id = NULL, claimed_at = NULL
            WHERE id = \(part) AND organisation_id = \(library) AND delivered_at IS NULL
            """) == 1
    }

    /// Enters or corrects what the holder has brought. `false` when the part is not the library's.
    func deliver(
        _ outcome: TaskPart.Outcome, for part: ID<TaskPart>, by library: OrganisationID, now: Instant,
        on connection: any Connection
    ) throws -> Bool {
        try connection.execute(
            """
            UPDATE task_part SET spent = \(outcome.spent), notes = \(outcome.notes), result = \(outcome.result),
                result_link = \(outcome.link?.value), result_file = \(outcome.file?.stored.hash),
                result_file_name = \(outcome.file?.name.text), result_file_type = \(outcome.file?.stored.mediaType),
                result_file_size = \(outcome.file?.stored.byteCount), delivered_at = COALESCE(delivered_at, \(now))
            WHERE id = \(part) AND organisation_id = \(library)
            """) == 1
    }

    /// The tasks of which a part has brought that file under that name.
    func tasks(with file: FileHash, named name: FileName, on connection: any Connection) throws -> [ID<SharedTask>] {
        try connection.all(
            """
            SELECT DISTINCT task_id FROM task_part WHERE result_file = \(file) AND result_file_name = \(name.text)
            ORDER BY task_id
            """
        ) { try $0["task_id"] }
    }

    /// Which of the files some part has brought.
    func used(among files: [FileHash], on connection: any Connection) throws -> Set<FileHash> {
        Set(
            try connection.all("SELECT DISTINCT result_file FROM task_part WHERE result_file IN (\(list: files))") {
                row -> FileHash in try row["result_file"]
            })
    }
}

extension SharedTask {
    init(_ row: Row) throws {
        self.init(
            id: try row["id"], library: try row["organisation_id"], author: try row["author_id"],
            content: Content(title: try row["title"], words: try row["words"], topic: try row["topic"]),
            state: try row["state"], finishedAt: try row["finished_at"], conclusion: try row["conclusion"],
            hiding: try Hiding(row), createdAt: try row["created_at"], parts: [])
    }
}

extension TaskPart {
    init(_ row: Row) throws {
        let holder: OrganisationID? = try row["organisation_id"]
        let spent: Hours? = try row["spent"]
        let (since, person): (Instant?, PersonID?) = (try row["claimed_at"], try row["person_id"])
        let (notes, result): (String?, String?) = (try row["notes"], try row["result"])
        let address: String? = try row["result_link"]
        let hash: FileHash? = try row["result_file"]
        let file = try hash.map { hash in
            AttachedFile(
                StoredFile(
                    hash: hash, byteCount: try row["result_file_size"], mediaType: try row["result_file_type"]),
                name: FileName(try row["result_file_name"]))
        }
        self.init(
            id: try row["id"], task: try row["task_id"],
            content: Content(
                title: try row["title"], deliverable: try row["deliverable"], estimate: try row["estimated"],
                dueDay: try Day(column: "due_day", of: row)),
            holder: holder.flatMap { library in
                since.map { Holder(library: library, person: person, since: $0) }
            },
            outcome: spent.map {
                Outcome(
                    spent: $0, notes: notes, result: result, link: address.flatMap(Link.init(external:)), file: file)
            })
    }
}
