// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Storage

/// All statements on libraries: an organisation's second row, and its figures.
package struct LibraryStore: Sendable {
    package init() {}

    /// Makes an organisation of the network a library.
    package func enter(
        _ organisation: OrganisationID, name: String, _ profile: LibraryProfile, sizes: LibrarySizes = .unknown,
        admittedAt: Instant? = nil, remindAt: Instant? = nil, on connection: any Connection
    ) throws {
        let entry = Entry(id: organisation, name: name, profile: profile, sizes: sizes)
        try insert([entry], admittedAt: admittedAt, remindAt: admittedAt == nil ? nil : remindAt, on: connection)
    }

    /// An organisation that is to become a library.
    struct Entry: Sendable {
        let id: OrganisationID
        let name: String
        let profile: LibraryProfile
        let sizes: LibrarySizes
    }

    /// Makes many organisations libraries that are known but not members.
    func enter(_ entries: [Entry], on connection: any Connection) throws {
        guard !entries.isEmpty else { return }
        try insert(entries, admittedAt: nil, remindAt: nil, on: connection)
    }

    private func insert(
        _ entries: [Entry], admittedAt: Instant?, remindAt: Instant?, on connection: any Connection
    ) throws {
        let state: LibraryState = admittedAt == nil ? .listed : .admitted
        let rows = entries.map { entry -> SQL in
            let (profile, sizes) = (entry.profile, entry.sizes)
            return """
                (\(entry.id), \(HouseID.network), \(SortKey.german(entry.name)), \(state), \(profile.kind),
                \(profile.structure), \(profile.isVolunteerRun), \(profile.isil), \(profile.ags), \(profile.ars),
                \(profile.dbsID), \(sizes.population?.value), \(sizes.population?.year), \(sizes.population?.source),
                \(sizes.floorArea?.value), \(sizes.floorArea?.year), \(sizes.floorArea?.source),
                \(sizes.floorArea?.scope), \(sizes.fullTimeEquivalents?.value), \(sizes.fullTimeEquivalents?.year),
                \(sizes.fullTimeEquivalents?.source), \(admittedAt), \(remindAt))
                """
        }
        try connection.execute(
            """
            INSERT INTO library (organisation_id, house_id, name_key, state, kind, structure, is_volunteer_run, isil, ags,
                ars, dbs_id, population, population_year, population_source, floor_area, floor_area_year,
                floor_area_source, floor_area_scope, fte, fte_year, fte_source, admitted_at, remind_at)
            VALUES \(SQL.list(rows))
            """)
    }

    /// What is known of all libraries, or of some, with the figures of a year; also of those that have left.
    func known(
        year: Int, _ ids: [OrganisationID]? = nil, on connection: any Connection
    ) throws -> KnownLibraries {
        let place: SQL = "WHERE l.house_id = \(HouseID.network)"
        let chosen: SQL = ids.map { place + " AND l.organisation_id IN (\(list: $0))" } ?? place
        let libraries = try connection.all(Self.selection + chosen) { row in
            (library: try Self.library(row), postalCode: try row["postal_code"] as String?)
        }
        var figures: [OrganisationID: [LibraryFigure: FigureEntry]] = [:]
        let ofYear: SQL = "WHERE house_id = \(HouseID.network) AND year = \(year)"
        let entries = try connection.all(
            "SELECT organisation_id, figure, year, value, scope, source, note FROM library_figure "
                + (ids.map { ofYear + " AND organisation_id IN (\(list: $0))" } ?? ofYear)
        ) { row in (id: try row["organisation_id"] as OrganisationID, entry: try FigureStore.entry(row)) }
        for (id, entry) in entries { figures[id, default: [:]][entry.figure] = entry }
        return KnownLibraries(
            libraries.map {
                KnownLibraries.Item(
                    library: $0.library, postalCode: $0.postalCode, figures: figures[$0.library.id] ?? [:])
            })
    }

    /// Whatever state it is in; `nil` when there is no library of that id.
    package func library(_ id: OrganisationID, on connection: any Connection) throws -> Library? {
        try connection.first(Self.selection + "WHERE l.organisation_id = \(id)", Self.library)
    }

    /// Those of the ids that are libraries, whatever state they are in.
    package func libraries(_ ids: [OrganisationID], on connection: any Connection) throws -> [Library] {
        guard !ids.isEmpty else { return [] }
        return try connection.all(
            Self.selection + "WHERE l.organisation_id IN (\(list: ids)) ORDER BY l.name_key, l.organisation_id",
            Self.library)
    }

    /// All that are public, by name.
    func all(on connection: any Connection) throws -> [Library] {
        try connection.all(
            Self.selection + "WHERE l.house_id = \(HouseID.network) ORDER BY l.name_key, l.organisation_id",
            Self.library
        ).filter(\.state.isPublic)
    }

    /// Who has that ISIL, if anybody.
    package func library(isil: String, on connection: any Connection) throws -> OrganisationID? {
        try connection.first("SELECT organisation_id FROM library WHERE isil = \(isil)") { try $0["organisation_id"] }
    }

    /// Which of the numbers are taken.
    func taken(
        isils: [String], dbsIDs: [String], on connection: any Connection
    ) throws -> (isils: Set<String>, dbsIDs: Set<String>) {
        let isil = try connection.all("SELECT isil FROM library WHERE isil IN (\(list: isils))") { row in
            try row["isil"] as String
        }
        let dbs = try connection.all("SELECT dbs_id FROM library WHERE dbs_id IN (\(list: dbsIDs))") { row in
            try row["dbs_id"] as String
        }
        return (Set(isil), Set(dbs))
    }

    package func library(dbsID: String, on connection: any Connection) throws -> OrganisationID? {
        try connection.first("SELECT organisation_id FROM library WHERE dbs_id = \(dbsID)") {
            try $0["organisation_id"]
        }
    }

    /// Libraries of that name or in that place, whatever state they are in, by name.
    func namesakes(of name: String, ags: String?, on connection: any Connection) throws -> [Library] {
        let named = try connection.all(
            Self.selection + """
                WHERE l.house_id = \(HouseID.network) AND l.name_key = \(SortKey.german(name))
                ORDER BY l.organisation_id LIMIT 20
                """, Self.library)
        guard let ags else { return named }
        let there = try connection.all(
            Self.selection + "WHERE l.ags = \(ags) ORDER BY l.name_key, l.organisation_id LIMIT 20", Self.library)
        return named + there.filter { one in !named.contains { $0.id == one.id } }
    }

    package func update(
        _ id: OrganisationID, name: String, _ profile: LibraryProfile, on connection: any Connection
    ) throws {
        try connection.execute(
            """
            UPDATE library SET name_key = \(SortKey.german(name)), kind = \(profile.kind),
                structure = \(profile.structure), is_volunteer_run = \(profile.isVolunteerRun), isil = \(profile.isil),
                ags = \(profile.ags), ars = \(profile.ars), dbs_id = \(profile.dbsID)
            WHERE organisation_id = \(id)
            """)
        try changed(on: connection)
    }

    /// Joins, or joins again.
    func admit(_ id: OrganisationID, at now: Instant, remindAt: Instant, on connection: any Connection) throws {
        try connection.execute(
            """
            UPDATE library SET state = 'admitted', admitted_at = \(now), left_at = NULL, remind_at = \(remindAt)
            WHERE organisation_id = \(id)
            """)
        try changed(on: connection)
    }

    /// Closes the membership. Whether it was a member.
    func leave(_ id: OrganisationID, at now: Instant, on connection: any Connection) throws -> Bool {
        let count = try connection.execute(
            """
            UPDATE library SET state = 'left', left_at = \(now), remind_at = NULL
            WHERE organisation_id = \(id) AND state = 'admitted'
            """)
        try changed(on: connection)
        return count == 1
    }

    /// When its members are next asked to check its figures.
    func setReminder(of id: OrganisationID, at instant: Instant, on connection: any Connection) throws {
        try connection.execute(
            "UPDATE library SET remind_at = \(instant) WHERE organisation_id = \(id) AND remind_at IS NOT NULL")
    }

    /// Admitted libraries whose members are to be asked now.
    func due(now: Instant, limit: Int, on connection: any Connection) throws -> [OrganisationID] {
        try connection.all(
            """
            SELECT organisation_id FROM library WHERE remind_at IS NOT NULL AND remind_at <= \(now)
            ORDER BY remind_at LIMIT \(limit)
            """
        ) { try $0["organisation_id"] }
    }

    /// Announces that something changed by which libraries are listed or compared.
    package func changed(on connection: any Connection) throws {
        try connection.execute(
            "UPDATE library_revision SET revision = library_revision.revision + 1 WHERE number = 1")
        connection.signal(.publicData(.network))
    }

    func revision(on connection: any Connection) throws -> Int {
        try connection.row("SELECT revision FROM library_revision WHERE number = 1").map { try $0["revision"] } ?? 0
    }

    private static let selection: SQL = """
        SELECT l.organisation_id, o.name, o.city, o.postal_code, l.state, l.kind, l.structure, l.is_volunteer_run, l.isil, l.ags, l.ars,
            l.dbs_id, l.population, l.population_year, l.population_source, l.floor_area, l.floor_area_year,
            l.floor_area_source, l.floor_area_scope, l.fte, l.fte_year, l.fte_source
        FROM library l JOIN organisation o ON o.house_id = l.house_id AND o.id = l.organisation_id\u{20}
        """

    private static func library(_ row: Row) throws -> Library {
        Library(
            id: try row["organisation_id"], name: try row["name"], place: try row["city"], state: try row["state"],
            profile: LibraryProfile(
                kind: try row["kind"], structure: try row["structure"], isVolunteerRun: try row["is_volunteer_run"],
                isil: try row["isil"], ags: try row["ags"], ars: try row["ars"], dbsID: try row["dbs_id"]),
            sizes: LibrarySizes(
                population: try size(.population, row), floorArea: try size(.floorArea, row),
                fullTimeEquivalents: try size(.fullTimeEquivalents, row)))
    }

    private static func size(_ figure: LibraryFigure, _ row: Row) throws -> FigureEntry? {
        let name = figure.rawValue
        guard let value: Int = try row[name], let year: Int = try row[name + "_year"] else { return nil }
        return FigureEntry(
            figure, year: year, value: value, scope: figure == .floorArea ? try row["floor_area_scope"] : nil,
            source: try row[name + "_source"] ?? .other)
    }
}

