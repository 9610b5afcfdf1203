// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Mail
import Storage
import TestSupport
import Testing
import Web

@testable import Exchange

@Suite("The weekly mail in the database")
struct WeeklyDigestTests {
    private typealias Network = SharingNetwork

    /// The Tuesday after the Monday on which everything begins, 7:00.
    private static let tuesday = Network.monday + .hours(20)

    private func follow(
        _ target: FollowTarget, by person: PersonID = Network.carla, _ network: SharingNetwork
    ) async throws {
        let now = network.now
        try await network.database.write { connection in
            try network.sharing.follows.follow(target, by: person, now: now, on: connection)
            try network.sharing.readers.enter(person, now: now, on: connection)
        }
    }

    private func send(_ network: SharingNetwork, at instant: Instant = tuesday) async throws {
        network.now = instant
        try await network.sharing.digest.send(now: instant, zone: Network.zone)
    }

    private func digests(_ network: SharingNetwork, to person: PersonID) async throws -> [MailMessage] {
        try await network.mails().filter {
            $0.to.address.value == "person\(person)@bibliothek.example" && $0.messageID.hasPrefix("digest-")
        }
    }

    @Test("tells of what is followed, in the reader's language, with a way out", arguments: Engine.available)
    func tells(engine: Engine) async throws {
        let network = try await SharingNetwork(engine)
        try await follow(.topic(.reading), network)
        let notice = try await network.publish()
        try await send(network)
        let mail = try #require(try await digests(network, to: Network.carla).first)
        #expect(mail.subject == "News from the network" && mail.language == .english)
        #expect(mail.text.contains("Beispielbücherei 1 is looking for"))
        #expect(mail.text.contains("https://stadtzimmer.example/netzwerk/fragen/\(notice.id)"))
        let link = try #require(mail.listUnsubscribe)
        #expect(link.wholeMatch(of: #/https://stadtzimmer\.example/netzwerk/abmelden/[0-9a-f]{32}/#) != nil)
        #expect(mail.text.contains(link))
    }

