// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Mail
import Storage
import TestSupport
import Testing

@Suite struct MailLeaseTests {
    @Test(arguments: Engine.available)
    func aMailInDeliveryIsNotTakenByAnotherProcess(engine: Engine) async throws {
        let office = try await PostOffice(engine)
        try await office.enter("a")
        office.transport.meanwhile {
            let count = try await office.outbox.deliverDue(limit: 10)
            #expect(count == 0)
        }
        try await office.outbox.deliverDue(limit: 10)
        #expect(office.transport.delivered == ["a"])
    }

    @Test(arguments: Engine.available)
    func aProcessThatLostItsLeaseDoesNotOverturnTheOther(engine: Engine) async throws {
        let office = try await PostOffice(engine)
        try await office.enter("a")
        office.transport.meanwhile {
            office.advance(.minutes(6))
            let count = try await office.outbox.deliverDue(limit: 10)
            #expect(count == 1)
            office.transport.fail(.permanent("too late"))
        }
        try await office.outbox.deliverDue(limit: 10)
        #expect(try await office.entries() == [.init(state: "sent", attempts: 2, bodyIsEmpty: true, failure: nil)])
        #expect(try await office.notices() == [])
    }

    @Test(arguments: Engine.available)
    func aMailThatTwelveTimesDidNotComeToAnEndIsGivenUp(engine: Engine) async throws {
        let office = try await PostOffice(engine)
        try await office.enter("a")
        try await office.change("UPDATE mail_outbox SET attempts = 12, lease_until = run_at")
        try await office.outbox.deliverDue(limit: 10)
        #expect(office.transport.delivered == [])
        #expect(try await office.notices() == ["the last attempt did not come to an end"])
    }

    @Test(arguments: Engine.available)
    func rivalsShareTheWorkAndSendEachMailOnce(engine: Engine) async throws {
        let office = try await PostOffice(engine)
        let names = (0..<40).map { "m\($0)" }
        for name in names { try await office.enter(name) }
        let counts = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<4 { group.addTask { try await office.outbox.deliverDue(limit: 100) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(counts.reduce(0, +) == 40)
        #expect(office.transport.delivered.sorted() == names.sorted())
        #expect(try await office.entries().allSatisfy { $0.state == "sent" && $0.attempts == 1 })
    }
}