/// All statements on figures.
package struct FigureStore: Sendable {
    package init() {}

    /// All that is known, the latest year first.
    package func figures(of id: OrganisationID, on connection: any Connection) throws -> [FigureEntry] {
        try connection.all(
            """
            SELECT figure, year, value, scope, source, note FROM library_figure WHERE organisation_id = \(id)
            ORDER BY figure, year DESC
            """, Self.entry)
    }

    /// Enters figures of a library; each replaces what was known of the same figure and year.
    package func enter(_ entries: [FigureEntry], of id: OrganisationID, on connection: any Connection) throws {
        try enter(entries.map { (id, $0) }, on: connection)
    }

    /// The same for many libraries at once.
    func enter(
        _ entries: [(library: OrganisationID, figure: FigureEntry)], on connection: any Connection
    ) throws {
        for some in entries.batches(of: 1_000) {
            let rows = some.map { library, entry -> SQL in
                """
                (\(library), \(HouseID.network), \(entry.year), \(entry.figure), \(entry.value), \(entry.scope),
                    \(entry.source), \(entry.note))
                """
            }
            try connection.execute(
                """
                INSERT INTO library_figure (organisation_id, house_id, year, figure, value, scope, source, note)
                VALUES \(SQL.list(rows))
                ON CONFLICT (organisation_id, figure, year) DO UPDATE SET value = excluded.value, scope = excluded.scope,
                    source = excluded.source, note = excluded.note
                """)
        }
    }

    /// Forgets what was known of these figures in that year.
    func remove(
        _ figures: [LibraryFigure], year: Int, of id: OrganisationID, on connection: any Connection
    ) throws {
        try connection.execute(
            """
            DELETE FROM library_figure
            WHERE organisation_id = \(id) AND figure IN (\(list: figures)) AND year = \(year)
            """)
    }

    /// Writes the latest sizes into the library's own row. To be called after any change of its figures.
    package func settle(_ id: OrganisationID, on connection: any Connection) throws {
        let entries = try connection.all(
            """
            SELECT figure, year, value, scope, source, note FROM library_figure
            WHERE organisation_id = \(id) AND figure IN (\(list: LibraryFigure.sizes))
            """, Self.entry)
        let latest = LibrarySizes(latestOf: entries)
        try connection.execute(
            """
            UPDATE library SET population = \(latest.population?.value), population_year = \(latest.population?.year),
                population_source = \(latest.population?.source), floor_area = \(latest.floorArea?.value),
                floor_area_year = \(latest.floorArea?.year), floor_area_source = \(latest.floorArea?.source),
                floor_area_scope = \(latest.floorArea?.scope), fte = \(latest.fullTimeEquivalents?.value),
                fte_year = \(latest.fullTimeEquivalents?.year), fte_source = \(latest.fullTimeEquivalents?.source)
            WHERE organisation_id = \(id)
            """)
    }

    fileprivate static func entry(_ row: Row) throws -> FigureEntry {
        FigureEntry(
            try row["figure"], year: try row["year"], value: try row["value"], scope: try row["scope"],
            source: try row["source"], note: try row["note"])
    }
}
