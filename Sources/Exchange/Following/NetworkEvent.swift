// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Storage

/// Something that happened in the network and that somebody may want to be told of in the weekly mail.
package struct NetworkEvent: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable, ColumnValue {
        /// A measure was published.
        case measure
        /// Another library did a measure too; the item is the measure.
        case adaptation
        /// Somebody asked or answered at a measure; the item is the measure.
        case discussion
        case request
        case offer
        /// Somebody answered a request or an offer; the item is that.
        case answer
        case task
        /// A library took a part; the item is the task.
        case claim
        /// A part is free again; the item is the task.
        case release
        /// A task came to its end.
        case finish
    }

    package let kind: Kind
    package let item: ItemReference
    /// Whose act it was.
    package let organisation: OrganisationID?
    package let topics: Set<Topic>
    /// Who did it, and is therefore not told.
    package let actor: PersonID?
    /// Whom alone it concerns; `nil`: whoever follows the library, a topic or the item.
    package let addressee: PersonID?
    package let at: Instant

    package init(
        _ kind: Kind, _ item: ItemReference, organisation: OrganisationID?, topics: Set<Topic> = [],
        actor: PersonID? = nil, addressee: PersonID? = nil, at: Instant
    ) {
        self.kind = kind
        self.item = item
        self.organisation = organisation
        self.topics = topics
        self.actor = actor
        self.addressee = addressee
        self.at = at
    }
}

/// The events that the weekly mail is made of.
package enum NetworkEvents {
    /// How long events are kept: far longer than any mail looks back.
    static let memory: Span = .days(100)

    /// Notes an event in the transaction that makes it happen.
    package static func note(_ event: NetworkEvent, on connection: any Connection) throws {
        try connection.execute(
            """
            INSERT INTO network_event
                (house_id, kind, item_kind, item_id, organisation_id, topics, actor_id, addressee_id, at)
            VALUES (\(HouseID.network), \(event.kind), \(event.item.kind), \(event.item.id), \(event.organisation),
                \(event.topics.map(\.rawValue).sorted().joined(separator: ",")), \(event.actor), \(event.addressee),
                \(event.at))
            """)
    }

    /// Oldest first.
    static func events(in period: Period, on connection: any Connection) throws -> [NetworkEvent] {
        try connection.all(
            """
            SELECT kind, item_kind, item_id, organisation_id, topics, actor_id, addressee_id, at FROM network_event
            WHERE house_id = \(HouseID.network) AND at >= \(period.start) AND at < \(period.end) ORDER BY at, id
            """, NetworkEvent.init)
    }

    static func forget(before instant: Instant, on connection: any Connection) throws {
        try connection.execute(
            "DELETE FROM network_event WHERE house_id = \(HouseID.network) AND at < \(instant)")
    }

    /// What somebody was still to be told of the notices and tasks of their library since an instant, another is told; as
    /// of now, for those are told nothing earlier who are new to the weekly mail.
    static func handOver(
        from leaving: PersonID, to heir: PersonID, of library: OrganisationID, since: Instant, now: Instant,
        on connection: any Connection
    ) throws {
        try connection.execute(
            """
            UPDATE network_event SET addressee_id = \(heir), at = \(now)
            WHERE addressee_id = \(leaving) AND at >= \(since)
                AND (item_kind = \(Notice.itemKind)
                        AND item_id IN (SELECT id FROM notice WHERE organisation_id = \(library))
                    OR item_kind = \(SharedTask.itemKind)
                        AND (item_id IN (SELECT id FROM shared_task WHERE organisation_id = \(library))
                            OR item_id IN (SELECT task_id FROM task_part WHERE organisation_id = \(library))))
            """)
    }

    static func forget(_ person: PersonID, on connection: any Connection) throws {
        try connection.execute("UPDATE network_event SET actor_id = NULL WHERE actor_id = \(person)")
        try connection.execute("DELETE FROM network_event WHERE addressee_id = \(person)")
    }
}

extension NetworkEvent {
    fileprivate init(_ row: Row) throws {
        let topics: String = try row["topics"]
        self.init(
            try row["kind"], ItemReference(kind: try row["item_kind"], id: try row["item_id"]),
            organisation: try row["organisation_id"],
            topics: Set(topics.split(separator: ",").compactMap { Topic(rawValue: String($0)) }),
            actor: try row["actor_id"], addressee: try row["addressee_id"], at: try row["at"])
    }
}
