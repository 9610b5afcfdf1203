// SPDX-License-Identifier: EUPL-1.2

import Kernel

/// How processes on one database tell each other of commits: `NOTIFY` in the transaction. A payload is the sender's
/// mark and the id of the house whose public data changed, `0` for the platform's.
struct PostgresBroadcast {
    private static let channel = "stadtzimmer_public_data"

    /// Marks this process, so that it does not hear itself.
    private let sender = String(UInt64.random(in: .min ... .max), radix: 36)

    var listenCommand: String { "LISTEN \(Self.channel)" }

    /// To be carried out right before COMMIT; nothing when no other process needs to know.
    func commands(for signals: Set<Signal>) -> String {
        signals.compactMap { signal -> String? in
            guard case .publicData(let house) = signal else { return nil }
            return "NOTIFY \(Self.channel), '\(sender) \(house?.value ?? 0)'; "
        }.joined()
    }

    /// What another process signalled; `nil` when it was this one.
    func signal(from payload: String) -> Signal? {
        let parts = payload.split(separator: " ")
        guard parts.count == 2, parts[0] != sender, let house = Int64(parts[1]) else { return nil }
        return .publicData(house == 0 ? nil : HouseID(house))
    }
}
