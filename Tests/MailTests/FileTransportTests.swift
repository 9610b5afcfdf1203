// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Mail
import Testing

@Suite struct FileTransportTests {
    @Test func aMailBecomesAFileThatOnlyTheServerReads() async throws {
        let home = try TemporaryDirectory()
        let transport = try mailTransport(url: "file:" + home.path("a/mail"))
        let message = try MailMessage.sample()
        try await transport.deliver(message, id: 7)
        #expect(try permissions(home.path("a/mail")) == 0o700)
        #expect(try permissions(home.path("a/mail/7.eml")) == 0o600)
        let entity = try Entity([UInt8](Data(contentsOf: URL(filePath: home.path("a/mail/7.eml")))))
        #expect(entity.header("Subject") == "Ihr Raum")
        #expect(try FileManager.default.contentsOfDirectory(atPath: home.path("a/mail")) == ["7.eml"])
    }

    @Test func aMailThatComesTwiceReplacesItself() async throws {
        let home = try TemporaryDirectory()
        let transport = FileTransport(directory: home.path("mail"))
        var message = try MailMessage.sample()
        try await transport.deliver(message, id: 1)
        message.subject = "Neu"
        try await transport.deliver(message, id: 1)
        let entity = try Entity([UInt8](Data(contentsOf: URL(filePath: home.path("mail/1.eml")))))
        #expect(entity.header("Subject") == "Neu")
    }

    @Test func removingTakesTheCopyAndWhatACrashLeft() async throws {
        let home = try TemporaryDirectory()
        let transport = FileTransport(directory: home.path("mail"))
        try await transport.deliver(.sample(), id: 1)
        try await transport.deliver(.sample("other@house.example"), id: 2)
        try Data("half".utf8).write(to: URL(filePath: home.path("mail/.1.eml")))
        try await transport.remove(id: 1)
        try await transport.remove(id: 1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: home.path("mail")) == ["2.eml"])
    }

    @Test func aDirectoryThatCannotBeMadeIsWorthAnotherTry() async throws {
        let home = try TemporaryDirectory()
        try Data().write(to: URL(filePath: home.path("taken")))
        let transport = FileTransport(directory: home.path("taken/mail"))
        let message = try MailMessage.sample()
        let failure = await deliveryFailure { try await transport.deliver(message, id: 1) }
        #expect(failure?.isTemporary == true)
    }

    @Test func aMailThatCannotBeWrittenNeverWillBe() async throws {
        let home = try TemporaryDirectory()
        var message = try MailMessage.sample()
        message.messageID = "no id"
        let transport = FileTransport(directory: home.path("mail"))
        let failure = await deliveryFailure { [message] in try await transport.deliver(message, id: 1) }
        #expect(failure?.isTemporary == false)
    }

    private func permissions(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
}
