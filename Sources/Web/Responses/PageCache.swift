// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
package import Storage
import Synchronization

/// Counts, per house, how often its public data changed. Every commit that changes them says so (`Signal.publicData`);
/// on PostgreSQL the news reaches all nodes.
package final class PublicVersions: Sendable {
    private struct Counts {
        var platform: UInt64 = 0
        var total: UInt64 = 0
        var houses: [HouseID: UInt64] = [:]
    }

    private let counts = Mutex(Counts())

    package init() {}

    package func note(_ signals: Set<Signal>) {
        counts.withLock { counts in
            for case .publicData(let house) in signals {
                counts.total += 1
                if let house { counts.houses[house, default: 0] += 1 } else { counts.platform += 1 }
            }
        }
    }

    /// Changes whenever the public data of the house, or of the platform, do; without a house, whenever any do.
    func version(of house: HouseID?) -> UInt64 {
        counts.withLock { counts in
            guard let house else { return counts.total }
            return counts.platform << 32 | counts.houses[house, default: 0]
        }
    }
}

/// Finished answers to anonymous readers, by URL, language, minute and version of the public data.
final class PageCache: Sendable {
    struct Key: Hashable {
        let target: String
        let language: Language
        let minute: Int64
        let version: UInt64
    }

    struct Entry: Sendable {
        let status: HTTPResponse.Status
        let headers: HTTPFields
        let bytes: [UInt8]
    }

    private struct State {
        var entries: [Key: Entry] = [:]
        /// Hashes of the keys that were asked for once.
        var askedOnce: Set<Int> = []
        var size = 0
        var minute: Int64 = 0
    }

    private let state = Mutex(State())
    private let sizeLimit: Int

    init(sizeLimit: Int = 32 * 1024 * 1024) { self.sizeLimit = sizeLimit }

    func entry(_ key: Key) -> Entry? { state.withLock { $0.entries[key] } }

    /// Keeps an answer that is asked for the second time: one that nobody repeats – a link with a mark of its own, a
    /// guesser of queries – costs no memory and drives nothing out.
    func store(_ entry: Entry, for key: Key) {
        state.withLock { state in
            if state.minute != key.minute || state.size > sizeLimit || state.askedOnce.count > 100_000 {
                state = State()
                state.minute = key.minute
            }
            guard !state.askedOnce.insert(key.hashValue).inserted else { return }
            state.entries[key] = entry
            state.size += entry.bytes.count + 512
        }
    }
}
