// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage

/// A section as a library published it: a snapshot that later answers do not change.
struct WorkshopPublication: Sendable, Equatable {
    let workshop: ID<Workshop>
    let organisation: OrganisationID
    let section: WorkshopSection
    let version: Int
    /// JSON of `WorkshopResults`.
    let content: String
    let publishedAt: Instant
}

/// All statements on what libraries published.
struct WorkshopPublicationStore: Sendable {
    /// Enters the section anew, one version higher, unless its content is the same as before; tells whether it did.
    func publish(
        _ section: WorkshopSection, of workshop: ID<Workshop>, as organisation: OrganisationID, content: String,
        facets: PublishedFacets, now: Instant, on connection: any Connection
    ) throws -> Bool {
        let last = try connection.first(
            """
            SELECT version, content FROM workshop_publication
            WHERE workshop_id = \(workshop) AND section = \(section.rawValue) ORDER BY version DESC LIMIT 1
            """
        ) { (version: try $0["version"] as Int, content: try $0["content"] as String) }
        if let last, last.content == content { return false }
        try connection.execute(
            """
            INSERT INTO workshop_publication (house_id, workshop_id, section, version, organisation_id, content,
                facets, published_at)
            VALUES (\(HouseID.network), \(workshop), \(section.rawValue), \((last?.version ?? 0) + 1), \(organisation),
                \(content), \(facets.text), \(now))
            """)
        return true
    }

    /// Removes the sections in all their versions.
    func withdraw(_ sections: [WorkshopSection], of workshop: ID<Workshop>, on connection: any Connection) throws {
        try connection.execute(
            """
            DELETE FROM workshop_publication
            WHERE workshop_id = \(workshop) AND section IN (\(list: sections.map(\.rawValue)))
            """)
    }

    /// All versions of a workshop's sections, the youngest first.
    func publications(of workshop: ID<Workshop>, on connection: any Connection) throws -> [WorkshopPublication] {
        try connection.all(
            Self.selection + "WHERE workshop_id = \(workshop) ORDER BY version DESC LIMIT 500", Self.publication)
    }

    /// The same of a library's workshops, the youngest workshop first.
    func publications(
        by organisation: OrganisationID, on connection: any Connection
    ) throws -> [WorkshopPublication] {
        try connection.all(
            Self.selection
                + "WHERE organisation_id = \(organisation) ORDER BY workshop_id DESC, version DESC LIMIT 500",
            Self.publication)
    }

    /// What a section says in facets; where the row does not hold that, the results that say it.
    struct SectionFacets: Sendable {
        let workshop: ID<Workshop>
        let organisation: OrganisationID
        let section: String
        let facets: String?
        let content: String?
    }

    /// Of all that is published, or by some libraries: library by library, older workshops and versions first.
    func facets(
        by organisations: [OrganisationID]?, on connection: any Connection
    ) throws -> [SectionFacets] {
        if let organisations, organisations.isEmpty { return [] }
        let chosen: SQL = organisations.map { "WHERE organisation_id IN (\(list: $0)) " } ?? ""
        return try connection.all(
            """
            SELECT workshop_id, organisation_id, section, facets, CASE WHEN facets IS NULL THEN content END AS results
            FROM workshop_publication\u{20}
            """ + chosen + "ORDER BY organisation_id, workshop_id, section, version"
        ) { row in
            SectionFacets(
                workshop: try row["workshop_id"], organisation: try row["organisation_id"],
                section: try row["section"], facets: try row["facets"], content: try row["results"])
        }
    }

    /// All workshops of which something is published, in the order of ids.
    func workshops(on connection: any Connection) throws -> [ID<Workshop>] {
        try connection.all("SELECT DISTINCT workshop_id FROM workshop_publication ORDER BY workshop_id") {
            try $0["workshop_id"]
        }
    }

    /// The libraries that published anything, after `position`, in the order of their ids.
    func organisations(
        after position: OrganisationID?, limit: Int, on connection: any Connection
    ) throws -> [OrganisationID] {
        try connection.all(
            """
            SELECT DISTINCT organisation_id FROM workshop_publication
            WHERE organisation_id > \(position ?? OrganisationID(0)) ORDER BY organisation_id LIMIT \(limit)
            """
        ) { try $0["organisation_id"] }
    }

    private static let selection: SQL = """
        SELECT workshop_id, organisation_id, section, version, content, published_at FROM workshop_publication\u{20}
        """

    private static func publication(_ row: Row) throws -> WorkshopPublication {
        let section: String = try row["section"]
        guard let known = WorkshopSection(rawValue: section) else {
            throw StorageError.unexpectedValue(column: "section", wanted: "WorkshopSection")
        }
        return WorkshopPublication(
            workshop: try row["workshop_id"], organisation: try row["organisation_id"], section: known,
            version: try row["version"], content: try row["content"], publishedAt: try row["published_at"])
    }
}
