// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Storage
import Web

extension Workshops {
    /// The way in.
    ///
    /// | method | path | who |
    /// |---|---|---|
    /// | GET | /netzwerk/werkstatt | everyone |
    /// | GET | /netzwerk/werkstatt/neu | everyone |
    /// | POST | /netzwerk/werkstatt/neu | everyone |
    /// | GET | /netzwerk/werkstatt/material | everyone |
    /// | GET | /netzwerk/werkstatt/meine | whoever is signed in |
    var startRoutes: [Route] {
        [
            .publicly("/netzwerk/werkstatt") { .page(WorkshopStartPages(visitor: $0.visitor).landing) },
            .get("/netzwerk/werkstatt/neu", .everyone, handler: showNew),
            .post("/netzwerk/werkstatt/neu", .everyone, handler: create).limited(.guessing),
            .publicly("/netzwerk/werkstatt/material") { _ in .page(WorkshopMaterialPages().all) },
            .get("/netzwerk/werkstatt/meine", .signedIn, handler: showOwn),
        ]
    }

    @Sendable private func showNew(_ request: WebRequest) async throws -> WebResponse {
        let length: Workshop.Length = request.query["weg"] == "kurz" ? .short : .full
        let libraries = try await libraries(of: request)
        var values = [(name: "length", value: length.rawValue)]
        if libraries.count == 1 { values.append((WorkshopStartPages.library, "\(libraries[0].id)")) }
        let page = WorkshopStartPages(visitor: request.visitor).new(FormState(values), libraries: libraries)
        return WebResponse.page(page).privately
    }

    private func libraries(of request: WebRequest) async throws -> [(id: OrganisationID, name: String)] {
        guard let visitor = request.visitor, visitor.isMember else { return [] }
        return try await database.read { try ownLibraries(of: visitor, on: $0) }
    }

    @Sendable private func create(_ request: WebRequest) async throws -> WebResponse {
        let form = try request.form()
        let libraries = try await libraries(of: request)
        let new: WorkshopStore.New
        do {
            try FormGuard.checkTrap(form)
            new = try Self.new(form, libraries: libraries.map(\.id))
        } catch {
            let state = FormState(form, rejection: error)
            let page = WorkshopStartPages(visitor: request.visitor).new(state, libraries: libraries)
            return WebResponse.page(page, status: .unprocessableContent).privately
        }
        let now = request.now
        let token = SecretToken.random()
        try await database.write { connection in
            let library = try new.organisation.flatMap { try ports.library($0, connection) }
            let facts = library.map { Self.missing(in: WorkshopFacts(), from: $0) } ?? [:]
            _ = try enter(new, token: token, facts: facts, now: now, on: connection)
        }
        return .seeOther(WorkshopLinks.moderation(token.text)).privately
    }

    /// - Parameter libraries: those that the workshop may belong to.
    private static func new(
        _ form: FormData, libraries: [OrganisationID]
    ) throws(Rejection) -> WorkshopStore.New {
        var input = Input(form: form)
        let name = WorkshopInput.line(&input, "name", required: true, atMost: 120)
        let length = input.choice("length", of: Workshop.Length.self, required: true)
        let mode = input.choice("mode", of: Workshop.Mode.self, required: true)
        var library: OrganisationID?
        if !libraries.isEmpty, let chosen = input.line(WorkshopStartPages.library, required: true) {
            library = libraries.first { "\($0)" == chosen }
            if library == nil, chosen != WorkshopStartPages.noLibrary {
                input.note(WorkshopStartPages.library, .workshopNotYourLibrary)
            }
        }
        try input.finish()
        guard let name, let length, let mode else { throw Rejection(.invalid, .pleaseCorrect) }
        return WorkshopStore.New(name: name, length: length, mode: mode, organisation: library)
    }

    /// A new workshop with a code of its own; a team at one device needs none.
    func enter(
        _ new: WorkshopStore.New, token: SecretToken, facts: [String: String?], now: Instant,
        on connection: any Connection
    ) throws -> ID<Workshop> {
        let id = try add(new, token: token, now: now, on: connection)
        if new.mode == .joint { _ = try answers.add(.joint, to: id, on: connection) }
        try store.enter(facts, in: id, on: connection)
        return id
    }

    private func add(
        _ new: WorkshopStore.New, token: SecretToken, now: Instant, on connection: any Connection
    ) throws -> ID<Workshop> {
        guard new.mode == .each else { return try store.add(new, token: token, code: nil, now: now, on: connection) }
        return try withFreshCode(on: connection) {
            try store.add(new, token: token, code: $0, now: now, on: connection)
        }
    }

    /// A code for a workshop that goes on after its own was taken back: phones join anew. Tells whether it needed one.
    func renewCode(of workshop: Workshop, on connection: any Connection) throws -> Bool {
        guard workshop.mode == .each, workshop.code == nil else { return false }
        try withFreshCode(on: connection) { try store.give($0, to: workshop.id, on: connection) }
        return true
    }

    /// Tries codes until one is free.
    private func withFreshCode<Value>(
        on connection: any Connection, _ work: (String) throws -> Value
    ) throws -> Value {
        for _ in 0..<4 {
            do {
                return try connection.attempt { try work(JoinCode.random()) }
            } catch StorageError.notUnique { continue }
        }
        return try work(JoinCode.random())
    }

    @Sendable private func showOwn(_ request: WebRequest) async throws -> WebResponse {
        let visitor = try request.requireVisitor()
        let libraries = try await database.read { connection in
            try visitor.organisations.compactMap { id -> WorkshopStartPages.OwnLibrary? in
                guard let library = try ports.library(id, connection) else { return nil }
                return WorkshopStartPages.OwnLibrary(
                    name: library.name, workshops: try store.workshops(of: id, on: connection))
            }
        }
        let pages = WorkshopStartPages(visitor: visitor)
        return WebResponse.page(pages.own(libraries, zone: try request.requireHouse().zone)).privately
    }
}
