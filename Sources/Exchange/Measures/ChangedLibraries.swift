// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Storage

extension ExchangeCapability {
    /// Names or figures of libraries changed: what they did is entered into the index anew, each measure once. A few
    /// measures follow in the same transaction; where a whole file of figures came in, and they are many, soon after it.
    package func changed(_ libraries: [OrganisationID], now: Instant, on connection: any Connection) throws {
        try measures.measures.changed(libraries, now: now, on: connection)
    }
}

extension Measures {
    /// Measures that are entered anew at once, in the transaction of the change; and in one transaction of a job.
    static let anewAtOnce = 100
    /// Libraries in one job: each did a few dozen things at most.
    private static let librariesInJob = 25
    private static let anewKind = "exchange.measures-anew"

    func changed(_ libraries: [OrganisationID], now: Instant, on connection: any Connection) throws {
        let ids = try store.doneBy(libraries, on: connection)
        guard ids.count > Self.anewAtOnce else {
            try refresh(ids, on: connection)
            return
        }
        for some in libraries.batches(of: Self.librariesInJob) {
            let payload = some.map(\.description).joined(separator: ",")
            try JobStore().enqueue(Self.anewKind, payload: payload, runAt: now, on: connection)
        }
    }

    /// Enters into the index anew what some libraries did. A second run finds nothing to change.
    func enteringAnew(_ database: any Database) -> JobHandler {
        JobHandler(Self.anewKind) { job in
            let libraries = job.payload.split(separator: ",").compactMap { OrganisationID(String($0)) }
            let ids = try await database.read { try store.doneBy(libraries, on: $0) }
            for some in ids.batches(of: Self.anewAtOnce) {
                try await database.write { connection in
                    try refresh(some, on: connection)
                }
            }
        }
    }
}
