// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Storage
import Web

/// A house before it is furnished.
struct HouseDraft: Sendable {
    let slug: String
    let name: LocalizedText
    var accent = HouseRules.defaultAccent
    var zone: TimeZone
    var isDemo = false
    var modules: [String]
}

/// Brings houses into being: by command, at first start, for the demonstration.
struct HouseCreation: Sendable {
    private let clock: Clock
    private let store = HouseStore()

    init(clock: Clock) { self.clock = clock }

    /// An empty house that uses `modules`. Throws a `Rejection` that names the fields `slug` and `name`.
    func add(
        slug: String, name: String, modules: [String], on connection: any Connection
    ) throws -> HouseID {
        var input = Input(form: FormData([("slug", slug), ("name", name)]))
        let draft = Self.draft(modules: modules, from: &input)
        try input.finish()
        guard let draft else { throw Rejection(.invalid, .pleaseCorrect) }
        return try add(draft, on: connection)
    }

    /// `nil` when a problem has been noted.
    static func draft(modules: [String], from input: inout Input) -> HouseDraft? {
        let slug = input.line("slug", required: true, atMost: 41)
        let name = input.line("name", required: true, atMost: 80)
        if let problem = slug.flatMap(HouseRules.slugProblem) {
            input.note("slug", problem)
            return nil
        }
        guard let slug, let name else { return nil }
        return HouseDraft(
            slug: slug, name: LocalizedText([.german: name]), zone: TimeZone(identifier: "Europe/Berlin") ?? .gmt,
            modules: modules)
    }

    func add(_ draft: HouseDraft, on connection: any Connection) throws -> HouseID {
        do {
            return try connection.attempt { try store.add(draft, now: clock.now(), on: connection) }
        } catch StorageError.notUnique {
            throw Rejection(
                .conflict, .pleaseCorrect, fields: [Rejection.Field("slug", .slugTaken)])
        }
    }
}
