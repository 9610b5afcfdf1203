// SPDX-License-Identifier: EUPL-1.2

import Dispatch
import Kernel
import Synchronization

/// Hands each mail to a mail server. Mails go one after another over one connection, which is kept for the next.
package final class SMTPTransport: MailTransport {
    private let session: Mutex<SMTPSession>
    private let queue = DispatchQueue(label: "mail.smtp")

    init(server: SMTPServer) { session = Mutex(SMTPSession(server: server)) }

    package func deliver(_ message: MailMessage, id: Int64) async throws(DeliveryFailure) {
        try await queue.carryOut { [self] () throws(DeliveryFailure) in
            let bytes = try message.bytes()
            try session.withLock { session throws(DeliveryFailure) in
                try session.send(bytes, from: message.from.address, to: message.to.address)
            }
        }
    }

    /// What a mail server has taken cannot be called back.
    package func remove(id: Int64) async throws(DeliveryFailure) {}
}
