// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Mail
import TestSupport
import Testing

@Suite struct MailErasureTests {
    private let anna = PersonID(7)
    private let berta = PersonID(8)

    @Test(arguments: Engine.available)
    func whatWaitsForAnErasedPersonIsEmptiedAndNeverSent(engine: Engine) async throws {
        let office = try await PostOffice(engine)
        try await office.enter("a", to: anna)
        try await office.enter("b", to: berta)
        try await office.erase(anna)
        #expect(try await office.entries().map(\.state) == ["erased", "waiting"])
        #expect(try await office.entries().map(\.bodyIsEmpty) == [true, false])
        try await office.outbox.deliverDue(limit: 10)
        #expect(office.transport.delivered == ["b"])
        #expect(office.transport.removed == [])
    }

    @Test(arguments: Engine.available)
    func deliveredCopiesGoWithThePerson(engine: Engine) async throws {
        let home = try TemporaryDirectory()
        let office = try await PostOffice(engine)
        let outbox = office.outbox(over: FileTransport(directory: home.path("mail")))
        try await office.enter("a", "c", to: anna)
        try await office.enter("b", to: berta)
        try await outbox.deliverDue(limit: 10)
        try await office.enter("d", to: anna)
        #expect(try await office.deliveredIDs(of: anna) == [1, 2])
        try await office.erase(anna)
        try await outbox.deliverDue(limit: 10)
        #expect(try FileManager.default.contentsOfDirectory(atPath: home.path("mail")) == ["3.eml"])
        #expect(try await office.entries().map(\.state) == ["erased", "erased", "sent", "erased"])
    }

    @Test(arguments: Engine.available)
    func aCopyThatCannotBeRemovedNowIsRemovedLater(engine: Engine) async throws {
        let office = try await PostOffice(engine)
        try await office.enter("a", to: anna)
        try await office.outbox.deliverDue(limit: 10)
        try await office.erase(anna)
        office.transport.fail(.temporary("disk"))
        try await office.outbox.deliverDue(limit: 10)
        office.transport.fail(nil)
        try await office.outbox.deliverDue(limit: 10)
        try await office.outbox.deliverDue(limit: 10)
        #expect(office.transport.removed == [1])
    }

    @Test(arguments: Engine.available)
    func aPersonErasedInTheMidstOfADeliveryLeavesNoCopy(engine: Engine) async throws {
        let office = try await PostOffice(engine)
        try await office.enter("a", to: anna)
        office.transport.meanwhile { try await office.erase(PersonID(7)) }
        try await office.outbox.deliverDue(limit: 10)
        #expect(office.transport.delivered == ["a"])
        #expect(office.transport.removed == [1])
        #expect(try await office.entries() == [.init(state: "erased", attempts: 1, bodyIsEmpty: true, failure: nil)])
    }

    @Test(arguments: Engine.available)
    func aMailThatOnlyAnErasedPersonsKeyOpensIsErasedToo(engine: Engine) async throws {
        let office = try await PostOffice(engine)
        try await office.enter("a", to: anna)
        office.forget(anna)
        try await office.outbox.deliverDue(limit: 10)
        #expect(try await office.entries() == [.init(state: "erased", attempts: 1, bodyIsEmpty: true, failure: nil)])
        #expect(try await office.notices() == [])
    }

    @Test(arguments: Engine.available)
    func reasonsOfFailuresAreErasedAsWell(engine: Engine) async throws {
        let office = try await PostOffice(engine)
        try await office.enter("a", to: anna)
        office.transport.fail(.permanent("550 unknown"))
        try await office.outbox.deliverDue(limit: 10)
        try await office.erase(anna)
        #expect(try await office.entries() == [.init(state: "erased", attempts: 1, bodyIsEmpty: true, failure: nil)])
    }
}
