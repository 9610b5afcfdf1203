// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Search
import Storage
import Web

/// Compares what search holds with the items as they are, and mends what differs.
struct SearchProof: Sendable {
    let database: any Database
    let capabilities: [any Capability]
    let clock: Clock
    private let entries = SearchEntries()
    private static let batch = 200
    /// What is over is forgotten once an hour: until then it is no fault that it is still there.
    private static let tidying: Span = .hours(2)

    init(database: any Database, capabilities: [any Capability], clock: Clock) {
        self.database = database
        self.capabilities = capabilities
        self.clock = clock
    }

    /// How many entries had which fault. They have none afterwards.
    func mend() async throws -> [SearchEntries.Fault: Int] {
        let now = clock.now()
        let items = try await database.read { [capabilities] connection in
            try capabilities.flatMap { try $0.searchItems(now: now, on: connection) }
        }
        var faults: [SearchEntries.Fault: Int] = [:]
        for some in items.batches(of: Self.batch) {
            for fault in try await mend(some, now) { faults[fault, default: 0] += 1 }
        }
        var last: ItemReference?
        while true {
            let after = last
            let stored = try await database.read { [entries] connection in
                try entries.items(after: after, limit: Self.batch, on: connection)
            }
            guard let end = stored.last else { return faults }
            for fault in try await mend(stored, now) { faults[fault, default: 0] += 1 }
            last = end
        }
    }

    /// Enters what was there before there was an index, once.
    func fill() async throws {
        guard try await !database.read({ [entries] in try entries.isFilled(on: $0) }) else { return }
        _ = try await mend()
        try await database.write { [entries] in try entries.markFilled(on: $0) }
    }

    private func mend(_ items: [ItemReference], _ now: Instant) async throws -> [SearchEntries.Fault] {
        try await database.write { [entries, capabilities] connection in
            func wanted(_ item: ItemReference, _ time: Instant) throws -> SearchEntry? {
                for capability in capabilities {
                    if let entry = try capability.searchEntry(of: item, now: time, on: connection) { return entry }
                }
                return nil
            }
            return try items.compactMap { item -> SearchEntries.Fault? in
                let fault = try entries.mend(item, wanted: wanted(item, now), on: connection)
                guard fault == .orphaned else { return fault }
                return try wanted(item, now - Self.tidying) == nil ? fault : nil
            }
        }
    }
}
