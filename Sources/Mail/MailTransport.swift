// SPDX-License-Identifier: EUPL-1.2

import Dispatch
import Foundation
import Kernel

/// Carries mails away.
package protocol MailTransport: Sendable {
    /// Returns when the mail is in other hands. `id` is the mail's id in the outbox; a mail that comes twice with one
    /// id replaces itself wherever the transport can.
    func deliver(_ message: MailMessage, id: Int64) async throws(DeliveryFailure)

    /// Takes back the delivered copies that are still in reach, so that an erased person leaves no trace in them.
    func remove(id: Int64) async throws(DeliveryFailure)
}

/// Why a mail was not delivered. The words may name the address, so they are not for logs.
package enum DeliveryFailure: Error, Sendable, Equatable {
    /// Worth another try: network, 4xx, a full disk, the server's own sign-in.
    case temporary(String)
    /// Will fail for ever: a bad address, 5xx.
    case permanent(String)
}

/// A mail URL that cannot be used. The words do not repeat it, for it may hold a password.
package struct MailURLFailure: Error, Sendable, Equatable, CustomStringConvertible {
    package let description: String
}

/// The transport that a URL names: `smtp://`, `smtps://` (see `SMTPServer`) or `file:DIR`.
package func mailTransport(url: String) throws(MailURLFailure) -> any MailTransport {
    guard let scheme = url.split(separator: ":", maxSplits: 1).first?.lowercased() else {
        throw MailURLFailure(description: "the mail URL is empty")
    }
    switch scheme {
    case "file":
        let path = url.dropFirst("file:".count)
        let directory = path.hasPrefix("//") ? path.dropFirst(2) : path
        guard !directory.isEmpty else { throw MailURLFailure(description: "the mail URL names no directory") }
        return FileTransport(directory: String(directory))
    case "smtp", "smtps": return SMTPTransport(server: try SMTPServer(url: url))
    default: throw MailURLFailure(description: "the mail URL begins neither with smtp:, smtps: nor file:")
    }
}

extension DispatchQueue {
    /// Carries out work that blocks, away from the cooperative threads.
    func carryOut(_ work: @escaping @Sendable () throws(DeliveryFailure) -> Void) async throws(DeliveryFailure) {
        let result = await withCheckedContinuation { continuation in
            async { continuation.resume(returning: Result(catching: work)) }
        }
        try result.get()
    }
}

extension MailMessage {
    /// The bytes to hand over; a mail that cannot be written will never be.
    func bytes() throws(DeliveryFailure) -> [UInt8] {
        do {
            return try mime(self)
        } catch {
            throw .permanent("the mail cannot be written: \(error)")
        }
    }
}
