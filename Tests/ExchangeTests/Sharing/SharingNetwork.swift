// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Mail
import Search
import Storage
import Synchronization
import TestSupport
import Web

@testable import Exchange

/// A network of four libraries with one or two members each, on a database of its own, whose clock the test sets.
final class SharingNetwork: Sendable {
    /// Monday, 23 November 2026, 11:00 in Berlin.
    static let monday = Instant(seconds: 1_795_428_000)
    static let today = monday.day(in: zone)
    static let zone = HouseFrame.network(isDemo: false).zone

    static let (anna, berta, carla, dora) = (PersonID(11), PersonID(12), PersonID(13), PersonID(14))
    static let (north, south, west, east) = (
        OrganisationID(1), OrganisationID(2), OrganisationID(3), OrganisationID(4)
    )

    /// What the capabilities beside this one would answer.
    struct World: Sendable {
        var members: [OrganisationID: [PersonID]] = [
            north: [anna], south: [berta], west: [carla], east: [dora, PersonID(15)],
        ]
        var forgotten: Set<PersonID> = []
        var measures: [Int64: String] = [7: "Repaircafé im Lesesaal"]
        var finds: [String: [MeasureFind]] = [:]
        /// What was asked of the measures.
        var asked: [Period] = []
    }

    let database: any Database
    let sharing: Sharing
    let files: TestFiles
    let catalogue: Catalogue
    private let world: Mutex<World>
    private let clock: Mutex<Instant>

    init(_ engine: Engine = .sqlite) async throws {
        let database = try await engine.makeDatabase()
        let world = Mutex(World())
        self.database = database
        self.world = world
        clock = Mutex(Self.monday)
        catalogue = try Catalogue([WebCatalogue.source, ExchangeCapability.catalogue])
        try await database.migrate(
            JobStore.migrations + FileStore.migrations + SearchIndex.migrations + Once.migrations + MailMigrations.all
                + Sharing.migrations,
            clock: Clock { Self.monday })
        let box = WeakNetwork()
        let outbox = MailOutbox(
            database: database, transport: NoTransport(),
            ports: MailPorts(seal: { _, data, _ in data }, open: { _, data, _ in data }, deliveryFailed: { _, _ in }),
            clock: Clock { box.network?.now ?? Self.monday })
        guard let sender = MailAddress("netzwerk@stadtzimmer.example") else { throw StorageError.overlap }
        let letters = Letters(
            outbox: outbox, catalogue: catalogue, sender: sender, base: "https://stadtzimmer.example",
            clock: Clock { box.network?.now ?? Self.monday })
        files = try TestFiles()
        sharing = Sharing(database: database, ports: box.ports, letters: letters, files: files.store) { query, period in
            box.network?.change { $0.asked.append(period) }
            return box.network?.look { $0.finds[query] ?? [] } ?? []
        }
        box.network = self
    }

    var now: Instant {
        get { clock.withLock { $0 } }
        set { clock.withLock { $0 = newValue } }
    }

    func change(_ change: @Sendable (inout World) -> Void) { world.withLock { change(&$0) } }
    func look<Value: Sendable>(_ look: (World) -> Value) -> Value { world.withLock { look($0) } }

    /// All mails that were entered, oldest first.
    func mails() async throws -> [MailMessage] {
        try await database.read { connection in
            try connection.all("SELECT body FROM mail_outbox ORDER BY id") { row in
                try JSONDecoder().decode(MailMessage.self, from: try row["body"])
            }
        }
    }

    // What tests do again and again.

    static let actorNorth = Notices.Actor(person: anna, library: north)
    static let actorSouth = Notices.Actor(person: berta, library: south)
    static let actorWest = Notices.Actor(person: carla, library: west)

    static func request(_ title: String = "Wer liest vor?", until days: Int = 30) -> Notice.Content {
        Notice.Content(
            title: title, words: "Unsere Vorleser*innen hören auf.", topic: .reading, lastDay: today + days,
            details: .request(tried: nil))
    }

    func publish(_ content: Notice.Content = request(), by actor: Notices.Actor = actorNorth) async throws -> Notice {
        let now = now
        return try await database.write { [sharing] connection in
            let id = try sharing.notices.publish(content, by: actor, now: now, on: connection)
            guard let notice = try sharing.notices.store.notice(id, on: connection) else { throw StorageError.overlap }
            return notice
        }
    }

