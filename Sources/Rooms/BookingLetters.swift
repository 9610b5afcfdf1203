// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Mail
import Storage
import Web

/// What organisers are told by mail, each in the transaction that makes it true.
struct BookingLetters: Sendable {
    let letters: Letters
    let ports: RoomsPorts

    /// A new booking: the link to confirm it, or word that it is requested or holds.
    func booked(
        _ booking: Booking, in room: FurnishedRoom, of house: HouseFrame, token: SecretToken,
        on connection: any Connection
    ) throws {
        switch booking.state {
        case .unconfirmed:
            try post(
                "confirm", booking, room, house, token, .mailConfirmSubject, .mailConfirmLead, .mailConfirmAction,
                on: connection)
        case .requested:
            try post(
                "requested", booking, room, house, token, .mailRequestedSubject, .mailRequestedLead, .mailOwnAction,
                on: connection)
        default:
            try post(
                "confirmed", booking, room, house, token, .mailConfirmedSubject, .mailConfirmedLead, .mailOwnAction,
                on: connection)
        }
    }

    /// Holds now – or, with approval, is requested now.
    func confirmed(
        _ booking: Booking, in room: FurnishedRoom, of house: HouseFrame, on connection: any Connection
    ) throws {
        if booking.state == .requested {
            try again(
                "requested", booking, room, house, .mailRequestedSubject, .mailRequestedLead, on: connection)
        } else {
            try again(
                "confirmed", booking, room, house, .mailConfirmedSubject, .mailConfirmedLead, on: connection)
        }
    }

    func moved(
        _ booking: Booking, in room: FurnishedRoom, of house: HouseFrame, on connection: any Connection
    ) throws {
        let lead: TextKey = booking.state == .requested ? .mailMovedRequestedLead : .mailMovedLead
        try again("moved-\(booking.sequence)", booking, room, house, .mailMovedSubject, lead, on: connection)
    }

    func declined(
        _ booking: Booking, in room: FurnishedRoom, of house: HouseFrame, on connection: any Connection
    ) throws {
        try again("declined", booking, room, house, .mailDeclinedSubject, .mailDeclinedLead, on: connection)
    }

    func cancelled(
        _ booking: Booking, in room: FurnishedRoom, of house: HouseFrame, byStaff: Bool, on connection: any Connection
    ) throws {
        try again(
            "cancelled", booking, room, house, .mailCancelledSubject,
            byStaff ? .mailWithdrawnLead : .mailCancelledLead, on: connection)
    }

    private func again(
        _ occasion: String, _ booking: Booking, _ room: FurnishedRoom, _ house: HouseFrame, _ subject: TextKey,
        _ lead: TextKey, on connection: any Connection
    ) throws {
        guard let sealed = try BookingStore().sealedToken(of: booking.id, on: connection),
            try ports.contact(booking.organiser, connection) != nil,
            let token = SecretToken(
                String(decoding: try ports.open(sealed, booking.organiser, connection), as: UTF8.self))
        else { return }
        try post(occasion, booking, room, house, token, subject, lead, .mailOwnAction, on: connection)
    }

    private func post(
        _ occasion: String, _ booking: Booking, _ room: FurnishedRoom, _ house: HouseFrame, _ token: SecretToken,
        _ subject: TextKey, _ lead: TextKey, _ action: TextKey, on connection: any Connection
    ) throws {
        guard let contact = try ports.contact(booking.organiser, connection), let address = contact.email,
            let period = booking.period
        else { return }
        let slots: Slots = [
            "title": "\(booking.title)", "room": room.room.name.html(for: booking.language),
            "house": house.name.html(for: booking.language),
            "until": booking.expiresAt.map { "\(text: .moment($0, zone: house.zone))" } ?? "",
        ]
        var facts: [(label: HTML, value: HTML)] = [
            ("\(text: .what)", "\(booking.title)"), ("\(text: .when)", "\(period: period, zone: house.zone)"),
            ("\(text: .place)", room.room.name.html(for: booking.language)),
        ]
        if let reason = booking.reason { facts.append(("\(text: .reason)", "\(reason)")) }
        let url = letters.url(RoomsLinks(house: house).own(token))
        var blocks: [MailText.Block] = [.paragraph("\(text: lead, slots)"), .facts(facts)]
        if booking.state.holdsTime {
            blocks.append(.action(label: "\(text: action)", url: url))
            blocks.append(.small("\(text: .mailKeepPrivate)"))
        }
        try letters.post(
            Letter(subject: TextUse(subject, slots), blocks: blocks),
            to: Recipient(
                person: booking.organiser, name: contact.name, address: address, language: booking.language),
            from: house, key: "booking-\(booking.id)-\(occasion)", on: connection)
    }
}
