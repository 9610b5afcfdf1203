// SPDX-License-Identifier: EUPL-1.2

import Testing

@testable import Mail

@Suite struct SMTPServerTests {
    @Test(arguments: [
        ("smtp://mail.example", "smtp://mail.example", false),
        ("smtp://mail.example:2525/house.example?tls=required", "smtp://mail.example:2525/house.example", true),
        ("smtps://mail.example", "smtps://mail.example", true),
        ("smtp://u:p@mail.example", "smtp://mail.example", true),
        ("smtp://u:p@mail.example?tls=offered", "smtp://mail.example", false),
        ("smtp://u:p@127.0.0.1:25", "smtp://127.0.0.1:25", false),
        ("SMTP://u:p@[::1]:25", "smtp://[::1]:25", false),
    ])
    func aPasswordDoesNotTravelInTheOpenUnlessAsked(_ url: String, _ address: String, _ requiresTLS: Bool) throws {
        let server = try SMTPServer(url: url)
        #expect(server.address == address)
        #expect(server.requiresTLS == requiresTLS)
    }

    @Test func userAndPasswordAreDecodedAndNotShown() throws {
        let server = try SMTPServer(url: "smtps://post%40house.example:p%3A%2F%23%C3%A4@mail.example?ca=/etc/own.pem")
        #expect(server.user == "post@house.example")
        #expect(server.password == "p:/#ä")
        #expect(server.authoritiesFile == "/etc/own.pem")
        #expect("\(server)" == "smtps://mail.example")
    }

    @Test(arguments: [
        "", "smtp:", "smtp://", "smtp://u:geheim@", "smtp://u:geheim%ZZ@mail.example",
        "smtp://u:geheim%FF@mail.example",
        "smtp://u:ge heim@mail.example", "smtp://u:geheim@mail.example?tls=maybe",
        "smtp://u:geheim@mail.example?geheim=1",
        "http://u:geheim@mail.example", "file:", "file://", "imap://u:geheim@mail.example",
    ])
    func aURLThatCannotBeUsedIsRefusedWithoutRepeatingIt(_ url: String) throws {
        let failure = #expect(throws: MailURLFailure.self) { try mailTransport(url: url) }
        #expect(try !#require(failure).description.contains("geheim@"))
    }

    @Test func answersOfSeveralLinesAreOneAnswer() {
        var answer = SMTPAnswer()
        for line in [
            "250-mail.example\r\n", "250 STARTTLS\r\n", "550-5.1.1 No such\r\n", "550 5.1.1 mailbox\r\n", "221 Bye\r\n",
        ] {
            answer.add(Array(line.utf8))
        }
        #expect(answer.code == 550)
        #expect(answer.text == "550-5.1.1 No such 5.1.1 mailbox")
    }
}
