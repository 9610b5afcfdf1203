// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Mail
import Storage
import TestSupport
import Testing
import Web

@testable import Exchange

@Suite("Requests and offers in the database")
struct NoticeStoreTests {
    private typealias Network = SharingNetwork

    private func listed(
        _ network: SharingNetwork, _ filter: NoticeStore.Filter = NoticeStore.Filter(), today: Day = Network.today
    ) async throws -> [String] {
        try await network.database.read {
            try network.sharing.notices.store.notices(filter, today: today, limit: 50, on: $0)
        }.map(\.content.title)
    }

    @Test("come back as they were written", arguments: Engine.available)
    func roundTrip(engine: Engine) async throws {
        let network = try await SharingNetwork(engine)
        let offer = Notice.Content(
            title: "Koffer", words: "Zwölf Roboter\n\nmit Karten", topic: .making, lastDay: Network.today + 5,
            details: .offer(.kit, place: "Nord", terms: nil))
        let request = Notice.Content(
            title: "Wer?", words: "Wir suchen", topic: .reading, lastDay: Network.today,
            details: .request(tried: "alles"))
        for content in [offer, request] {
            let notice = try await network.publish(content)
            #expect(notice.content == content && notice.state == .open && notice.library == Network.north)
        }
        #expect(try await listed(network) == ["Wer?", "Koffer"])
    }

    @Test("are listed by kind, topic, library and state, newest first", arguments: Engine.available)
    func filters(engine: Engine) async throws {
        let network = try await SharingNetwork(engine)
        let first = try await network.publish(Network.request("Erste"))
        _ = try await network.publish(Network.request("Zweite", until: 2), by: Network.actorSouth)
        _ = try await network.publish(
            Notice.Content(
                title: "Koffer", words: "…", topic: .making, lastDay: Network.today + 9,
                details: .offer(.kit, place: nil, terms: nil)))
        #expect(try await listed(network) == ["Koffer", "Zweite", "Erste"])
        #expect(try await listed(network, NoticeStore.Filter(kind: .offer)) == ["Koffer"])
        #expect(try await listed(network, NoticeStore.Filter(topic: .reading)) == ["Zweite", "Erste"])
        #expect(try await listed(network, NoticeStore.Filter(library: Network.south)) == ["Zweite"])
        #expect(try await listed(network, today: Network.today + 3) == ["Koffer", "Erste"])
        try await network.database.write {
            try network.sharing.notices.settle(
                first, Notice.Settlement(), today: Network.today, now: network.now, on: $0)
        }
        #expect(try await listed(network) == ["Koffer", "Zweite"])
        #expect(try await listed(network, NoticeStore.Filter(isSettled: true)) == ["Erste"])
    }

    @Test("are settled by what helped, once", arguments: Engine.available)
    func settling(engine: Engine) async throws {
        let network = try await SharingNetwork(engine)
        let notice = try await network.publish()
        let answer = try await network.answer(notice)
        let settlement = Notice.Settlement(
            answer: answer, measure: ItemReference(kind: "measure", id: 7), words: "Danke")
        func settle() async throws {
            try await network.database.write {
                try network.sharing.notices.settle(
                    notice, settlement, today: Network.today, now: network.now, on: $0)
            }
        }
        try await settle()
        let settled = try await network.notice(notice.id)
        #expect(settled.state == .settled && settled.settlement == settlement)
        #expect(try await refusal(settle)?.kind == .conflict)
        #expect(try await refusal { _ = try await network.answer(settled) }?.kind == .conflict)
    }

    @Test("point at measures that are there alone")
    func unknownMeasure() async throws {
        let network = try await SharingNetwork()
        let notice = try await network.publish()
        let refused = try await refusal {
            try await network.database.write {
                try network.sharing.notices.settle(
                    notice, Notice.Settlement(measure: ItemReference(kind: "measure", id: 99)),
                    today: Network.today, now: network.now, on: $0)
            }
        }
        #expect(refused?.fields.map(\.field) == ["measure"])
        #expect(try await network.notice(notice.id).state == .open)
    }

