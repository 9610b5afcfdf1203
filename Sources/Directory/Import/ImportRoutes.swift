// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Storage
import Web

/// Statistics files in the browser.
///
/// | method    | path                                                  | who        |
/// |-----------|-------------------------------------------------------|------------|
/// | GET, POST | /netzwerk/schreibtisch/import                         | moderators |
/// | GET       | /netzwerk/schreibtisch/import/{import}                | moderators |
/// | POST      | /netzwerk/schreibtisch/import/{import}/zuordnung      | moderators |
/// | POST      | /netzwerk/schreibtisch/import/{import}/uebernahme     | moderators |
/// | POST      | /netzwerk/schreibtisch/import/{import}/abbruch        | moderators |
struct ImportRoutes: Sendable {
    let database: any Database
    let imports: Imports

    /// Of a text that is pasted.
    private static let longestText = 16 * 1024 * 1024

    var all: [Route] {
        [
            .get("/netzwerk/schreibtisch/import", .role(.moderator), handler: ask),
            .post("/netzwerk/schreibtisch/import", .role(.moderator), handler: open).taking(bytes: Self.longestText)
                .taking(files: ImportForm.limits),
            .get("/netzwerk/schreibtisch/import/{import}", .role(.moderator), handler: show),
            .post("/netzwerk/schreibtisch/import/{import}/zuordnung", .role(.moderator), handler: map),
            .post("/netzwerk/schreibtisch/import/{import}/uebernahme", .role(.moderator), handler: start),
            .post("/netzwerk/schreibtisch/import/{import}/abbruch", .role(.moderator), handler: discard),
        ]
    }

    private func ask(_ request: WebRequest) async throws -> WebResponse { try await page(FormState(), request) }

    private func page(_ state: FormState, _ request: WebRequest) async throws -> WebResponse {
        let latest = try await database.read { [imports] in try imports.store.latest(limit: 20, on: $0) }
        return WebResponse.page(
            ImportPages(visitor: try request.requireVisitor(), language: request.language).ask(state, latest),
            status: state.rejection?.kind.status ?? .ok
        ).privately
    }

    private func open(_ request: WebRequest) async throws -> WebResponse {
        let (now, lastYear) = (request.now, request.now.day(in: try request.requireHouse().zone).year)
        do {
            var input = try request.input()
            let form = try ImportForm.read(&input, typed: request.form(), lastYear: lastYear)
            try input.finish()
            guard let form else { throw Rejection(.invalid, .libraryPleaseCorrect) }
            let id = try await database.write { [imports] connection in
                do {
                    let (table, mapping) = try imports.open(form.content, year: form.year, on: connection)
                    guard !table.rows.isEmpty else { throw Imports.Unreadable.empty }
                    return try imports.store.enter(
                        form.content, year: form.year, mapping: mapping, rowCount: table.rows.count, now: now,
                        on: connection)
                } catch is Imports.Unreadable {
                    throw Rejection(
                        .invalid, TextUse(.libraryPleaseCorrect),
                        fields: [Rejection.Field(form.field, .fileHasNoRows)])
                }
            }
            return .seeOther(LibraryLinks.imports(id))
        } catch let rejection as Rejection where [.invalid, .tooLarge].contains(rejection.kind) {
            return try await page(FormState(request.form(), rejection: rejection.amongLibraries), request)
        }
    }

    private func show(_ request: WebRequest) async throws -> WebResponse {
        let entry = try await find(request)
        let pages = ImportPages(visitor: try request.requireVisitor(), language: request.language)
        guard entry.state == .draft else { return WebResponse.page(pages.progress(entry)).privately }
        let (header, plan, problem) = try await database.read {
            [imports] connection -> ([String], ImportPlan?, TextKey?) in
            guard let content = try imports.store.content(of: entry.id, on: connection),
                let table = CSVTable(content)
            else { throw Rejection(.missing, .notFound) }
            do {
                return (
                    table.header, try imports.plan(table, entry.mapping, year: entry.year, on: connection), nil
                )
            } catch Imports.Unreadable.mapping(let problem) {
                return (table.header, nil, problem)
            }
        }
        return WebResponse.page(pages.draft(entry, header: header, plan: plan, problem: problem)).privately
    }

    private func map(_ request: WebRequest) async throws -> WebResponse {
        let entry = try await find(request)
        let form = try request.form()
        var mapping = ImportMapping()
        for target in ImportTarget.allCases {
            if let column = form[target.rawValue], !column.isEmpty { mapping[target] = column }
        }
        mapping.scope = form[FigureForm.scopeField].flatMap { AreaScope(rawValue: $0)?.rawValue }
        let checked = mapping
        try await database.write { [imports] connection in
            try imports.store.set(checked, year: entry.year, of: entry.id, on: connection)
            try imports.store.keep(checked, of: entry.year, on: connection)
        }
        return .seeOther(LibraryLinks.saved(LibraryLinks.imports(entry.id)))
    }

    private func start(_ request: WebRequest) async throws -> WebResponse {
        let entry = try await find(request)
        let now = request.now
        try await database.write { [imports] connection in
            guard let content = try imports.store.content(of: entry.id, on: connection),
                let table = CSVTable(content)
            else { return }
            if let problem = ImportPlanner(table, entry.mapping, year: entry.year).mappingProblem {
                throw Rejection(.invalid, TextUse(problem))
            }
            if try imports.store.start(entry.id, on: connection) {
                try JobStore().enqueue(
                    Imports.jobKind, payload: "\(entry.id)", runAt: now, key: "directory.import-\(entry.id)",
                    on: connection)
            }
        }
        return .seeOther(LibraryLinks.imports(entry.id))
    }

    private func discard(_ request: WebRequest) async throws -> WebResponse {
        let entry = try await find(request)
        try await database.write { [imports] in try imports.store.discard(entry.id, on: $0) }
        return .seeOther(LibraryLinks.imports)
    }

    private func find(_ request: WebRequest) async throws -> LibraryImport {
        let id: ID<LibraryImport> = try request.id("import")
        guard let entry = try await database.read({ [imports] in try imports.store.single(id, on: $0) }) else {
            throw Rejection(.missing, .notFound)
        }
        return entry
    }
}