    func answer(_ notice: Notice, _ words: String = "Fragt die Schule.", by actor: Notices.Actor = actorSouth)
        async throws -> ID<NoticeAnswer>
    {
        let now = now
        return try await database.write { [sharing] in
            try sharing.notices.answer(notice, words, by: actor, today: Self.today, now: now, on: $0)
        }
    }

    static func part(_ title: String, hours: Int = 400) -> TaskPart.Content {
        TaskPart.Content(
            title: title, deliverable: "ein Blatt", estimate: Hours(hundredths: hours), dueDay: today + 20)
    }

    func open(_ parts: [String], by actor: Notices.Actor = actorNorth) async throws -> SharedTask {
        let now = now
        let id = try await database.write { [sharing] in
            try sharing.tasks.open(
                SharedTask.Content(title: "Klimawoche", words: "Ein Programm für alle", topic: .sustainability),
                parts: parts.map { Self.part($0) }, by: actor, now: now, on: $0)
        }
        return try await task(id)
    }

    func task(_ id: ID<SharedTask>) async throws -> SharedTask {
        let task = try await database.read { [sharing] in try sharing.tasks.store.task(id, on: $0) }
        guard let task else { throw Rejection(.missing, .notFound) }
        return task
    }

    func notice(_ id: ID<Notice>) async throws -> Notice {
        let notice = try await database.read { [sharing] in try sharing.notices.store.notice(id, on: $0) }
        guard let notice else { throw Rejection(.missing, .notFound) }
        return notice
    }

    func claim(_ index: Int, of task: SharedTask, by actor: Notices.Actor) async throws {
        let now = now
        try await database.write { [sharing] in
            try sharing.tasks.claim(task.parts[index].id, of: task, by: actor, now: now, on: $0)
        }
    }

    func deliver(_ index: Int, of id: ID<SharedTask>, by actor: Notices.Actor, hours: Int) async throws {
        let task = try await task(id)
        let now = now
        let outcome = TaskPart.Outcome(spent: Hours(hundredths: hours), notes: nil, result: "fertig", link: nil)
        try await database.write { [sharing] in
            try sharing.tasks.deliver(
                outcome, for: task.parts[index], of: task, by: actor, now: now, on: $0)
        }
    }
}

/// The ports answer from the network that they belong to.
private final class WeakNetwork: Sendable {
    /// Not kept alive by its own ports, or its database would never go.
    private struct Held: Sendable {
        weak var network: SharingNetwork?
    }

    private let held = Mutex(Held())

    var network: SharingNetwork? {
        get { held.withLock { $0.network } }
        set { held.withLock { $0.network = newValue } }
    }

    var ports: SharingPorts {
        SharingPorts(
            libraries: { ids, _ in
                let known = ids.filter { (1...4).contains($0.value) }.map(Self.library)
                return Dictionary(known.map { ($0.id, $0) }) { first, _ in first }
            },
            firstLibraries: { limit, _ in (1...4).prefix(limit).map { Self.library(OrganisationID(Int64($0))) } },
            members: { [self] id, _ in network?.look { $0.members[id] ?? [] } ?? [] },
            contact: { [self] person, _ in
                if network?.look({ $0.forgotten.contains(person) }) == true { return nil }
                return Correspondent(
                    name: "Person \(person)", email: MailAddress("person\(person)@bibliothek.example"),
                    language: person == SharingNetwork.carla ? .english : .german)
            },
            item: { [self] item, connection in
                if item.kind == "measure" {
                    return network?.look { $0.measures[item.id] }.map {
                        ResolvedItem(
                            title: "\($0)", link: Link(path: "netzwerk", "massnahmen", "\(item.id)"), isPublic: true)
                    }
                }
                return try network?.sharing.resolve(item, on: connection)
            },
            network: { _ in .network(isDemo: false) })
    }

    private static func library(_ id: OrganisationID) -> SharingPorts.Library {
        SharingPorts.Library(
            id: id, name: "Beispielbücherei \(id)", link: Link(path: "netzwerk", "bibliotheken", "\(id)"))
    }
}

/// Mail stays in the outbox.
private struct NoTransport: MailTransport {
    func deliver(_ message: MailMessage, id: Int64) async throws(DeliveryFailure) {}
    func remove(id: Int64) async throws(DeliveryFailure) {}
}

/// Why something was refused; `nil` when it was not.
func refusal(_ act: () async throws -> Void) async throws -> Rejection? {
    do {
        try await act()
        return nil
    } catch let rejection as Rejection {
        return rejection
    }
}
