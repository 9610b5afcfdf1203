// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage
import TestSupport
import Testing

@testable import Directory
@testable import Web

@Suite("At the network's desk")
struct DeskTests {
    @Test("an application waits, with numbers as its reader writes them")
    func numbers() async throws {
        let network = try await Network()
        let moderator = try #require(network.people.visitor(of: try await JoiningTests.waiting(network).moderator))
        #expect(try await network.desk(for: moderator, in: .german).contains("4\u{202F}200 Einwohner*innen"))
        #expect(try await network.desk(for: moderator, in: .english).contains("4,200 inhabitants"))
    }
}

extension Network {
    /// What waits, as it is told in that language.
    fileprivate func desk(for visitor: Visitor, in language: Language) async throws -> String {
        let texts = catalogue.texts(in: language)
        return try await database.read { [capability, now] connection in
            let sections = try capability.desk(
                of: .network(isDemo: false), for: visitor, in: language, now: now, on: connection)
            return sections.flatMap(\.items).map { String(decoding: $0.details.rendered(with: texts), as: UTF8.self) }
                .joined()
        }
    }
}
