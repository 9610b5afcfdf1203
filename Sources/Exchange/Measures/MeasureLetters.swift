// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Mail
import Storage
import Web

/// What libraries and those who ask them are told by mail, each in the transaction that makes it true.
struct MeasureLetters: Sendable {
    let letters: Letters
    let ports: ExchangePorts

    private typealias Fact = (label: HTML, value: HTML)

    /// Whoever did it first learns that somebody did it too.
    func adapted(_ measure: Measure, _ adaptation: Adaptation, on connection: any Connection) throws {
        let slots: Slots = [
            "title": "\(measure.content.title)", "library": try name(adaptation.library, on: connection),
        ]
        let content = adaptation.content
        let words: [Fact] = [
            content.changes.map { ("\(text: .shownChanges)", "\($0)") },
            content.result.map { ("\(text: .shownResult)", "\($0)") },
        ].compactMap(\.self)
        try post(
            to: measure.library, key: "adaptation-\(adaptation.id)", .mailAdaptedSubject, .mailAdaptedLead, slots,
            facts: { language in
                EffortFigure.allCases.compactMap { figure in
                    content.effort[figure].map {
                        ("\(text: figure.plainTitle)", Amount($0, figure).html(language))
                    }
                } + words
            }, action: .mailSeeMeasure, NetworkLinks.measure(measure.id), on: connection)
    }

    /// A question at one's measure.
    func asked(
        _ text: String, _ question: ID<Question.Mark>, at measure: Measure, by library: OrganisationID,
        on connection: any Connection
    ) throws {
        try post(
            to: measure.library, key: "measure-question-\(question)", .mailAskedSubject, .mailAskedLead,
            ["title": "\(measure.content.title)", "library": try name(library, on: connection)],
            facts: { _ in [("\(text: .measureQuestion)", "\(text)")] }, action: .mailAnswerQuestion,
            NetworkLinks.measure(measure.id), on: connection)
    }

    /// An answer, to whoever asked.
    func answered(
        _ question: Question, _ text: String, number: Int64, at measure: Measure, by library: OrganisationID,
        on connection: any Connection
    ) throws {
        guard let person = question.person, library != question.library,
            let contact = try ports.contact(person, connection), let address = contact.email
        else { return }
        let slots: Slots = ["title": "\(measure.content.title)", "library": try name(library, on: connection)]
        let letter = letter(
            .mailAnsweredSubject, .mailAnsweredLead, slots, facts: [("\(text: .measureAnswer)", "\(text)")],
            action: .mailSeeMeasure, NetworkLinks.measure(measure.id))
        try letters.post(
            letter,
            to: Recipient(person: person, name: contact.name, address: address, language: contact.language),
            from: ports.network(connection), key: "measure-answer-\(number)", on: connection)
    }

    /// A guest who wants to know more proves that the address is theirs.
    func confirmInquiry(
        _ id: ID<Inquiry.Mark>, _ token: SecretToken, to asker: Correspondent, person: PersonID,
        about measure: Measure, on connection: any Connection
    ) throws {
        guard let address = asker.email else { return }
        let slots: Slots = ["title": "\(measure.content.title)", "library": try name(measure.library, on: connection)]
        try letters.post(
            letter(
                .mailConfirmInquirySubject, .mailConfirmInquiryLead, slots, action: .mailConfirmInquiryAction,
                NetworkLinks.inquiry(token)),
            to: Recipient(person: person, name: asker.name, address: address, language: asker.language),
            from: ports.network(connection), key: "measure-inquiry-\(id)-confirm", on: connection)
    }

    /// The library is told who wants to know what; an answer by mail reaches the asker only if they want that.
    func inquired(
        _ inquiry: Inquiry, _ words: Inquiry.Sealed, about measure: Measure, on connection: any Connection
    ) throws {
        let address = inquiry.passesAddress ? try ports.contact(inquiry.person, connection)?.email : nil
        let slots: Slots = ["title": "\(measure.content.title)", "name": "\(words.name)"]
        var facts: [Fact] = [("\(text: .inquiryName)", "\(words.name)")]
        if let from = words.from { facts.append(("\(text: .inquiryFrom)", "\(from)")) }
        facts.append(("\(text: .inquiryText)", "\(words.text)"))
        try post(
            to: inquiry.library, key: "measure-inquiry-\(inquiry.id)", .mailInquiredSubject,
            address == nil ? .mailInquiredLead : .mailInquiredLeadWithAddress, slots, facts: { _ in facts },
            action: .mailInquiredAction, NetworkLinks.answerInquiry(inquiry.id),
            replyTo: address.map { MailMessage.Mailbox(name: words.name, address: $0) }, on: connection)
    }

    /// The asker learns that the library has answered.
    func inquiryAnswered(
        _ inquiry: Inquiry, _ words: Inquiry.Sealed, _ answer: String, about measure: Measure,
        on connection: any Connection
    ) throws {
        guard let contact = try ports.contact(inquiry.person, connection), let address = contact.email,
            let token = SecretToken(words.token)
        else { return }
        let slots: Slots = ["title": "\(measure.content.title)", "library": try name(inquiry.library, on: connection)]
        try letters.post(
            letter(
                .mailInquiryAnsweredSubject, .mailInquiryAnsweredLead, slots,
                facts: [("\(text: .measureAnswer)", "\(answer)")], action: .mailInquiryAnsweredAction,
                NetworkLinks.inquiry(token)),
            to: Recipient(person: inquiry.person, name: words.name, address: address, language: inquiry.language),
            from: ports.network(connection), key: "measure-inquiry-\(inquiry.id)-answer", on: connection)
    }

    private func post(
        to library: OrganisationID, key: String, _ subject: TextKey, _ lead: TextKey, _ slots: Slots,
        facts: (Language) -> [Fact], action: TextKey, _ link: Link,
        replyTo: MailMessage.Mailbox? = nil, on connection: any Connection
    ) throws {
        let network = try ports.network(connection)
        for (index, recipient) in try ports.recipients(library, connection).enumerated() {
            let whom = recipient.person.map { "person-\($0)" } ?? "address-\(index)"
            var letter = letter(
                subject, lead, slots, facts: facts(recipient.language), action: action, link)
            letter.replyTo = replyTo
            try letters.post(letter, to: recipient, from: network, key: "\(key)-\(whom)", on: connection)
        }
    }

    private func letter(
        _ subject: TextKey, _ lead: TextKey, _ slots: Slots, facts: [Fact] = [],
        action: TextKey, _ link: Link
    ) -> Letter {
        var blocks: [MailText.Block] = [.paragraph("\(text: lead, slots)")]
        if !facts.isEmpty { blocks.append(.facts(facts)) }
        blocks.append(.action(label: "\(text: action)", url: letters.url(link)))
        return Letter(subject: TextUse(subject, slots), blocks: blocks)
    }

    private func name(_ library: OrganisationID, on connection: any Connection) throws -> HTML {
        try ports.libraries([library], connection)[library].map { "\($0.name)" } ?? "\(text: .formerLibrary)"
    }
}
