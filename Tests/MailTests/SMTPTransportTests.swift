// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Mail
import Testing

@Suite struct SMTPTransportTests {
    @Test func aMailIsHandedOverWithItsDotsStuffed() async throws {
        let server = try ScriptedMailServer()
        let transport = try mailTransport(url: "smtp://127.0.0.1:\(server.port)/house.example")
        var message = try MailMessage.sample()
        message.html = nil
        message.text = ".\n..\nEnde\n"
        try await transport.deliver(message, id: 1)
        #expect(server.lines.contains("EHLO house.example"))
        #expect(server.lines.contains { $0.hasPrefix("MAIL FROM:<post@house.example>") })
        #expect(server.lines.contains("RCPT TO:<anna@b.example>"))
        #expect(server.lines.contains("Message-Id: <booking-1@house.example>"))
        let body = server.lines.split(separator: "").last ?? []
        #expect(body.prefix(4) == ["..", "...", "Ende", "."])
    }

    @Test func theNextMailTakesTheSameConnection() async throws {
        let server = try ScriptedMailServer()
        let transport = try mailTransport(url: "smtp://127.0.0.1:\(server.port)")
        try await transport.deliver(.sample("a@house.example"), id: 1)
        try await transport.deliver(.sample("b@house.example"), id: 2)
        #expect(server.lines.count { $0.hasPrefix("EHLO") } == 1)
        #expect(server.lines.count { $0.hasPrefix("MAIL") } == 2)
    }

    @Test(arguments: [
        ("RCPT", "550 5.1.1 no such user", false), ("RCPT", "451 4.7.1 come back", true),
        ("MAIL", "550 5.7.1 not you", false), ("MAIL", "530 5.7.0 sign in first", true),
        ("DATA", "554 5.5.1 no", false), ("DATA.", "554 5.7.1 spam", false), ("DATA.", "452 4.2.2 mailbox full", true),
        ("", "554 no service here", true), ("", "421 busy", true),
    ])
    func theServersAnswerDecides(_ command: String, _ answer: String, _ isTemporary: Bool) async throws {
        let server = try ScriptedMailServer { line in
            line == command || line.hasPrefix(command + " ") ? answer : nil
        }
        let transport = try mailTransport(url: "smtp://127.0.0.1:\(server.port)")
        let message = try MailMessage.sample()
        let failure = try #require(await deliveryFailure { try await transport.deliver(message, id: 1) })
        #expect(failure.isTemporary == isTemporary)
        #expect("\(failure)".contains(answer))
    }

    @Test func aRefusalDoesNotSpoilTheNextMail() async throws {
        let server = try ScriptedMailServer { $0.hasPrefix("RCPT TO:<unknown") ? "550 no such user" : nil }
        let transport = try mailTransport(url: "smtp://127.0.0.1:\(server.port)")
        let unknown = try MailMessage.sample(to: "unknown@b.example")
        let failure = await deliveryFailure { try await transport.deliver(unknown, id: 1) }
        #expect(failure == .permanent("550 no such user"))
        try await transport.deliver(.sample(), id: 2)
        #expect(server.lines.contains("RCPT TO:<anna@b.example>"))
    }

    @Test(arguments: ["?tls=required", "?ca=/nonexistent.pem&tls=required"])
    func withoutTheTLSThatIsRequiredNothingIsSent(_ options: String) async throws {
        let server = try ScriptedMailServer()
        let transport = try mailTransport(url: "smtp://127.0.0.1:\(server.port)\(options)")
        let message = try MailMessage.sample()
        let failure = await deliveryFailure { try await transport.deliver(message, id: 1) }
        #expect(failure?.isTemporary == true)
        #expect(!server.lines.contains { $0.hasPrefix("MAIL") })
    }

    @Test func anUnreachableServerIsWorthAnotherTry() async throws {
        var server: ScriptedMailServer? = try ScriptedMailServer()
        let port = try #require(server?.port)
        server = nil
        let transport = try mailTransport(url: "smtp://user:geheim@127.0.0.1:\(port)")
        let message = try MailMessage.sample()
        let failure = try #require(await deliveryFailure { try await transport.deliver(message, id: 1) })
        #expect(failure.isTemporary)
        #expect(!"\(failure)".contains("geheim"))
    }
}