    @Test("tell their library a week before they end, once for each last day", arguments: Engine.available)
    func warning(engine: Engine) async throws {
        let network = try await SharingNetwork(engine)
        let notice = try await network.publish(Network.request(until: 8))
        _ = try await network.publish(Network.request("Vorbei", until: 0), by: Network.actorSouth)
        func warn(_ days: Int) async throws {
            _ = try await network.database.write {
                try network.sharing.notices.warn(today: Network.today + days, on: $0)
            }
        }
        try await warn(0)
        #expect(try await network.mails().map(\.to.address.value) == ["person12@bibliothek.example"])
        try await warn(1)
        try await warn(2)
        #expect(try await network.mails().count == 2)
        var longer = notice.content
        longer.lastDay = Network.today + 30
        let prolonged = longer
        try await network.database.write {
            try network.sharing.notices.change(notice, to: prolonged, on: $0)
        }
        try await warn(3)
        #expect(try await network.mails().count == 2)
        try await warn(23)
        let mails = try await network.mails()
        #expect(mails.count == 3 && mails[2].subject == "„Wer liest vor?“ läuft bald ab")
    }

    @Test("vanish when hidden, and their author learns why", arguments: Engine.available)
    func hiding(engine: Engine) async throws {
        let network = try await SharingNetwork(engine)
        let notice = try await network.publish()
        func hide(_ reason: String?) async throws {
            let current = try await network.notice(notice.id)
            try await network.database.write {
                try network.sharing.notices.hide(
                    current, because: reason, by: Network.carla, now: network.now, on: $0)
            }
        }
        try await hide("Das ist Werbung.")
        #expect(try await listed(network) == [])
        #expect(try await listed(network, NoticeStore.Filter(isHidden: true)) == ["Wer liest vor?"])
        let resolved = try await network.database.read { try network.sharing.resolve(notice.reference, on: $0)?.link }
        #expect(resolved == nil)
        let mails = try await network.mails()
        #expect(mails.count == 1 && mails[0].text.contains("Das ist Werbung."))
        try await hide(nil)
        #expect(try await listed(network) == ["Wer liest vor?"])
        #expect(try await network.mails().count == 1)
    }

    @Test("are written to without either side seeing an address", arguments: Engine.available)
    func messages(engine: Engine) async throws {
        let network = try await SharingNetwork(engine)
        let notice = try await network.publish()
        let text = NoticeMessages.Text(words: "Wir haben eine Idee.", givesAddress: false)
        try await network.database.write {
            try network.sharing.messages.send(
                text, about: notice, by: Network.actorSouth, now: network.now, on: $0)
        }
        let mail = try #require(try await network.mails().last)
        #expect(mail.to.address.value == "person11@bibliothek.example" && mail.replyTo == nil)
        #expect(mail.text.contains("Wir haben eine Idee.") && !mail.text.contains("person12"))
        let (mine, others) = try await network.database.read { connection in
            let store = network.sharing.messages.store
            return (
                try store.message(ID(1), to: Network.anna, on: connection),
                try store.message(ID(1), to: Network.carla, on: connection)
            )
        }
        #expect(others == nil)
        let message = try #require(mine)
        try await network.database.write {
            try network.sharing.messages.reply(
                NoticeMessages.Text(words: "Gern!", givesAddress: true), to: message, about: notice,
                now: network.now, on: $0)
        }
        let reply = try #require(try await network.mails().last)
        #expect(reply.to.address.value == "person12@bibliothek.example")
        #expect(reply.replyTo?.address.value == "person11@bibliothek.example")
    }

    @Test("cannot be used to write to everybody")
    func manyMessages() async throws {
        let network = try await SharingNetwork()
        let notice = try await network.publish()
        let text = NoticeMessages.Text(words: "Kauft!", givesAddress: false)
        func send() async throws {
            try await network.database.write {
                try network.sharing.messages.send(
                    text, about: notice, by: Network.actorSouth, now: network.now, on: $0)
            }
        }
        for _ in 0..<NoticeMessages.atMostADay { try await send() }
        #expect(try await refusal(send)?.kind == .tooMany)
        network.now = network.now + .days(1) + .seconds(1)
        try await send()
    }
}

@Suite("Shared tasks in the database")
struct TaskStoreTests {
    private typealias Network = SharingNetwork

