// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Search
package import Storage
package import Web

/// What of the exchange is to be found: measures, what libraries published of their workshops, requests and offers, and
/// shared tasks.
extension ExchangeCapability {
    package var searchKinds: [SearchKind] {
        [
            SearchKind(MeasureEntry.kind, title: .measuresMenu), SearchKind(Workshop.kind, title: .workshopMenu),
            SearchKind(Notice.itemKind, title: .requestsTitle), SearchKind(SharedTask.itemKind, title: .tasksTitle),
        ]
    }

    package func searchItems(now: Instant, on connection: any Connection) throws -> [ItemReference] {
        try measures.measures.store.everPublished(on: connection).map(MeasureEntry.item)
            + workshops.publications.workshops(on: connection).map {
                ItemReference(kind: Workshop.kind, id: $0.value)
            }
            + sharing.notices.store.readable(on: connection).map(Notice.item)
            + sharing.tasks.store.readable(on: connection).map(SharedTask.item)
    }

    package func searchEntry(
        of item: ItemReference, now: Instant, on connection: any Connection
    ) throws -> SearchEntry? {
        switch item.kind {
        case MeasureEntry.kind: try measures.measures.entry(of: MeasureID(item.id), on: connection)
        case Workshop.kind: try workshops.entry(of: ID<Workshop>(item.id), on: connection)
        case Notice.itemKind: try sharing.notices.entry(of: ID(item.id), on: connection)
        case SharedTask.itemKind: try sharing.tasks.entry(of: ID(item.id), on: connection)
        default: nil
        }
    }
}
