// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Mail
import Storage
import TestSupport
import Testing
import Web

@testable import Exchange

@Suite("What becomes of somebody's words in a library's name")
struct LeavingTests {
    private typealias Network = SharingNetwork

    private static let dora = Notices.Actor(person: Network.dora, library: Network.east)
    private static let heir = PersonID(15)

    /// Dora goes, and her colleague takes over.
    private func leave(_ network: SharingNetwork) async throws {
        network.change { $0.members[Network.east] = [Self.heir] }
        try await network.database.write {
            try network.sharing.leaving.handOver(
                from: Network.dora, to: Self.heir, of: Network.east, now: network.now, on: $0)
        }
    }

    private func digests(_ network: SharingNetwork, to person: PersonID) async throws -> Int {
        let tuesday = Network.monday + .hours(20)
        network.now = tuesday
        try await network.sharing.digest.send(now: tuesday, zone: Network.zone)
        return try await network.mails().filter {
            $0.to.address.value == "person\(person)@bibliothek.example" && $0.messageID.hasPrefix("digest-")
        }.count
    }

    @Test("an answer that was not told yet is told to whoever took over", arguments: Engine.available)
    func untold(engine: Engine) async throws {
        let network = try await SharingNetwork(engine)
        let notice = try await network.publish(by: Self.dora)
        _ = try await network.answer(notice)
        try await leave(network)
        #expect(try await digests(network, to: Self.heir) == 1)
        #expect(try await digests(network, to: Network.dora) == 0)
    }

    @Test("what was theirs in another library stays theirs")
    func elsewhere() async throws {
        let network = try await SharingNetwork()
        network.change { $0.members[Network.west] = [Network.dora] }
        let other = try await network.publish(by: Notices.Actor(person: Network.dora, library: Network.west))
        _ = try await network.answer(other)
        try await leave(network)
        #expect(try await network.notice(other.id).author == Network.dora)
        #expect(try await digests(network, to: Network.dora) == 1)
    }

    @Test("nobody is written to for a library that they do not belong to any more")
    func gone() async throws {
        let network = try await SharingNetwork()
        let notice = try await network.publish(by: Self.dora)
        let task = try await network.open(["A"], by: Self.dora)
        network.change { $0.members[Network.east] = [Self.heir] }
        let text = NoticeMessages.Text(words: "Hallo", givesAddress: false)
        try await network.claim(0, of: task, by: Network.actorSouth)
        let running = try await network.task(task.id)
        try await network.database.write { connection in
            let (sharing, now) = (network.sharing, network.now)
            try sharing.messages.send(text, about: notice, by: Network.actorSouth, now: now, on: connection)
            try sharing.notices.hide(notice, because: "doppelt", by: Network.carla, now: now, on: connection)
            try sharing.tasks.giveBack(
                running.parts[0], of: running, by: Network.actorSouth, now: now, on: connection)
        }
        #expect(Set(try await network.mails().map(\.to.address.value)) == ["person15@bibliothek.example"])
        #expect(try await network.mails().count == 3)
    }

    @Test("of a forgotten author's task the colleagues are told what happens")
    func withoutAuthor() async throws {
        let network = try await SharingNetwork()
        let task = try await network.open(["A"], by: Self.dora)
        network.change { $0.members[Network.east] = [Self.heir] }
        try await network.database.write { connection in
            try network.sharing.leaving.forget(Network.dora, now: network.now, on: connection)
            try network.sharing.readers.enter(Self.heir, now: network.now, on: connection)
        }
        try await network.claim(0, of: try await network.task(task.id), by: Network.actorSouth)
        #expect(try await digests(network, to: Self.heir) == 1)
    }

    @Test("a moderator is told what they hid, and forgotten with it", arguments: Engine.available)
    func moderators(engine: Engine) async throws {
        let network = try await SharingNetwork(engine)
        let notice = try await network.publish()
        let answer = try await network.answer(notice)
        let task = try await network.open(["A"])
        let moderator = PersonID(20)
        let held = try await network.database.write { connection in
            let (sharing, now) = (network.sharing, network.now)
            let written = try #require(try sharing.notices.store.answers(to: notice.id, on: connection).first)
            #expect(written.id == answer)
            try sharing.notices.hide(written, to: notice, because: "a", by: moderator, now: now, on: connection)
            try sharing.notices.hide(notice, because: "b", by: moderator, now: now, on: connection)
            try sharing.tasks.hide(task, because: "c", by: moderator, now: now, on: connection)
            return try sharing.export(moderator, on: connection)
        }
        guard case .array(let hidden)? = held["hidden_items"] else { return #expect(Bool(false)) }
        #expect(hidden.map { $0["reason"] } == ["b", "a", "c"])
        let (rest, after) = try await network.database.write { connection in
            try network.sharing.leaving.forget(moderator, now: network.now, on: connection)
            return (
                try network.sharing.export(moderator, on: connection),
                try network.sharing.notices.store.notice(notice.id, on: connection)
            )
        }
        #expect(rest.isEmpty && after?.hiding?.reason == "b")
    }

    @Test("messages are told of in an export, though their words are not kept")
    func messages() async throws {
        let network = try await SharingNetwork()
        let notice = try await network.publish()
        let text = NoticeMessages.Text(words: "Hallo", givesAddress: false)
        let (sent, received) = try await network.database.write { connection in
            try network.sharing.messages.send(
                text, about: notice, by: Network.actorSouth, now: network.now, on: connection)
            return (
                try network.sharing.export(Network.berta, on: connection)["messages"],
                try network.sharing.export(Network.anna, on: connection)["messages"]
            )
        }
        guard case .array(let mine)? = sent, case .array(let theirs)? = received else {
            return #expect(Bool(false))
        }
        #expect(mine.map { $0["direction"] } == ["sent"] && theirs.map { $0["direction"] } == ["received"])
    }
}
