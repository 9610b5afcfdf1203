// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Storage
import TestSupport
import Testing

@testable import Mail

@Suite struct MailOutboxTests {
    @Test(arguments: Engine.available)
    func whatIsPostedIsDeliveredAndLeavesNoBody(engine: Engine) async throws {
        let office = try await PostOffice(engine)
        try await office.enter("a", to: PersonID(7))
        #expect(try await office.outbox.deliverDue(limit: 10) == 1)
        #expect(try await office.outbox.deliverDue(limit: 10) == 0)
        #expect(office.transport.delivered == ["a"])
        #expect(try await office.entries() == [.init(state: "sent", attempts: 1, bodyIsEmpty: true, failure: nil)])
    }

    @Test(arguments: Engine.available)
    func theSameMessageIDIsTheSameMail(engine: Engine) async throws {
        let office = try await PostOffice(engine)
        try await office.enter("a", "a", "b")
        try await office.outbox.deliverDue(limit: 10)
        try await office.enter("a")
        #expect(try await office.outbox.deliverDue(limit: 10) == 0)
        #expect(office.transport.delivered == ["a", "b"])
    }

    @Test(arguments: Engine.available)
    func aMailWhoseTransactionFailsIsNeverSent(engine: Engine) async throws {
        struct ChangeOfMind: Error {}
        let office = try await PostOffice(engine)
        let (outbox, message) = (office.outbox, try MailMessage.sample())
        await #expect(throws: ChangeOfMind.self) {
            try await office.database.write { connection -> Void in
                try outbox.post(message, to: nil, house: nil, on: connection)
                throw ChangeOfMind()
            }
        }
        #expect(try await office.outbox.deliverDue(limit: 10) == 0)
    }

    @Test(arguments: Engine.available)
    func postingANewMailTellsTheProcessThatThereIsWork(engine: Engine) async throws {
        let office = try await PostOffice(engine)
        try await confirmation { hasWork in
            office.database.onCommit { if $0.contains(.jobs) { hasWork() } }
            try await office.enter("a", "a")
        }
    }

    @Test(arguments: Engine.available)
    func whatWaitsIsSealed(engine: Engine) async throws {
        let office = try await PostOffice(engine)
        try await office.enter("a", to: PersonID(7))
        let bodies = try await office.database.read { connection in
            try connection.all("SELECT body FROM mail_outbox") { row -> Data in try row["body"] }
        }
        let body = try #require(bodies.first)
        #expect(!body.isEmpty)
        #expect(body.range(of: Data("Guten Tag".utf8)) == nil && body.range(of: Data("anna".utf8)) == nil)
    }

    @Test(arguments: Engine.available)
    func theLimitHoldsAndTheOldestGoFirst(engine: Engine) async throws {
        let office = try await PostOffice(engine)
        try await office.enter("a", "b")
        office.advance(.seconds(-60))
        try await office.enter("older")
        office.advance(.seconds(60))
        #expect(try await office.outbox.deliverDue(limit: 2) == 2)
        #expect(office.transport.delivered == ["older", "a"])
    }

    @Test(arguments: Engine.available)
    func aTemporaryFailureIsTriedLaterAndLaterAndThenGivenUp(engine: Engine) async throws {
        let office = try await PostOffice(engine)
        try await office.enter("a")
        office.transport.fail(.temporary("450 busy"))
        for minutes in [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360] as [Int64] {
            #expect(try await office.outbox.deliverDue(limit: 10) == 1)
            office.advance(.seconds(minutes * 60 - 1))
            #expect(try await office.outbox.deliverDue(limit: 10) == 0)
            office.advance(.seconds(1))
        }
        #expect(try await office.notices() == [])
        #expect(try await office.outbox.deliverDue(limit: 10) == 1)
        #expect(try await office.notices() == ["450 busy"])
        #expect(try await office.entries().map(\.state) == ["failed"])
        office.advance(.days(30))
        #expect(try await office.outbox.deliverDue(limit: 10) == 0)
    }

    @Test(arguments: Engine.available)
    func aMailThatFailedOnceStillArrives(engine: Engine) async throws {
        let office = try await PostOffice(engine)
        try await office.enter("a")
        office.transport.fail(.temporary("450 busy"))
        try await office.outbox.deliverDue(limit: 10)
        office.transport.fail(nil)
        office.advance(.minutes(1))
        try await office.outbox.deliverDue(limit: 10)
        #expect(try await office.entries() == [.init(state: "sent", attempts: 2, bodyIsEmpty: true, failure: nil)])
    }

    @Test(arguments: Engine.available)
    func aPermanentFailureTellsStaffWithoutSayingWhoItIs(engine: Engine) async throws {
        let office = try await PostOffice(engine)
        try await office.enter("a", to: PersonID(7))
        office.transport.fail(.permanent("550 5.1.1 <anna@b.example>: mailbox ANNA of Anna Beispiel unknown"))
        try await office.outbox.deliverDue(limit: 10)
        #expect(try await office.notices() == ["550 5.1.1 … mailbox … of … unknown"])
        #expect(try await office.entries().map(\.failure) == ["550 5.1.1 … mailbox … of … unknown"])
        #expect(try await office.entries().map(\.state) == ["failed"])
    }

    @Test(arguments: Engine.available)
    func aMailThatCannotBeOpenedIsTriedAgainAndNotLost(engine: Engine) async throws {
        let office = try await PostOffice(engine)
        try await office.enter("a")
        office.makeUnreadable(true)
        try await office.outbox.deliverDue(limit: 10)
        #expect(
            try await office.entries() == [
                .init(
                    state: "waiting", attempts: 1, bodyIsEmpty: false, failure: "the mail cannot be opened: Unreadable")
            ])
        office.makeUnreadable(false)
        office.advance(.minutes(1))
        try await office.outbox.deliverDue(limit: 10)
        #expect(office.transport.delivered == ["a"])
    }

    @Test(arguments: Engine.available)
    func staffMaySendAgainWhatDidNotArrive(engine: Engine) async throws {
        let office = try await PostOffice(engine)
        try await office.enter("a", "b", to: PersonID(7))
        office.transport.fail(.permanent("550 no"))
        try await office.outbox.deliverDue(limit: 10)
        let outbox = office.outbox
        let failures = try await office.database.read { try outbox.failures(of: HouseID(1), on: $0) }
        let mail = try #require(failures.first)
        let now = Instant(seconds: 1_795_860_000)
        #expect(try await !office.database.write { try outbox.retryFailure(mail.id, of: HouseID(2), now: now, on: $0) })
        #expect(try await office.database.write { try outbox.retryFailure(mail.id, of: HouseID(1), now: now, on: $0) })
        #expect(try await !office.database.write { try outbox.retryFailure(mail.id, of: HouseID(1), now: now, on: $0) })
        office.transport.fail(nil)
        #expect(try await office.outbox.deliverDue(limit: 10) == 1)
        #expect(office.transport.delivered == ["a"])
        #expect(try await office.entries().map(\.state) == ["sent", "failed"])
    }

    @Test func noStatementWalksThroughAllMails() async throws {
        let office = try await PostOffice(.sqlite)
        try await office.enter("a", to: PersonID(7))
        let (outbox, now) = (office.outbox, Instant(seconds: 1_795_860_000))
        let scans = try await office.database.write { connection in
            let explaining = ExplainingConnection(connection)
            let attempt = try #require(try explaining.leaseMail(now: now))
            _ = try explaining.mailBody(of: attempt)
            _ = try explaining.settleMail(attempt, .failed("550"), now: now)
            _ = try outbox.failures(of: HouseID(1), on: explaining)
            _ = try outbox.retryFailure(attempt.id, of: HouseID(1), now: now, on: explaining)
            _ = try explaining.eraseMails(of: PersonID(7), now: now)
            _ = try explaining.erasedMailsToRemove(now: now, limit: 10)
            return explaining.scans
        }
        #expect(scans == [])
    }
}
