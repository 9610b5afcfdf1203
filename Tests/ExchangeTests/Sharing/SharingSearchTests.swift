// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Search
import Storage
import TestSupport
import Testing
import Web

@testable import Exchange

@Suite("Requests, offers and tasks in the search")
struct SharingSearchTests {
    private typealias Network = SharingNetwork

    private func found(_ words: String, in network: SharingNetwork) async throws -> [ItemReference] {
        let index = SearchIndex(database: network.database, lexicon: { Lexicon(words: Data()) })
        return try await index.find(SearchQuery(words)).hits.map(\.item)
    }

    @Test("are found by what they say now", arguments: Engine.available)
    func changes(engine: Engine) async throws {
        let network = try await SharingNetwork(engine)
        let notice = try await network.publish()
        let task = try await network.open(["Kochabend"])
        #expect(try await found("vorleser", in: network) == [notice.reference])
        #expect(try await found("kochabend", in: network) == [task.reference])
        try await network.database.write { connection in
            var content = notice.content
            content.title = "Wer singt?"
            try network.sharing.notices.change(notice, to: content, on: connection)
            try network.sharing.tasks.add(Network.part("Saatgut"), to: task, on: connection)
        }
        #expect(try await found("singt", in: network) == [notice.reference])
        #expect(try await found("saatgut", in: network) == [task.reference])
    }

    @Test("vanish with what they stand for, and come back with it", arguments: Engine.available)
    func vanishing(engine: Engine) async throws {
        let network = try await SharingNetwork(engine)
        let notice = try await network.publish(by: Network.actorSouth)
        let task = try await network.open(["Kochabend"], by: Network.actorSouth)
        func hide(_ reason: String?) async throws {
            try await network.database.write { connection in
                try network.sharing.notices.hide(
                    notice, because: reason, by: Network.carla, now: network.now, on: connection)
                try network.sharing.tasks.hide(
                    task, because: reason, by: Network.carla, now: network.now, on: connection)
            }
        }
        try await hide("Werbung")
        #expect(try await found("vorleser", in: network).isEmpty)
        #expect(try await found("kochabend", in: network).isEmpty)
        try await hide(nil)
        #expect(try await found("vorleser", in: network) == [notice.reference])
        #expect(try await found("kochabend", in: network) == [task.reference])
        try await network.database.write {
            try network.sharing.leaving.leave(Network.south, now: network.now, on: $0)
        }
        #expect(try await found("vorleser", in: network).isEmpty)
        #expect(try await found("kochabend", in: network).isEmpty)
    }
}
