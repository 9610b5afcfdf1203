// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage

/// What becomes of a library's requests, tasks and parts when somebody leaves.
struct Leaving: Sendable {
    let notices: Notices
    let tasks: SharedTasks
    private let follows = FollowStore()
    private let readers = DigestStore()

    init(notices: Notices, tasks: SharedTasks) {
        self.notices = notices
        self.tasks = tasks
    }

    /// A library leaves the network. What it holds and has not delivered is free again, what it has delivered stays and
    /// counts. Its notices come down. A task of its own that nobody else works at comes down too; the others go on, and
    /// the network's moderators can end them.
    func leave(_ library: OrganisationID, now: Instant, on connection: any Connection) throws {
        for notice in try notices.store.withdrawAll(of: library, on: connection) {
            try notices.changed(notice, on: connection)
        }
        for task in try tasks.store.ongoing(with: library, on: connection) {
            try release(of: task, now: now, on: connection) { $0.library == library }
            guard task.library == library, let current = try tasks.store.task(task.id, on: connection),
                current.parts.allSatisfy({ $0.holder == nil || $0.holder?.library == library })
            else { continue }
            _ = try tasks.store.move(task.id, to: .withdrawn, from: [.open, .running], on: connection)
            try tasks.changed(task.id, on: connection)
        }
        connection.signal(.publicData(.network))
    }

    /// A member goes and another one of the library takes over what they had there.
    func handOver(
        from leaving: PersonID, to heir: PersonID, of library: OrganisationID, now: Instant,
        on connection: any Connection
    ) throws {
        let told = try readers.reader(leaving, on: connection)?.toldUntil ?? now
        try NetworkEvents.handOver(
            from: leaving, to: heir, of: library, since: max(told, now - .days(7)), now: now, on: connection)
        try notices.store.handOver(from: leaving, to: heir, of: library, on: connection)
        try tasks.store.handOver(from: leaving, to: heir, of: library, on: connection)
        try readers.enter(heir, now: now, on: connection)
    }

    /// A person is forgotten. Colleagues keep what the library has; where there is none, its parts are free again.
    func forget(_ person: PersonID, now: Instant, on connection: any Connection) throws {
        let parts = try tasks.store.parts(of: person, on: connection)
        for library in Set(parts.compactMap { $0.holder?.library }).sorted() {
            let colleagues = try tasks.ports.members(library, connection).filter { $0 != person }
            if let heir = colleagues.first {
                try handOver(from: person, to: heir, of: library, now: now, on: connection)
            } else {
                for task in try tasks.store.ongoing(with: library, on: connection) {
                    try release(of: task, now: now, on: connection) { $0.person == person }
                }
            }
        }
        try notices.store.forget(person, on: connection)
        try tasks.store.forget(person, on: connection)
        try HidingStore().forget(person, on: connection)
        try follows.forget(person, on: connection)
        try readers.forget(person, on: connection)
        try NetworkEvents.forget(person, on: connection)
    }

    private func release(
        of task: SharedTask, now: Instant, on connection: any Connection, where isMeant: (TaskPart.Holder) -> Bool
    ) throws {
        var released: [TaskPart] = []
        var actor: Notices.Actor?
        for part in task.parts {
            guard let holder = part.holder, isMeant(holder), part.outcome == nil,
                try tasks.store.release(part.id, from: holder.library, on: connection)
            else { continue }
            released.append(part)
            actor = Notices.Actor(person: holder.person ?? PersonID(0), library: holder.library)
        }
        if let actor { try tasks.tellReleased(released, of: task, by: actor, now: now, on: connection) }
    }
}
