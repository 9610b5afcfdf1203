// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Search
import Storage
import Web

/// What can be done with shared tasks. Each act is called inside one transaction and does all of it.
struct SharedTasks: Sendable {
    typealias Actor = Notices.Actor

    let store = TaskStore()
    let ports: SharingPorts
    let letters: SharingLetters
    private let readers = DigestStore()
    private let entries = SearchEntries()

    init(ports: SharingPorts, letters: SharingLetters) {
        self.ports = ports
        self.letters = letters
    }

    func open(
        _ content: SharedTask.Content, parts: [TaskPart.Content], by actor: Actor, now: Instant,
        on connection: any Connection
    ) throws -> ID<SharedTask> {
        let id = try store.add(content, by: actor.person, of: actor.library, now: now, on: connection)
        for part in parts { try store.addPart(part, to: id, on: connection) }
        try NetworkEvents.note(
            NetworkEvent(
                .task, ItemReference(kind: SharedTask.itemKind, id: id.value), organisation: actor.library,
                topics: [content.topic], actor: actor.person, at: now), on: connection)
        try readers.enter(actor.person, now: now, on: connection)
        try changed(id, on: connection)
        return id
    }

    func change(_ task: SharedTask, to content: SharedTask.Content, on connection: any Connection) throws {
        try TaskRules.checkOngoing(task)
        guard try store.update(task.id, content, on: connection) else {
            throw Rejection(.conflict, .taskIsFinished)
        }
        try changed(task.id, on: connection)
    }

    func add(_ part: TaskPart.Content, to task: SharedTask, on connection: any Connection) throws {
        try TaskRules.checkAdding(to: task)
        try store.addPart(part, to: task.id, on: connection)
        try changed(task.id, on: connection)
    }

    func change(
        _ part: TaskPart, of task: SharedTask, to content: TaskPart.Content, on connection: any Connection
    ) throws {
        try TaskRules.checkOngoing(task)
        guard try store.updatePart(part.id, content, on: connection) else {
            throw Rejection(.conflict, .taskPartIsHeld)
        }
        try changed(task.id, on: connection)
    }

    func remove(_ part: TaskPart, from task: SharedTask, on connection: any Connection) throws {
        try TaskRules.checkRemoval(of: part, from: task)
        guard try store.removePart(part.id, on: connection) else { throw Rejection(.conflict, .taskPartIsHeld) }
        try changed(task.id, on: connection)
    }

    /// Takes a free part. Throws 409 with the name of who has it when somebody was faster.
    func claim(
        _ part: ID<TaskPart>, of task: SharedTask, by actor: Actor, now: Instant, on connection: any Connection
    ) throws {
        try TaskRules.checkOngoing(task)
        let isMine = try store.claim(
            part, of: task.id, for: actor.library, by: actor.person, now: now, on: connection)
        guard isMine else { throw try loss(of: part, to: actor, on: connection) }
        _ = try store.move(task.id, to: .running, from: [.open], on: connection)
        try readers.enter(actor.person, now: now, on: connection)
        try tell(.claim, of: task, by: actor, now: now, on: connection)
        try changed(task.id, on: connection)
    }

    /// Why a part cannot be had.
    private func loss(of part: ID<TaskPart>, to actor: Actor, on connection: any Connection) throws -> Rejection {
        guard let current = try store.part(part, on: connection) else { return Rejection(.missing, .notFound) }
        guard let holder = current.holder else { return Rejection(.conflict, .taskIsFinished) }
        if holder.library == actor.library { return Rejection(.conflict, .taskPartIsYours) }
        let name = try ports.library(holder.library, on: connection)?.name
        let holderName: HTML = name.map { "\($0)" } ?? "\(text: .taskFormerLibrary)"
        return Rejection(.conflict, .taskPartIsTaken, ["part": "\(current.content.title)", "library": holderName])
    }

    /// Gives a part back that the library holds.
    func giveBack(
        _ part: TaskPart, of task: SharedTask, by actor: Actor, now: Instant, on connection: any Connection
    ) throws {
        try TaskRules.checkOngoing(task)
        try TaskRules.checkGivingBack(part)
        guard try store.release(part.id, from: actor.library, on: connection) else {
            throw Rejection(.conflict, .taskPartIsNotYours)
        }
        try tellReleased([part], of: task, by: actor, now: now, on: connection)
    }

    /// Enters what a library has brought, or corrects it as long as the task goes on.
    func deliver(
        _ outcome: TaskPart.Outcome, for part: TaskPart, of task: SharedTask, by actor: Actor, now: Instant,
        on connection: any Connection
    ) throws {
        try TaskRules.checkOngoing(task)
        guard try store.deliver(outcome, for: part.id, by: actor.library, now: now, on: connection) else {
            throw Rejection(.conflict, .taskPartIsNotYours)
        }
        try changed(task.id, on: connection)
    }