    @Test("comes once for a week, however often and by however many it is sent", arguments: Engine.available)
    func once(engine: Engine) async throws {
        let network = try await SharingNetwork(engine)
        for person in [Network.carla, Network.dora] { try await follow(.topic(.reading), by: person, network) }
        _ = try await network.publish()
        network.now = Self.tuesday
        let digest = network.sharing.digest
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<6 { group.addTask { try await digest.send(now: Self.tuesday, zone: Network.zone) } }
            try await group.waitForAll()
        }
        try await send(network, at: Self.tuesday + .days(1))
        for person in [Network.carla, Network.dora] {
            #expect(try await digests(network, to: person).count == 1)
        }
        // The outbox would drop a second mail, but not the token made for it: only one run has written at all.
        let tokens = try await network.database.read { try $0.rows("SELECT token_hash FROM digest_token").count }
        #expect(tokens == 2)
    }

    @Test("does not come when there is nothing new, and tells each thing once")
    func nothing() async throws {
        let network = try await SharingNetwork()
        try await follow(.topic(.reading), network)
        try await send(network)
        #expect(try await digests(network, to: Network.carla).isEmpty)
        _ = try await network.publish()
        try await send(network, at: Self.tuesday + .days(3))
        #expect(try await digests(network, to: Network.carla).isEmpty)
        try await send(network, at: Self.tuesday + .days(7))
        #expect(try await digests(network, to: Network.carla).count == 1)
        try await send(network, at: Self.tuesday + .days(14))
        #expect(try await digests(network, to: Network.carla).count == 1)
    }

    @Test("goes out late when the server slept, with everything since the last one")
    func late() async throws {
        let network = try await SharingNetwork()
        try await follow(.topic(.reading), network)
        _ = try await network.publish(Network.request("Erste"))
        network.now = Network.monday + .days(9)
        _ = try await network.publish(Network.request("Zweite"))
        try await send(network, at: Self.tuesday + .days(14) + .hours(30))
        let mails = try await digests(network, to: Network.carla)
        #expect(mails.count == 1 && mails[0].text.contains("Erste") && mails[0].text.contains("Zweite"))
    }

    @Test("is written again after a crash, and only for those who lack it", arguments: Engine.available)
    func crash(engine: Engine) async throws {
        struct Crash: Error {}
        let network = try await SharingNetwork(engine)
        try await follow(.topic(.reading), network)
        _ = try await network.publish()
        network.now = Self.tuesday
        let edition = DigestRules.edition(at: Self.tuesday, zone: Network.zone)
        let readers = network.sharing.readers
        await #expect(throws: Crash.self) {
            try await network.database.write { connection in
                let reader = try #require(try readers.reader(Network.carla, on: connection))
                #expect(try readers.claim(reader, until: edition.until, on: connection))
                throw Crash()
            }
        }
        try await send(network)
        #expect(try await digests(network, to: Network.carla).count == 1)
    }

    @Test("tells whoever asked of the answers, though they follow nothing")
    func answers() async throws {
        let network = try await SharingNetwork()
        let notice = try await network.publish()
        _ = try await network.answer(notice)
        _ = try await network.answer(notice, "Noch etwas", by: Network.actorWest)
        try await send(network)
        let mails = try await digests(network, to: Network.anna)
        #expect(mails.count == 1)
        #expect(mails[0].text.components(separatedBy: "/netzwerk/fragen/\(notice.id)").count == 2)
        #expect(try await digests(network, to: Network.berta).isEmpty)
    }

    @Test("reports new finds of saved searches, of the time since it was last told")
    func searches() async throws {
        let network = try await SharingNetwork()
        let find = MeasureFind(title: "Lesenacht", link: Link(path: "netzwerk", "massnahmen", "9"))
        network.change { $0.finds = ["q=lesen": [find]] }
        try await network.database.write { connection in
            let (sharing, now) = (network.sharing, Network.monday)
            try sharing.follows.save("q=lesen", as: "Alles zum Lesen", by: Network.carla, now: now, on: connection)
            try sharing.follows.save("q=spielen", as: "Spiele", by: Network.carla, now: now, on: connection)
            try sharing.readers.enter(Network.carla, now: now, on: connection)
        }
        try await send(network)
        let mail = try #require(try await digests(network, to: Network.carla).first)
        #expect(mail.text.contains("New finds for “Alles zum Lesen”") && mail.text.contains("Lesenacht"))
        #expect(!mail.text.contains("Spiele"))
        let until = DigestRules.edition(at: Self.tuesday, zone: Network.zone).until
        #expect(network.look { $0.asked }.allSatisfy { $0 == Period(start: Network.monday, end: until) })
        network.change { $0.asked = [] }
        try await send(network, at: Self.tuesday + .days(7))
        #expect(network.look { $0.asked }.allSatisfy { $0 == Period(start: until, end: until + .days(7)) })
    }

    @Test("says nothing of what was hidden meanwhile")
    func hidden() async throws {
        let network = try await SharingNetwork()
        try await follow(.topic(.reading), network)
        let notice = try await network.publish()
        try await network.database.write {
            try network.sharing.notices.hide(
                notice, because: "doppelt", by: Network.berta, now: network.now, on: $0)
        }
        try await send(network)
        #expect(try await digests(network, to: Network.carla).isEmpty)
    }

    @Test("does not come to whoever ended it, nor to whoever is forgotten", arguments: Engine.available)
    func ended(engine: Engine) async throws {
        let network = try await SharingNetwork(engine)
        for person in [Network.carla, Network.dora] { try await follow(.topic(.reading), by: person, network) }
        _ = try await network.publish()
        try await network.database.write { connection in
            try network.sharing.readers.set(false, for: Network.carla, now: network.now, on: connection)
            try network.sharing.leaving.forget(Network.dora, now: network.now, on: connection)
        }
        try await send(network)
        #expect(try await digests(network, to: Network.carla).isEmpty)
        #expect(try await digests(network, to: Network.dora).isEmpty)
        // Whoever comes back is told from then on, not what they did not want to hear.
        try await network.database.write {
            try network.sharing.readers.set(true, for: Network.carla, now: Self.tuesday, on: $0)
        }
        try await send(network, at: Self.tuesday + .days(7))
        #expect(try await digests(network, to: Network.carla).isEmpty)
    }

    @Test("goes past somebody who is forgotten between reading and writing")
    func forgottenMeanwhile() async throws {
        let network = try await SharingNetwork()
        for person in [Network.carla, Network.dora] { try await follow(.topic(.reading), by: person, network) }
        _ = try await network.publish()
        network.change { $0.forgotten = [Network.carla] }
        try await send(network)
        #expect(try await digests(network, to: Network.carla).isEmpty)
        #expect(try await digests(network, to: Network.dora).count == 1)
    }

    @Test("forgets old events and links")
    func tidies() async throws {
        let network = try await SharingNetwork()
        _ = try await network.publish()
        try await send(network, at: Self.tuesday + .days(200))
        let left = try await network.database.read { try $0.rows("SELECT id FROM network_event").count }
        #expect(left == 0)
    }
}

