// SPDX-License-Identifier: EUPL-1.2

import Synchronization

/// Whom to tell of commits.
final class CommitHandlers: Sendable {
    private let list = Mutex<[@Sendable (Set<Signal>) -> Void]>([])

    func add(_ handler: @escaping @Sendable (Set<Signal>) -> Void) { list.withLock { $0.append(handler) } }

    func announce(_ signals: Set<Signal>) {
        guard !signals.isEmpty else { return }
        for handler in list.withLock({ $0 }) { handler(signals) }
    }
}