    /// Ends a task: from now on its hours stand.
    func finish(
        _ task: SharedTask, conclusion: String?, by person: PersonID, now: Instant, on connection: any Connection
    ) throws {
        try TaskRules.checkFinish(of: task)
        guard try store.finish(task.id, conclusion: conclusion, now: now, on: connection) else {
            throw Rejection(.conflict, .taskIsFinished)
        }
        let holders = try task.parts.compactMap(\.holder).flatMap {
            try ports.answering(for: $0.person, of: $0.library, on: connection)
        }
        let owners = try ports.answering(for: task.author, of: task.library, on: connection)
        for addressee in Set(holders + owners).sorted() {
            try NetworkEvents.note(
                NetworkEvent(
                    .finish, task.reference, organisation: task.library, actor: person, addressee: addressee,
                    at: now), on: connection)
        }
        try changed(task.id, on: connection)
    }

    func withdraw(_ task: SharedTask, on connection: any Connection) throws {
        try TaskRules.checkWithdrawal(of: task)
        guard try store.move(task.id, to: .withdrawn, from: [.open, .running], on: connection) else {
            throw Rejection(.conflict, .taskIsFinished)
        }
        try changed(task.id, on: connection)
    }

    /// Takes a task away and tells its library why; `nil` shows it again.
    func hide(
        _ task: SharedTask, because reason: String?, by moderator: PersonID, now: Instant,
        on connection: any Connection
    ) throws {
        let item = HideableItem(
            table: .task, id: task.id.value, title: task.content.title, author: task.author, library: task.library)
        try letters.hide(item, because: reason, by: moderator, now: now, on: connection) {
            try changed(task.id, on: connection)
        }
    }

    /// Pages and search show it as it is now.
    func changed(_ id: ID<SharedTask>, on connection: any Connection) throws {
        connection.signal(.publicData(.network))
        try entries.set(SharedTask.item(id), to: entry(of: id, on: connection), on: connection)
    }

    /// What is to be found of a task, with the names of its parts.
    func entry(of id: ID<SharedTask>, on connection: any Connection) throws -> SearchEntry? {
        guard let task = try store.task(id, on: connection), TaskRules.isReadable(task) else { return nil }
        let parts = task.parts.flatMap { [$0.content.title, $0.content.deliverable] }
        return SearchEntry(
            item: task.reference, house: .network, title: task.content.title,
            text: ([task.content.words, task.conclusion].compactMap(\.self) + parts).joined(separator: "\n"),
            link: SharingLinks.task(id), facets: [task.content.topic.facet])
    }

    /// Parts are free again: the task may be open again, and its library learns of it at once, for a date may be near.
    func tellReleased(
        _ parts: [TaskPart], of task: SharedTask, by actor: Actor, now: Instant, on connection: any Connection
    ) throws {
        guard !parts.isEmpty, let current = try store.task(task.id, on: connection) else { return }
        if TaskRules.state(with: current.parts) == .open {
            _ = try store.move(task.id, to: .open, from: [.running], on: connection)
        }
        try tell(.release, of: task, by: actor, now: now, on: connection)
        try changed(task.id, on: connection)
        guard actor.library != task.library else { return }
        let name = try ports.library(actor.library, on: connection)?.name
        try letters.write(
            SharingLetters.Words(
                subject: TextUse(.taskMailFreeSubject, ["title": "\(task.content.title)"]),
                lead: TextUse(
                    .taskMailFreeLead, count: parts.count,
                    [
                        "library": name.map { "\($0)" } ?? "\(text: .taskFormerLibrary)",
                        "parts": TaskRules.titles(of: parts),
                        "title": "\(task.content.title)",
                    ]),
                action: (.taskMailAction, SharingLinks.task(task.id))),
            toOwner: task.author, of: task.library,
            key: "task-\(task.id)-free-\(parts[0].id)-\(now.seconds)", on: connection)
    }

    private func tell(
        _ kind: NetworkEvent.Kind, of task: SharedTask, by actor: Actor, now: Instant, on connection: any Connection
    ) throws {
        for addressee in try ports.answering(for: task.author, of: task.library, on: connection)
        where addressee != actor.person {
            try NetworkEvents.note(
                NetworkEvent(
                    kind, task.reference, organisation: actor.library, actor: actor.person, addressee: addressee,
                    at: now), on: connection)
        }
    }
}
