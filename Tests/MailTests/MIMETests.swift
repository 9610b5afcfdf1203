// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Mail
import Testing

@Suite struct MIMETests {
    @Test func aMailWithTwoFormsIsAnAlternativeInSevenBits() throws {
        var message = try MailMessage.sample()
        message.text = "Grüße aus dem Lesecafé – mit Gebäck.\nZweite Zeile\r\nDritte\rVierte\n"
        let entity = try Entity(mime(message))
        #expect(entity.header("Content-Type")?.hasPrefix("multipart/alternative; boundary=") == true)
        #expect(entity.header("MIME-Version") == "1.0")
        #expect(
            entity.parts.map { $0.header("Content-Type") } == ["text/plain; charset=utf-8", "text/html; charset=utf-8"])
        #expect(entity.parts.allSatisfy { $0.header("Content-Transfer-Encoding") == "quoted-printable" })
        #expect(entity.parts[0].body.contains("Gr=C3=BC=C3=9Fe aus dem Lesecaf=C3=A9 =E2=80=93"))
        #expect(
            entity.parts[0].decodedText
                == "Grüße aus dem Lesecafé – mit Gebäck.\r\nZweite Zeile\r\nDritte\r\nVierte\r\n")
    }

    @Test func theHeadersSayWhoWhenAndWhichMail() throws {
        var message = try MailMessage.sample()
        message.replyTo = MailMessage.Mailbox(address: message.from.address)
        message.inReplyTo = "question@b.example"
        message.references = ["first@b.example", "question@b.example"]
        let entity = try Entity(mime(message))
        #expect(entity.header("From") == "LeipzigZimmer <post@house.example>")
        #expect(entity.header("To") == "Anna Beispiel <anna@b.example>")
        #expect(entity.header("Reply-To") == "post@house.example")
        #expect(entity.header("Date") == "Sat, 28 Nov 2026 10:00:00 +0000")
        #expect(entity.header("Message-Id") == "<booking-1@house.example>")
        #expect(entity.header("In-Reply-To") == "<question@b.example>")
        #expect(entity.header("References") == "<first@b.example> <question@b.example>")
        #expect(entity.header("Content-Language") == "de")
        #expect(entity.header("Auto-Submitted") == "auto-generated")
        #expect(entity.header("List-Unsubscribe") == nil)
    }

    @Test func aMailWrittenByAPersonIsNotCalledAutomatic() throws {
        var message = try MailMessage.sample()
        message.isAutomatic = false
        #expect(try Entity(mime(message)).header("Auto-Submitted") == nil)
    }

    @Test(arguments: [
        "Ihre Anmeldung: Größe zählt", "مكتبة الحي", "Räume " + String(repeating: "überall ", count: 40),
        String(repeating: "ä", count: 700), "😀 ✂️",
    ])
    func subjectsAndNamesInAnyScriptAreEncodedAsUTF8(_ words: String) throws {
        var message = try MailMessage.sample()
        message.subject = words
        message.to.name = words
        let bytes = try mime(message)
        let entity = try Entity(bytes)
        let wanted = words.trimmingCharacters(in: .whitespaces)
        #expect(try decodedWords(#require(entity.header("Subject"))) == wanted)
        #expect(
            try decodedWords(#require(entity.header("To"))).replacing("\"", with: "") == "\(wanted) <anna@b.example>")
        #expect(bytes.allSatisfy { $0 < 0x80 })
    }

    @Test(arguments: [
        "\r\nBcc: eve@x.example", "\nBcc: eve@x.example", "\rBcc: eve@x.example", "\u{2028}Bcc: eve@x.example\0",
    ])
    func whatPeopleTypedNeverStartsAHeader(_ injected: String) throws {
        var message = try MailMessage.sample()
        message.subject += injected
        message.from.name? += injected
        message.to.name? += injected
        message.replyTo = MailMessage.Mailbox(name: "Haus" + injected, address: message.from.address)
        message.attachments = [
            .init(fileName: "plan" + injected + ".pdf", contentType: "application/pdf", data: Data("x".utf8))
        ]
        let bytes = try mime(message)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.split(separator: "\r\n").allSatisfy { !$0.lowercased().hasPrefix("bcc") })
        #expect(try Entity(bytes).header("Bcc") == nil)
        #expect(decodedWords(try #require(try Entity(bytes).header("Subject"))).hasPrefix("Ihr Raum "))
    }

    @Test func theProgramsOwnFieldsAreRefusedWhenMalformed() throws {
        let changes: [(String, (inout MailMessage) -> Void)] = [
            ("messageID", { $0.messageID = "a@b\r\nBcc: eve@x.example" }),
            ("messageID", { $0.messageID = "without-at" }),
            ("inReplyTo", { $0.inReplyTo = "<a@b>" }),
            ("references", { $0.references = ["a@b", "c d@e"] }),
            ("listUnsubscribe", { $0.listUnsubscribe = "https://h.example/x\r\nBcc:eve@x.example" }),
            ("listUnsubscribe", { $0.listUnsubscribe = "javascript:alert(1)" }),
            ("contentType", { $0.attachments = [.init(fileName: "x", contentType: "pdf", data: Data())] }),
            ("contentType", { $0.attachments = [.init(fileName: "x", contentType: "a/b\r\nX: y", data: Data())] }),
        ]
        for (field, change) in changes {
            var message = try MailMessage.sample()
            change(&message)
            #expect(throws: MIMEFailure.unusable(field: field)) { try mime(message) }
        }
    }

    @Test func noLineIsLongerThanTheStandardAllows() throws {
        var message = try MailMessage.sample()
        let long = String(repeating: "x", count: 5_000)
        message.text = long + "\n.\n..\nFrom here\n" + String(repeating: "ü ", count: 3_000)
        message.html = "<p>\(long)</p>"
        message.subject = long
        message.to.name = String(repeating: "Ä", count: 500)
        message.references = (0..<40).map { "reference-number-\($0)-of-a-long-conversation@house.example" }
        message.attachments = [.init(fileName: long, contentType: "text/csv", data: Data(long.utf8))]
        let bytes = try mime(message)
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n", omittingEmptySubsequences: false)
        #expect(lines.allSatisfy { $0.utf8.count <= 998 && !$0.utf8.contains(13) && !$0.utf8.contains(10) })
        let text = try #require(try Entity(bytes).parts.first?.parts.first?.decodedText)
        #expect(text.hasPrefix(long + "\r\n.\r\n..\r\nFrom here\r\n"))
    }

    @Test func aSubscriptionEndsAtOnePost() throws {
        var message = try MailMessage.sample()
        let address = "https://house.example/rundschreiben/abmelden/" + String(repeating: "0123456789abcdef", count: 12)
        message.listUnsubscribe = address
        let entity = try Entity(mime(message))
        #expect(entity.header("List-Unsubscribe") == "<\(address)>")
        #expect(entity.header("List-Unsubscribe-Post") == "List-Unsubscribe=One-Click")
        message.listUnsubscribe = "http://127.0.0.1:8080/abmelden"
        #expect(try Entity(mime(message)).header("List-Unsubscribe-Post") == nil)
        message.listUnsubscribe = "https://house.example/" + String(repeating: "x", count: 1_000)
        #expect(throws: MIMEFailure.lineTooLong) { try mime(message) }
    }

    @Test func anInvitationIsAThirdFormAndAFileStandsBeside() throws {
        var message = try MailMessage.sample()
        let calendar = Data("BEGIN:VCALENDAR\r\nSUMMARY:Lesung für alle\r\nEND:VCALENDAR\r\n".utf8)
        message.attachments = [
            .init(fileName: "plan – Größe.pdf", contentType: "application/pdf", data: Data([0, 13, 10, 255])),
            .init(
                fileName: "", contentType: "text/calendar; method=REQUEST; charset=utf-8", data: calendar,
                place: .alternative),
        ]
        let entity = try Entity(mime(message))
        #expect(entity.header("Content-Type")?.hasPrefix("multipart/mixed") == true)
        #expect(entity.parts.count == 2)
        let forms = try #require(entity.parts.first).parts
        #expect(
            forms.compactMap { $0.header("Content-Type") }.map { $0.prefix { $0 != ";" } } == [
                "text/plain", "text/html", "text/calendar",
            ])
        #expect(forms[2].header("Content-Type") == "text/calendar; method=REQUEST; charset=utf-8")
        #expect(forms[2].decodedData == calendar)
        #expect(entity.parts[1].decodedData == Data([0, 13, 10, 255]))
        #expect(entity.parts[1].header("Content-Disposition")?.hasPrefix("attachment; filename*=") == true)
    }

    @Test func aMailOfOneFormIsNoMultipart() throws {
        var message = try MailMessage.sample()
        message.html = nil
        #expect(try Entity(mime(message)).header("Content-Type") == "text/plain; charset=utf-8")
    }

    @Test func controlCharactersAreDroppedFromTheText() throws {
        var message = try MailMessage.sample()
        message.html = nil
        message.text = "a\0b\u{1B}[31mc\td\n"
        #expect(try Entity(mime(message)).decodedText == "ab[31mc\td\r\n")
    }
}
