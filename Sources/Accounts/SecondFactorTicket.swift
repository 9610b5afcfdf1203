// SPDX-License-Identifier: EUPL-1.2

import Kernel

import struct Foundation.Data
import class Foundation.JSONDecoder
import class Foundation.JSONEncoder

/// Says that somebody has proved the first of two factors. It travels in the form for the second, sealed by the server;
/// a code opens once, so that the ticket may come more than once.
struct SecondFactorTicket: Sendable, Codable {
    private let purpose: String
    private let personID: Int64
    private let expiresAtSeconds: Int64

    private static let purpose = "second-factor"

    init(_ person: PersonID, now: Instant) {
        purpose = Self.purpose
        personID = person.value
        expiresAtSeconds = (now + SignInRules.ticketLife).seconds
    }

    /// `nil` when this server did not make it.
    init?(_ text: String, _ vault: Vault) {
        guard let sealed = text.hexadecimalBytes, let plain = try? vault.open(Data(sealed)),
            let ticket = try? JSONDecoder().decode(Self.self, from: plain), ticket.purpose == Self.purpose
        else { return nil }
        self = ticket
    }

    func text(_ vault: Vault) throws -> String { try vault.seal(JSONEncoder().encode(self)).hexadecimal }

    /// Who it was; `nil` when it is too old.
    func person(now: Instant) -> PersonID? {
        now < Instant(seconds: expiresAtSeconds) ? PersonID(personID) : nil
    }
}