    @Test("of many who want a part exactly one gets it, and the others learn who", arguments: Engine.available)
    func race(engine: Engine) async throws {
        let network = try await SharingNetwork(engine)
        let rivals = (1...4).flatMap { library in
            (0..<4).map { Notices.Actor(person: PersonID(Int64(100 + $0)), library: OrganisationID(Int64(library))) }
        }
        for _ in 0..<5 {
            let task = try await network.open(["Umstritten", "Frei"])
            let outcomes = try await withThrowingTaskGroup(of: (Notices.Actor, Rejection?).self) { group in
                for rival in rivals {
                    group.addTask {
                        (rival, try await refusal { try await network.claim(0, of: task, by: rival) })
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let winners = outcomes.filter { $0.1 == nil }.map(\.0)
            #expect(winners.count == 1)
            let current = try await network.task(task.id)
            #expect(current.parts[0].holder?.library == winners.first?.library)
            #expect(current.parts[0].holder?.person == winners.first?.person)
            #expect(current.parts[1].isFree && current.state == .running)
            let losers = outcomes.compactMap { outcome in outcome.1.map { (outcome.0, $0) } }
            #expect(losers.allSatisfy { $0.1.kind == .conflict })
            for (loser, rejection) in losers where loser.library != winners.first?.library {
                let words = network.catalogue.texts(in: .german).plain(rejection.message)
                #expect(words.contains("Beispielbücherei \(winners[0].library)"))
            }
        }
    }

    @Test("the database itself lets no part be taken over, given hours without a holder, or taken after the end")
    func guards() async throws {
        let network = try await SharingNetwork()
        let task = try await network.open(["Erster"])
        let part = task.parts[0].id
        try await network.claim(0, of: task, by: Network.actorSouth)
        let (again, byOther) = try await network.database.write { connection in
            let store = network.sharing.tasks.store
            return (
                try store.claim(
                    part, of: task.id, for: Network.west, by: Network.carla, now: network.now, on: connection),
                try store.release(part, from: Network.west, on: connection)
            )
        }
        #expect(!again && !byOther)
        await #expect(throws: StorageError.self) {
            try await network.database.write {
                try $0.execute("UPDATE task_part SET organisation_id = NULL, claimed_at = NULL WHERE id = \(part)")
            }
        }
        await #expect(throws: StorageError.self) {
            try await network.database.write { try $0.execute("UPDATE task_part SET spent = -1 WHERE id = \(part)") }
        }
        try await network.deliver(0, of: task.id, by: Network.actorSouth, hours: 100)
        try await finish(task.id, network)
        let late = try await network.open(["Zweiter"])
        #expect(try await network.task(late.id).parts[0].isFree)
        #expect(
            try await refusal {
                try await network.claim(0, of: try await network.task(task.id), by: Network.actorWest)
            }?
            .kind == .conflict)
    }

    private func finish(_ id: ID<SharedTask>, _ network: SharingNetwork) async throws {
        let task = try await network.task(id)
        try await network.database.write {
            try network.sharing.tasks.finish(
                task, conclusion: "Gut", by: Network.anna, now: network.now, on: $0)
        }
    }

