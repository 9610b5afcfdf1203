// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Storage
import Synchronization
package import Web

/// What every page needs to know of the houses, kept in memory until a commit changes it.
package final class HouseFrames: Sendable {
    private struct State {
        var frames: [HouseFrame]?
        /// Counts the changes, so that what was read before one is not kept after it.
        var generation = 0
    }

    private let database: any Database
    private let state = Mutex(State())
    private let store = HouseStore()

    package init(database: any Database) { self.database = database }

    /// The house with that name in URLs.
    package func house(named slug: String) async throws -> HouseFrame? {
        if slug == Self.networkSlug { return try await network() }
        return try await all().first { $0.slug == slug }
    }

    /// The frame of the network's pages; a model network among model houses.
    package func network() async throws -> HouseFrame {
        .network(isDemo: try await all().contains { $0.isDemo })
    }

    private static let networkSlug = HouseFrame.network(isDemo: false).slug

    /// The house when there is exactly one on the server.
    package func onlyHouse() async throws -> HouseFrame? {
        let frames = try await all()
        return frames.count == 1 ? frames.first : nil
    }

    /// All houses in the order in which they came.
    package func all() async throws -> [HouseFrame] {
        let (kept, generation) = state.withLock { ($0.frames, $0.generation) }
        if let kept { return kept }
        let frames = try await database.read { [store] in try store.frames(on: $0) }
        state.withLock { if $0.generation == generation { $0.frames = frames } }
        return frames
    }

    /// The house of that id, as the caller's transaction sees it.
    package func house(_ id: HouseID, on connection: any Connection) throws -> HouseFrame? {
        guard id == .network else { return try store.house(id, on: connection)?.frame }
        return .network(isDemo: try store.frames(on: connection).contains { $0.isDemo })
    }

    /// To be called after each commit (`Database.onCommit`).
    package func note(_ signals: Set<Signal>) {
        guard signals.contains(.publicData(nil)) else { return }
        state.withLock { state in
            state.frames = nil
            state.generation += 1
        }
    }
}
