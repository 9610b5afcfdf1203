// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Search
package import Storage
package import Web

/// What of the exchange is to be found: measures, and what libraries published of their workshops.
extension ExchangeCapability {
    package var searchKinds: [SearchKind] {
        [SearchKind(MeasureEntry.kind, title: .measuresMenu), SearchKind(Workshop.kind, title: .workshopMenu)]
    }

    package func searchItems(now: Instant, on connection: any Connection) throws -> [ItemReference] {
        try measures.measures.store.everPublished(on: connection).map(MeasureEntry.item)
            + workshops.publications.workshops(on: connection).map {
                ItemReference(kind: Workshop.kind, id: $0.value)
            }
    }

    package func searchEntry(
        of item: ItemReference, now: Instant, on connection: any Connection
    ) throws -> SearchEntry? {
        switch item.kind {
        case MeasureEntry.kind: try measures.measures.entry(of: MeasureID(item.id), on: connection)
        case Workshop.kind: try workshops.entry(of: ID<Workshop>(item.id), on: connection)
        default: nil
        }
    }
}