@Suite("However much is shared")
struct SharingPlanTests {
    private typealias Network = SharingNetwork

    @Test("no statement walks through a table")
    func plans() async throws {
        let network = try await SharingNetwork()
        let task = try await network.open(["A", "B"])
        try await network.claim(0, of: task, by: Network.actorSouth)
        let (sharing, now, today) = (network.sharing, Network.monday, Network.today)
        let scans = try await network.database.write { connection in
            let explaining = ExplainingConnection(connection)
            let notices = sharing.notices
            let id = try notices.publish(Network.request(), by: Network.actorNorth, now: now, on: explaining)
            let notice = try #require(try notices.store.notice(id, on: explaining))
            _ = try notices.answer(notice, "Ja", by: Network.actorSouth, today: today, now: now, on: explaining)
            for filter in [
                NoticeStore.Filter(), NoticeStore.Filter(kind: .offer, topic: .making, library: Network.north),
                NoticeStore.Filter(isSettled: true), NoticeStore.Filter(isHidden: true),
            ] {
                _ = try notices.store.notices(filter, today: today, before: ID(9), limit: 20, on: explaining)
            }
            _ = try notices.store.answerCounts(of: [id], on: explaining)
            _ = try notices.warn(today: today + 25, on: explaining)
            try sharing.messages.send(
                NoticeMessages.Text(words: "Hallo", givesAddress: false), about: notice, by: Network.actorSouth,
                now: now, on: explaining)
            try notices.hide(notice, because: "doppelt", by: Network.carla, now: now, on: explaining)
            let tasks = sharing.tasks
            try tasks.claim(task.parts[1].id, of: task, by: Network.actorWest, now: now, on: explaining)
            for finished in [true, false] {
                _ = try tasks.store.tasks(finished: finished, topic: .making, limit: 20, on: explaining)
            }
            _ = try tasks.store.hiddenTasks(limit: 5, on: explaining)
            try sharing.leaving.leave(Network.south, now: now, on: explaining)
            _ = try sharing.export(Network.anna, on: explaining)
            try sharing.follows.follow(.topic(.making), by: Network.anna, now: now, on: explaining)
            _ = try sharing.follows.isFollowing(.topic(.making), by: Network.anna, on: explaining)
            try sharing.follows.save("q=a", as: "a", by: Network.anna, now: now, on: explaining)
            _ = try sharing.readers.readers(notToldUntil: now, after: nil, limit: 10, on: explaining)
            _ = try NetworkEvents.events(in: Period(start: now, end: now + .days(1)), on: explaining)
            try NetworkEvents.forget(before: now, on: explaining)
            try sharing.readers.forgetTokens(before: now, on: explaining)
            try sharing.leaving.forget(Network.anna, now: now, on: explaining)
            return explaining.scans
        }
        #expect(scans == [])
    }
}
