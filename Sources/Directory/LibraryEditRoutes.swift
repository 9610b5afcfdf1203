// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Search
import Storage
import Web

/// What members say of their library.
///
/// | method    | path                                              | who                   |
/// |-----------|---------------------------------------------------|-----------------------|
/// | GET, POST | /netzwerk/bibliotheken/{library}/bearbeiten       | member of the library |
/// | GET, POST | /netzwerk/bibliotheken/{library}/zahlen/{year}    | member of the library |
struct LibraryEditRoutes: Sendable {
    let database: any Database
    let search: SearchIndex
    let ports: DirectoryPorts

    var all: [Route] {
        [
            .get("/netzwerk/bibliotheken/{library}/bearbeiten", .signedIn, handler: edit),
            .post("/netzwerk/bibliotheken/{library}/bearbeiten", .signedIn, handler: save),
            .get("/netzwerk/bibliotheken/{library}/zahlen/{year}", .signedIn, handler: editFigures),
            .post("/netzwerk/bibliotheken/{library}/zahlen/{year}", .signedIn, handler: saveFigures),
        ]
    }

    // MARK: Who and where

    private func edit(_ request: WebRequest) async throws -> WebResponse {
        let (library, organisation, figures) = try await load(request)
        let state = FormState(LibraryForm.values(organisation.profile, library.profile))
        return try page(state, library, figures, request)
    }

    private func save(_ request: WebRequest) async throws -> WebResponse {
        let (library, _, figures) = try await load(request)
        let (result, values) = LibraryForm.read(try request.form(), known: library.profile)
        do {
            let form = try result.get()
            try await database.write { [search] connection in
                try LibraryChanges(search: search).save(form, of: library.id, on: connection)
                try ports.changed([library.id], connection)
            }
        } catch let rejection as Rejection where rejection.kind == .invalid {
            var response = try page(FormState(values, rejection: rejection), library, figures, request)
            response.status = .unprocessableContent
            return response
        }
        return .seeOther(LibraryLinks.saved(LibraryLinks.edit(library.id)))
    }

    private func page(
        _ state: FormState, _ library: Library, _ figures: [FigureEntry], _ request: WebRequest
    ) throws -> WebResponse {
        let pages = LibraryEditPages(
            library: library, visitor: try request.requireVisitor(), language: request.language)
        return WebResponse.page(
            pages.edit(
                state, figures: figures, thisYear: request.now.day(in: try request.requireHouse().zone).year,
                isSaved: request.query["gespeichert"] != nil,
                firstSteps: request.query["willkommen"] == nil ? nil : ports.firstSteps())
        ).privately
    }

    // MARK: Figures

    private func editFigures(_ request: WebRequest) async throws -> WebResponse {
        let (library, _, figures) = try await load(request)
        let year = try year(of: request)
        let entries = figures.filter { $0.year == year }
        return try figuresPage(FormState(FigureForm.values(of: entries, request.language)), year, library, request)
    }

    private func saveFigures(_ request: WebRequest) async throws -> WebResponse {
        let (library, _, figures) = try await load(request)
        let year = try year(of: request)
        let form = try request.form()
        do {
            let read = try FigureForm.read(form, year: year, known: figures, language: request.language)
            let now = request.now
            try await database.write { [search] connection in
                try LibraryChanges(search: search).save(read, year: year, of: library.id, now: now, on: connection)
                try ports.changed([library.id], connection)
            }
        } catch {
            guard let rejection = error as? Rejection, rejection.kind == .invalid else { throw error }
            var response = try figuresPage(FormState(form, rejection: rejection), year, library, request)
            response.status = .unprocessableContent
            return response
        }
        return .seeOther(LibraryLinks.saved(LibraryLinks.edit(library.id)))
    }

    private func figuresPage(
        _ state: FormState, _ year: Int, _ library: Library, _ request: WebRequest
    ) throws -> WebResponse {
        let pages = LibraryEditPages(
            library: library, visitor: try request.requireVisitor(), language: request.language)
        return WebResponse.page(pages.figures(state, year: year)).privately
    }

    private func year(of request: WebRequest) throws -> Int {
        let now = request.now.day(in: try request.requireHouse().zone).year
        guard let text = request.parameters["year"], let year = Int(text), "\(year)" == text,
            FigureRules.years(now: now).contains(year)
        else { throw Rejection(.missing, .notFound) }
        return year
    }

    private func load(_ request: WebRequest) async throws -> (Library, Organisation, [FigureEntry]) {
        let id: OrganisationID = try request.id("library")
        try request.requireMember(of: id)
        return try await database.read { connection in
            let (library, organisation) = try LibraryRoutes.shown(id, on: connection)
            return (library, organisation, try FigureStore().figures(of: id, on: connection))
        }
    }
}

extension WebRequest {
    /// The visitor, when they belong to the organisation; else 401 or 403.
    @discardableResult
    func requireMember(of organisation: OrganisationID) throws(Rejection) -> Visitor {
        let visitor = try requireVisitor()
        guard visitor.has(.member, in: organisation) else { throw Rejection(.forbidden, .onlyForMembers) }
        return visitor
    }
}
