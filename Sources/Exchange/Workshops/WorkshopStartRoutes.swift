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
            .publicly("/netzwerk/werkstatt") { _ in .page(WorkshopStartPages(visitor: nil).landing) },
            .get("/netzwerk/werkstatt/neu", .everyone, handler: showNew),
            .post("/netzwerk/werkstatt/neu", .everyone, handler: create).limited(.guessing),
            .publicly("/netzwerk/werkstatt/material") { _ in .page(WorkshopMaterialPages().all) },
            .get("/netzwerk/werkstatt/meine", .signedIn, handler: showOwn),
        ]
    }

    @Sendable private func showNew(_ request: WebRequest) async throws -> WebResponse {
        let length: Workshop.Length = request.query["weg"] == "kurz" ? .short : .full
        let state = FormState([
            ("length", length.rawValue), ("mode", request.query["weise"] == "gemeinsam" ? "joint" : "each"),
        ])
        return .page(WorkshopStartPages(visitor: request.visitor).new(state))
    }

    @Sendable private func create(_ request: WebRequest) async throws -> WebResponse {
        let form = try request.form()
        let new: WorkshopStore.New
        do {
            try FormGuard.checkTrap(form)
            new = try Self.new(form)
        } catch {
            let state = FormState(form, rejection: error)
            return .page(WorkshopStartPages(visitor: request.visitor).new(state), status: .unprocessableContent)
        }
        let now = request.now
        let token = SecretToken.random()
        _ = try await database.write { try enter(new, token: token, facts: [:], now: now, on: $0) }
        return .seeOther(WorkshopLinks.moderation(token.text)).privately
    }

    private static func new(_ form: FormData) throws(Rejection) -> WorkshopStore.New {
        var input = Input(form: form)
        let name = WorkshopInput.line(&input, "name", required: true, atMost: 120)
        let length = input.choice("length", of: Workshop.Length.self, required: true)
        let mode = input.choice("mode", of: Workshop.Mode.self, required: true)
        try input.finish()
        guard let name, let length, let mode else { throw Rejection(.invalid, .pleaseCorrect) }
        return WorkshopStore.New(name: name, length: length, mode: mode)
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
        for _ in 0..<4 {
            do {
                return try connection.attempt {
                    try store.add(new, token: token, code: JoinCode.random(), now: now, on: connection)
                }
            } catch StorageError.notUnique { continue }
        }
        return try store.add(new, token: token, code: JoinCode.random(), now: now, on: connection)
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
