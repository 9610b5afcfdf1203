// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage

/// What a library puts up for the others to see: a request ("Wir suchen …") or an offer ("Wir bieten …").
struct Notice: Sendable {
    enum Kind: String, CaseIterable, Sendable, ColumnValue {
        case request
        case offer

        var title: TextKey { self == .request ? .requestKind : .offerKind }
    }

    /// What an offer consists of.
    enum Good: String, CaseIterable, Sendable, ColumnValue {
        case kit
        case speaker
        case concept
        case other

        var title: TextKey {
            switch self {
            case .kit: .offerKit
            case .speaker: .offerSpeaker
            case .concept: .offerConcept
            case .other: .offerOther
            }
        }
    }

    enum State: String, CaseIterable, Sendable, ColumnValue {
        case open
        case settled
        case withdrawn
    }

    /// What its library wrote.
    struct Content: Sendable, Equatable {
        var title: String
        var words: String
        var topic: Topic
        var lastDay: Day
        var details: Details
    }

    /// What only one of the kinds has.
    enum Details: Sendable, Equatable {
        case request(tried: String?)
        case offer(Good, place: String?, terms: String?)

        var kind: Kind {
            switch self {
            case .request: .request
            case .offer: .offer
            }
        }

        /// What stands in them in plain language.
        var words: [String] {
            switch self {
            case .request(let tried): [tried].compactMap(\.self)
            case .offer(_, let place, let terms): [place, terms].compactMap(\.self)
            }
        }
    }

    /// What helped, as the asker says.
    struct Settlement: Sendable, Equatable {
        var answer: ID<NoticeAnswer>?
        var measure: ItemReference?
        var words: String?
    }

    let id: ID<Notice>
    let library: OrganisationID
    /// `nil` when the person is forgotten.
    let author: PersonID?
    let content: Content
    let state: State
    let settlement: Settlement?
    let hiding: Hiding?
    let createdAt: Instant

    var kind: Kind { content.details.kind }
    var reference: ItemReference { Self.item(id) }

    static let itemKind = "notice"
    static func item(_ id: ID<Notice>) -> ItemReference { ItemReference(kind: itemKind, id: id.value) }
}

/// What a library wrote under a notice.
struct NoticeAnswer: Sendable {
    let id: ID<NoticeAnswer>
    let notice: ID<Notice>
    let library: OrganisationID
    let author: PersonID?
    let words: String
    let hiding: Hiding?
    let createdAt: Instant
}
