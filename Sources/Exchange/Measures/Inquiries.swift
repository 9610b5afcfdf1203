// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Storage
import Web

extension Measures {
    /// How long a guest has to confirm.
    static let confirmWithin: Span = .days(3)

    /// Asks the library. A guest's letter waits until the address is proved to be theirs.
    func inquire(
        _ wish: InquiryWish, about measure: Measure, by visitor: PersonID?, language: Language, now: Instant,
        on connection: any Connection
    ) throws {
        let asker = Correspondent(name: wish.name, email: wish.email, language: language)
        let person = try visitor ?? ports.enterPerson(asker, connection)
        let token = SecretToken.random()
        let words = Inquiry.Sealed(name: wish.name, from: wish.from, text: wish.text, token: token.text)
        let id = try inquiries.add(
            to: measure, by: person, language: language, state: visitor == nil ? .unconfirmed : .sent, token: token,
            sealed: ports.seal(JSONEncoder().encode(words), person, connection), passesAddress: wish.passesAddress,
            now: now, on: connection)
        if visitor == nil {
            try letters.confirmInquiry(id, token, to: asker, person: person, about: measure, on: connection)
        } else if let inquiry = try inquiries.inquiry(id, on: connection) {
            try letters.inquired(inquiry, words, about: measure, on: connection)
        }
    }

    /// The asker reads mail at the address they gave: now the library is told. A second time changes nothing.
    func confirmInquiry(_ token: SecretToken, now: Instant, on connection: any Connection) throws {
        guard let inquiry = try inquiries.inquiry(token: token, on: connection),
            let measure = try store.published(inquiry.measure, on: connection)
        else { throw Rejection(.missing, .inquiryUnknown) }
        guard try inquiries.confirm(inquiry.id, on: connection) else { return }
        try ports.confirmPerson(inquiry.person, now, connection)
        try letters.inquired(inquiry, words(of: inquiry, on: connection), about: measure, on: connection)
    }

    /// The library answers; the asker is told.
    func answer(_ inquiry: Inquiry, _ text: String, now: Instant, on connection: any Connection) throws {
        guard let measure = try store.published(inquiry.measure, on: connection),
            try inquiries.answer(inquiry.id, text, now: now, on: connection)
        else { throw Rejection(.conflict, .inquiryIsAnswered) }
        try letters.inquiryAnswered(
            inquiry, words(of: inquiry, on: connection), text, about: measure, on: connection)
    }

    func words(of inquiry: Inquiry, on connection: any Connection) throws -> Inquiry.Sealed {
        try JSONDecoder().decode(
            Inquiry.Sealed.self, from: ports.open(inquiry.sealed, inquiry.person, connection))
    }
}
