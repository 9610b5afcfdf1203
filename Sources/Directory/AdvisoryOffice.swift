// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage

/// A Fachstelle: an organisation that advises the libraries of a region, and admits them.
struct AdvisoryOffice: Sendable, Equatable {
    let id: OrganisationID
    let name: String
    /// How the AGS or ARS of places in its region begin, in order.
    let prefixes: [String]

    func holds(ags: String?, ars: String?) -> Bool {
        prefixes.contains { LibraryIdentifiers.region($0, holdsAGS: ags, ars: ars) }
    }
}

/// All statements on advisory offices.
struct OfficeStore: Sendable {
    func appoint(_ id: OrganisationID, _ prefixes: [String], on connection: any Connection) throws {
        try connection.execute(
            "INSERT INTO advisory_office (organisation_id, house_id) VALUES (\(id), \(HouseID.network))")
        try setRegion(of: id, prefixes, on: connection)
    }

    func setRegion(of id: OrganisationID, _ prefixes: [String], on connection: any Connection) throws {
        try connection.execute("DELETE FROM advisory_office_region WHERE organisation_id = \(id)")
        for prefix in Set(prefixes).sorted() {
            try connection.execute(
                "INSERT INTO advisory_office_region (organisation_id, prefix) VALUES (\(id), \(prefix))")
        }
    }

    /// The organisation is no advisory office any longer.
    func dismiss(_ id: OrganisationID, on connection: any Connection) throws {
        try connection.execute("DELETE FROM advisory_office_region WHERE organisation_id = \(id)")
        try connection.execute("DELETE FROM advisory_office WHERE organisation_id = \(id)")
    }

    func all(on connection: any Connection) throws -> [AdvisoryOffice] {
        let ids = try connection.all(
            "SELECT organisation_id FROM advisory_office WHERE house_id = \(HouseID.network) ORDER BY organisation_id"
        ) { row -> OrganisationID in try row["organisation_id"] }
        return try offices(ids, on: connection)
    }

    func office(_ id: OrganisationID, on connection: any Connection) throws -> AdvisoryOffice? {
        try offices([id], on: connection).first
    }

    /// Those of the organisations that are advisory offices, without looking at what they do.
    func ids(among organisations: [OrganisationID], on connection: any Connection) throws -> Set<OrganisationID> {
        guard !organisations.isEmpty else { return [] }
        return Set(
            try connection.all(
                "SELECT organisation_id FROM advisory_office WHERE organisation_id IN (\(list: organisations))"
            ) { row -> OrganisationID in try row["organisation_id"] })
    }

    /// Those of the organisations that are advisory offices.
    func offices(_ ids: [OrganisationID], on connection: any Connection) throws -> [AdvisoryOffice] {
        guard !ids.isEmpty else { return [] }
        let prefixes = try connection.all(
            """
            SELECT organisation_id, prefix FROM advisory_office_region WHERE organisation_id IN (\(list: ids))
            ORDER BY organisation_id, prefix
            """
        ) { row in (id: try row["organisation_id"] as OrganisationID, prefix: try row["prefix"] as String) }
        let regions = Dictionary(grouping: prefixes, by: \.id)
        return try connection.all(
            """
            SELECT a.organisation_id, o.name FROM advisory_office a
            JOIN organisation o ON o.house_id = a.house_id AND o.id = a.organisation_id
            WHERE a.organisation_id IN (\(list: ids)) ORDER BY a.organisation_id
            """
        ) { row in
            let id: OrganisationID = try row["organisation_id"]
            return AdvisoryOffice(id: id, name: try row["name"], prefixes: (regions[id] ?? []).map(\.prefix))
        }
    }
}
