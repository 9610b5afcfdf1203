// SPDX-License-Identifier: EUPL-1.2

package import Kernel

/// What can be followed: whoever does so is told in the weekly mail what is new there.
package enum FollowTarget: Hashable, Sendable {
    case library(OrganisationID)
    case topic(Topic)
    /// By the id of an item of kind `measure`.
    case measure(Int64)

    /// Reads what `kind` and `item` write; `nil` when there is nothing like it.
    package init?(kind: String, item: String) {
        switch kind {
        case "library":
            guard let id = OrganisationID(item) else { return nil }
            self = .library(id)
        case "topic":
            guard let topic = Topic(rawValue: item) else { return nil }
            self = .topic(topic)
        case "measure":
            guard let id = ID<FollowTarget>(item) else { return nil }
            self = .measure(id.value)
        default: return nil
        }
    }

    package var kind: String {
        switch self {
        case .library: "library"
        case .topic: "topic"
        case .measure: "measure"
        }
    }

    package var item: String {
        switch self {
        case .library(let id): id.description
        case .topic(let topic): topic.rawValue
        case .measure(let id): "\(id)"
        }
    }
}

/// That somebody follows something, and since when.
struct Follow: Sendable, Equatable {
    let target: FollowTarget
    let since: Instant
}

/// A search for measures that somebody gave a name, to be told of new finds.
struct SavedSearch: Sendable, Equatable {
    let id: ID<SavedSearch>
    let name: String
    /// As `canonical` writes it.
    let query: String
    let since: Instant
}
