// SPDX-License-Identifier: EUPL-1.2

package import Kernel
import Search
package import Storage
package import Web

package import struct Foundation.Data

/// Brings statistics files into the directory: reads, plans, writes.
package struct Imports: Sendable {
    let database: any Database
    let search: SearchIndex
    let ports: DirectoryPorts
    let store = ImportStore()

    /// Rows that are written in one transaction; between two of them others get their turn.
    private static let batch = 500
    static let jobKind = "directory.import"

    /// Why a file cannot be read at all.
    package enum Unreadable: Error {
        case empty
        case mapping(TextKey)
    }

    /// A file with the mapping that fits it: what somebody checked for the year, else what the headings suggest.
    package func open(
        _ content: Data, year: Int, on connection: any Connection
    ) throws -> (table: CSVTable, mapping: ImportMapping) {
        guard let table = CSVTable(content) else { throw Unreadable.empty }
        let saved = try store.mapping(of: year, on: connection)
        return (table, ImportMapping(suggestedFor: table.header, saved: saved))
    }

    /// What would become of each row now. Throws `Unreadable` when the mapping says too little.
    package func plan(
        _ table: CSVTable, _ mapping: ImportMapping, year: Int, on connection: any Connection
    ) throws -> ImportPlan {
        let planner = ImportPlanner(table, mapping, year: year)
        if let problem = planner.mappingProblem { throw Unreadable.mapping(problem) }
        return planner.plan(against: try known(year: year, on: connection))
    }

    /// Writes all rows of a plan, batch by batch, and tells after each how many are done. What was written stays when it
    /// ends halfway; a second run finds it unchanged.
    package func write(_ plan: ImportPlan, progress: (_ done: Int) -> Void = { _ in }) async throws {
        var done = 0
        for rows in plan.rows.batches(of: Self.batch) {
            try await database.write { try carryOut(rows, on: $0) }
            done += rows.count
            progress(done)
        }
    }

    /// Keeps a mapping that somebody has checked.
    package func keep(_ mapping: ImportMapping, of year: Int) async throws {
        try await database.write { [store] in try store.keep(mapping, of: year, on: $0) }
    }

    var job: JobHandler {
        JobHandler(Self.jobKind) { job in
            guard let id = ID<LibraryImport>(job.payload) else { return }
            try await run(id)
        }
    }

    /// Carries on an import that was begun, from where it stands: rows that were written before are passed over.
    func run(_ id: ID<LibraryImport>) async throws {
        let begun = try await database.read { connection -> (ImportPlan, done: Int)? in
            guard let entry = try store.single(id, on: connection), entry.state == .running,
                let content = try store.content(of: id, on: connection), let table = CSVTable(content)
            else { return nil }
            return (try plan(table, entry.mapping, year: entry.year, on: connection), entry.counts.all)
        }
        guard let (plan, done) = begun else { return }
        for rows in Array(plan.rows.dropFirst(done)).batches(of: Self.batch) {
            try await database.write { connection in
                try carryOut(rows, on: connection)
                try store.advance(id, by: ImportPlan(rows: rows).counts, on: connection)
            }
        }
        let report = ImportReport(plan).json
        try await database.write { try store.finish(id, report: report, on: $0) }
    }

    // MARK: Reading

    private func known(year: Int, on connection: any Connection) throws -> KnownLibraries {
        try LibraryStore().known(year: year, on: connection)
    }

    // MARK: Writing

    private func carryOut(_ rows: [ImportPlan.Row], on connection: any Connection) throws {
        var changed: [(id: OrganisationID, record: ImportRecord)] = []
        var new: [ImportRecord] = []
        for row in rows {
            guard let record = row.record else { continue }
            switch row.fate {
            case .new: new.append(record)
            case .updated(let id): changed.append((id, record))
            case .unchanged, .refused: continue
            }
        }
        try add(new, on: connection)
        if let year = changed.lazy.compactMap({ $0.record.figures.first?.year }).first {
            let known = try LibraryStore().known(year: year, changed.map(\.id), on: connection).items
            for (id, record) in changed {
                if let item = known[id] { try update(record, of: item, on: connection) }
            }
            // Once for all: of most libraries nobody else holds anything.
            try ports.changed(changed.map(\.id), connection)
        }
        try LibraryStore().changed(on: connection)
    }

    /// The rows' fates were found before; what came by another way since is passed over.
    private func add(_ records: [ImportRecord], on connection: any Connection) throws {
        let libraries = LibraryStore()
        let taken = try libraries.taken(
            isils: records.compactMap(\.isil), dbsIDs: records.compactMap(\.dbsID), on: connection)
        let new = records.filter { record in
            !(record.isil.map(taken.isils.contains) ?? false) && !(record.dbsID.map(taken.dbsIDs.contains) ?? false)
        }
        let ids = try OrganisationStore().add(
            libraries: new.map {
                Organisation.Profile(name: $0.name, kind: .library, postalCode: $0.postalCode, city: $0.place)
            }, on: connection)
        let numbered = Array(zip(ids, new))
        try libraries.enter(
            numbered.map { id, record in
                LibraryStore.Entry(
                    id: id, name: record.name,
                    profile: LibraryProfile(
                        isil: record.isil, ags: record.ags, ars: record.ars, dbsID: record.dbsID),
                    sizes: LibrarySizes(latestOf: record.figures))
            }, on: connection)
        try FigureStore().enter(
            numbered.flatMap { id, record in record.figures.map { (library: id, figure: $0) } }, on: connection)
        try search.put(numbered.map { LibraryChanges.entry($1, $0) }, on: connection)
    }

    private func update(
        _ record: ImportRecord, of item: KnownLibraries.Item, on connection: any Connection
    ) throws {
        let change = ImportChange(record, of: item)
        let id = item.library.id
        if var profile = change.profile {
            if let isil = profile.isil, let owner = try LibraryStore().library(isil: isil, on: connection), owner != id
            {
                profile.isil = item.library.profile.isil
            }
            try LibraryStore().update(id, name: item.library.name, profile, on: connection)
        }
        if let postalCode = change.postalCode {
            try OrganisationStore().setPostalCode(postalCode, of: id, on: connection)
        }
        try FigureStore().enter(change.figures, of: id, on: connection)
        try FigureStore().settle(id, on: connection)
    }
}

extension ImportPlan {
    package var counts: LibraryImport.Counts {
        LibraryImport.Counts(new: newCount, updated: updatedCount, unchanged: unchangedCount, refused: refusedCount)
    }
}
