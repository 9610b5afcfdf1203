// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage
import Synchronization
import Web

/// The other capabilities, for one that must ask them all. Set once, when all of them are there.
final class Others: Sendable {
    private let capabilities = Mutex<[any Capability]>([])

    func set(_ capabilities: [any Capability]) { self.capabilities.withLock { $0 = capabilities } }

    private var all: [any Capability] { capabilities.withLock { $0 } }

    var sections: [Section] { all.flatMap(\.sections) }

    /// The capability of that type, for a port of one that comes before it.
    func capability<Wanted: Capability>(_ type: Wanted.Type) -> Wanted? { all.lazy.compactMap { $0 as? Wanted }.first }

    func export(_ person: PersonID, on connection: any Connection) throws -> [String: JSON] {
        try all.reduce(into: [:]) { held, capability in
            held.merge(try capability.export(person, on: connection)) { first, _ in first }
        }
    }

    func erase(_ person: PersonID, now: Instant, on connection: any Connection) throws {
        for capability in all { try capability.erase(person, now: now, on: connection) }
    }

    func resolve(_ item: ItemReference, on connection: any Connection) throws -> ResolvedItem? {
        for capability in all {
            if let found = try capability.resolve(item, on: connection) { return found }
        }
        return nil
    }

    func usedFiles(among files: [FileHash], on connection: any Connection) throws -> Set<FileHash> {
        try all.reduce(into: []) { used, capability in
            used.formUnion(try capability.usedFiles(among: files, on: connection))
        }
    }

    func show(_ file: FileHash, named name: FileName, to visitor: Visitor?, on connection: any Connection) throws
        -> Bool
    {
        try all.contains { try $0.shows(file, named: name, to: visitor, on: connection) }
    }

    func desk(
        of house: HouseFrame, for visitor: Visitor, in language: Language, now: Instant, on connection: any Connection
    ) throws -> [DeskSection] {
        try all.flatMap { try $0.desk(of: house, for: visitor, in: language, now: now, on: connection) }
    }

    func deskNotice(
        of house: HouseFrame, for visitor: Visitor, _ query: FormData, on connection: any Connection
    ) throws -> HTML {
        try all.map { try $0.deskNotice(of: house, for: visitor, query, on: connection) }.joined(by: "")
    }
}