    @Test("go from open over running to finished, with a ledger at the end", arguments: Engine.available)
    func life(engine: Engine) async throws {
        let network = try await SharingNetwork(engine)
        let task = try await network.open(["A", "B", "C"])
        #expect(task.state == .open && task.parts.map(\.content.title) == ["A", "B", "C"])
        try await network.claim(0, of: task, by: Network.actorSouth)
        try await network.claim(1, of: task, by: Network.actorWest)
        #expect(try await network.task(task.id).state == .running)
        #expect(try await refusal { try await finish(task.id, network) }?.kind == .conflict)
        try await network.deliver(0, of: task.id, by: Network.actorSouth, hours: 450)
        try await network.deliver(1, of: task.id, by: Network.actorWest, hours: 150)
        try await network.deliver(1, of: task.id, by: Network.actorWest, hours: 175)
        try await finish(task.id, network)
        let done = try await network.task(task.id)
        #expect(done.state == .finished && done.conclusion == "Gut")
        #expect(TaskLedger(of: done).lines.map(\.given.hundredths) == [450, 175, 0])
        #expect(
            try await refusal { try await network.deliver(0, of: task.id, by: Network.actorSouth, hours: 1) }?.kind
                == .conflict)
    }

    @Test("take a delivered part only from whoever has it")
    func foreignDelivery() async throws {
        let network = try await SharingNetwork()
        let task = try await network.open(["A"])
        try await network.claim(0, of: task, by: Network.actorSouth)
        let refused = try await refusal {
            try await network.deliver(0, of: task.id, by: Network.actorWest, hours: 100)
        }
        #expect(refused?.kind == .conflict)
        #expect(try await network.task(task.id).parts[0].outcome == nil)
    }

    @Test("get the parts back of a library that leaves, but not what it has delivered", arguments: Engine.available)
    func leaving(engine: Engine) async throws {
        let network = try await SharingNetwork(engine)
        let task = try await network.open(["A", "B", "C"])
        for index in 0..<2 { try await network.claim(index, of: task, by: Network.actorSouth) }
        try await network.deliver(1, of: task.id, by: Network.actorSouth, hours: 200)
        let own = try await network.open(["D"], by: Network.actorSouth)
        let shared = try await network.open(["E"], by: Network.actorSouth)
        try await network.claim(0, of: shared, by: Network.actorWest)
        let notice = try await network.publish(by: Network.actorSouth)
        try await network.database.write {
            try network.sharing.leaving.leave(Network.south, now: network.now, on: $0)
        }
        let after = try await network.task(task.id)
        #expect(after.parts.map(\.isFree) == [true, false, true])
        #expect(after.parts[1].outcome?.spent == Hours(hundredths: 200) && after.state == .running)
        #expect(try await network.task(own.id).state == .withdrawn)
        #expect(try await network.task(shared.id).state == .running)
        #expect(try await network.notice(notice.id).state == .withdrawn)
        let mails = try await network.mails()
        #expect(mails.map(\.to.address.value) == ["person11@bibliothek.example"])
        #expect(mails[0].text.contains("„A“") && !mails[0].text.contains("„B“"))
        try await network.claim(0, of: after, by: Network.actorWest)
    }

    @Test("are open again when the only part taken comes back")
    func openAgain() async throws {
        let network = try await SharingNetwork()
        let task = try await network.open(["A"])
        try await network.claim(0, of: task, by: Network.actorSouth)
        let running = try await network.task(task.id)
        try await network.database.write {
            try network.sharing.tasks.giveBack(
                running.parts[0], of: running, by: Network.actorSouth, now: network.now, on: $0)
        }
        #expect(try await network.task(task.id).state == .open)
    }

    @Test(
        "keep a forgotten person's part with colleagues, and free it where there are none", arguments: Engine.available)
    func forgetting(engine: Engine) async throws {
        let network = try await SharingNetwork(engine)
        let task = try await network.open(["A", "B"])
        try await network.claim(0, of: task, by: Network.actorSouth)
        try await network.claim(1, of: task, by: Notices.Actor(person: Network.dora, library: Network.east))
        let notice = try await network.publish(by: Network.actorSouth)
        for person in [Network.berta, Network.dora] {
            try await network.database.write {
                try network.sharing.leaving.forget(person, now: network.now, on: $0)
            }
        }
        let parts = try await network.task(task.id).parts
        #expect(parts[0].isFree)
        #expect(parts[1].holder?.library == Network.east && parts[1].holder?.person == PersonID(15))
        #expect(try await network.notice(notice.id).author == nil)
        let held = try await network.database.read { connection in
            try [Network.berta, Network.dora].flatMap { try network.sharing.export($0, on: connection).keys }
        }
        #expect(held == [])
    }

    @Test("pass to the heir when a member leaves a library")
    func heir() async throws {
        let network = try await SharingNetwork()
        let task = try await network.open(["A"])
        try await network.claim(0, of: task, by: Notices.Actor(person: Network.dora, library: Network.east))
        try await network.database.write {
            try network.sharing.leaving.handOver(
                from: Network.dora, to: PersonID(15), of: Network.east, now: network.now, on: $0)
        }
        #expect(try await network.task(task.id).parts[0].holder?.person == PersonID(15))
    }

    @Test("tell a person everything that is held about them")
    func export() async throws {
        let network = try await SharingNetwork()
        let task = try await network.open(["A"])
        try await network.claim(0, of: task, by: Network.actorSouth)
        let notice = try await network.publish(by: Network.actorSouth)
        _ = try await network.answer(try await network.publish(), by: Network.actorSouth)
        _ = notice
        try await network.database.write { connection in
            let follows = network.sharing.follows
            try follows.follow(.topic(.making), by: Network.berta, now: network.now, on: connection)
            try follows.save("q=lesen", as: "Lesen", by: Network.berta, now: network.now, on: connection)
        }
        let held = try await network.database.read { try network.sharing.export(Network.berta, on: $0) }
        #expect(
            held.keys.sorted() == [
                "answers", "follows", "requests_and_offers", "saved_searches", "task_parts", "weekly_mail",
            ])
    }
}
