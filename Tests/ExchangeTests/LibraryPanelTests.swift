// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage
import TestSupport
import Testing

@testable import Exchange
@testable import Web

@Suite("On a library's page")
struct LibraryPanelTests {
    @Test("everyone may follow it but its own people, who may still stop")
    func following() async throws {
        let network = try await TestNetwork()
        let (own, other) = (TestNetwork.dorf, TestNetwork.markt)
        #expect(try await network.panel(of: own, for: nil).contains("Folgen"))
        #expect(try await network.panel(of: own, for: other).contains("Folgen"))
        #expect(!(try await network.panel(of: own, for: own).contains("Folgen")))
        try await network.database.write { connection in
            try FollowStore().follow(
                .library(own.id), by: TestNetwork.member(of: own), now: TestNetwork.monday, on: connection)
        }
        #expect(try await network.panel(of: own, for: own).contains("Nicht mehr folgen"))
    }
}
