// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import TestSupport
import Testing

@testable import Storage

@Suite("The store of files")
struct FileStoreTests {
    private static let now = Instant(seconds: 1_795_428_000)

    /// A database with a table of uses, as a capability has one, and a store in a folder of its own.
    private final class Place: Sendable {
        let database: any Database
        let store: FileStore

        init(_ engine: Engine, migrated: Bool = true) async throws {
            database = try await engine.makeDatabase()
            let folder = FileManager.default.temporaryDirectory.appending(path: "files-\(UUID())")
            store = FileStore(directory: folder.path)
            try store.prepare()
            let uses = Migration("test.001-uses") { _ in
                [
                    """
                    CREATE TABLE use_of_file (hash \(ddl: .text) NOT NULL REFERENCES stored_file (hash),
                        told \(ddl: .integer) NOT NULL) \(ddl: .strict)
                    """
                ]
            }
            try await database.migrate(FileStore.migrations + [uses], clock: Clock { FileStoreTests.now })
        }

        deinit { try? FileManager.default.removeItem(atPath: store.directory) }

        let uses: FileUses = { hashes, connection in
            Set(
                try connection.all("SELECT hash FROM use_of_file WHERE told = 1 AND hash IN (\(list: hashes))") {
                    row -> FileHash in try row["hash"]
                })
        }

        func arriving(_ text: String) throws -> ArrivingFile {
            let file = try store.begin()
            try file.append(Array(text.utf8))
            return file
        }

        @discardableResult
        func add(_ text: String, isUsed: Bool = true, isTold: Bool = true, at time: Instant = now) async throws
            -> FileHash
        {
            let kept = try await store.keep(try arriving(text), mediaType: "text/plain", now: time)
            try await database.write { [store] connection in
                try store.enter(kept, now: time, on: connection)
                if isUsed {
                    try connection.execute("INSERT INTO use_of_file (hash, told) VALUES (\(kept.hash), \(isTold))")
                }
            }
            return kept.hash
        }

        func tidy(at time: Instant) async throws { try await store.tidy(database, uses: uses, now: time) }

        func has(_ hash: FileHash) -> Bool { FileManager.default.fileExists(atPath: store.path(of: hash)) }

        func knows(_ hash: FileHash) async throws -> Bool {
            try await database.read { [store] in try store.file(hash, on: $0) } != nil
        }

        /// All files below the store but its lock.
        var everything: [String] {
            get throws {
                try FileManager.default.subpathsOfDirectory(atPath: store.directory).filter { name in
                    var isFolder: ObjCBool = false
                    _ = FileManager.default.fileExists(atPath: "\(store.directory)/\(name)", isDirectory: &isFolder)
                    return !isFolder.boolValue && name != "lock"
                }
            }
        }
    }

    @Test("keeps a file under its hash, once however often it comes", arguments: Engine.available)
    func keeps(engine: Engine) async throws {
        let place = try await Place(engine)
        let hash = try await place.add("abc")
        #expect(hash.text == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(try await place.add("abc", at: Self.now + .hours(1)) == hash)
        #expect(try place.everything == ["ba/\(hash.text.dropFirst(2))"])
        let file = try await place.database.read { [store = place.store] in try store.file(hash, on: $0) }
        #expect(file == StoredFile(hash: hash, byteCount: 3, mediaType: "text/plain"))
        #expect(try String(contentsOfFile: place.store.path(of: hash), encoding: .utf8) == "abc")
        #expect(try await place.store.check(place.database, now: Self.now) == [])
    }

    @Test("keeps a file without a byte", arguments: Engine.available)
    func keepsNothing(engine: Engine) async throws {
        let place = try await Place(engine)
        let hash = try await place.add("")
        #expect(place.has(hash))
        #expect(try await place.store.check(place.database, now: Self.now) == [])
    }

    @Test("gives back what it took, from any place in the file")
    func readsArrivals() async throws {
        let file = try await Place(.sqlite).arriving("0123456789")
        #expect(try file.bytes(at: 3, count: 4) == Array("3456".utf8))
        #expect(try file.bytes(at: 8, count: 9) == Array("89".utf8))
        #expect(try file.bytes(at: 99, count: 1) == [])
        #expect(file.byteCount == 10)
    }

    @Test("leaves nothing of a file that was not kept")
    func dropsArrivals() async throws {
        let place = try await Place(.sqlite)
        do {
            let file = try place.arriving("abc")
            #expect(FileManager.default.fileExists(atPath: file.path))
            try place.store.prepare()
            #expect(FileManager.default.fileExists(atPath: file.path), "somebody is at it")
        }
        #expect(try place.everything == [])
    }

    @Test("clears away at the start what a process left that is no more")
    func clearsArrivals() async throws {
        let place = try await Place(.sqlite)
        try Data("abc".utf8).write(to: URL(filePath: "\(place.store.directory)/arriving/0123"))
        try place.store.prepare()
        #expect(try place.everything == [])
    }

    @Test("removes a file that nobody uses, after the grace time and not before", arguments: Engine.available)
    func removesUnused(engine: Engine) async throws {
        let place = try await Place(engine)
        let (unused, used) = (try await place.add("unused", isUsed: false), try await place.add("used"))
        try await place.tidy(at: Self.now + FileStore.grace)
        #expect(try await place.knows(unused))
        try await place.tidy(at: Self.now + FileStore.grace + .hours(1))
        #expect(try await !place.knows(unused))
        #expect(place.has(unused), "a backup may still be copying it")
        try await place.tidy(at: Self.now + .days(4))
        #expect(!place.has(unused))
        #expect(try await place.knows(used))
        #expect(place.has(used))
        #expect(try await place.store.check(place.database, now: Self.now + .days(9)) == [])
    }

    @Test("keeps a file whose use nobody told of, for the database knows", arguments: Engine.available)
    func trustsTheDatabase(engine: Engine) async throws {
        let place = try await Place(engine)
        let (quiet, unused) = (
            try await place.add("quiet", isTold: false), try await place.add("unused", isUsed: false)
        )
        try await place.tidy(at: Self.now + .days(9))
        #expect(try await place.knows(quiet))
        #expect(try await !place.knows(unused))
        #expect(place.has(quiet))
    }

    @Test("loses nothing to a transaction that is rolled back, and keeps no rubbish of it", arguments: Engine.available)
    func survivesRollback(engine: Engine) async throws {
        struct Stop: Error {}
        let place = try await Place(engine)
        let there = try await place.add("there")
        for text in ["there", "new"] {
            let kept = try await place.store.keep(try place.arriving(text), mediaType: "text/plain", now: Self.now)
            await #expect(throws: Stop.self) {
                try await place.database.write { [store = place.store] connection in
                    try store.enter(kept, now: Self.now, on: connection)
                    throw Stop()
                }
            }
        }
        #expect(try place.everything.count == 2)
        try await place.tidy(at: Self.now + .days(2))
        #expect(try place.everything == ["\(there.text.prefix(2))/\(there.text.dropFirst(2))"])
    }

    @Test("keeps a file that came again while it was about to be removed", arguments: Engine.available)
    func keepsWhatComesAgain(engine: Engine) async throws {
        let place = try await Place(engine)
        let hash = try await place.add("abc", isUsed: false)
        try await place.tidy(at: Self.now + .days(2))
        #expect(try await place.add("abc", at: Self.now + .days(4)) == hash)
        try await place.tidy(at: Self.now + .days(4) + .hours(1))
        #expect(place.has(hash))
        #expect(try await place.knows(hash))
    }

    @Test("takes no file away that was put there anew since it was looked at")
    func looksAgain() async throws {
        let place = try await Place(.sqlite)
        let hash = try await place.add("abc", isUsed: false)
        try place.store.remove(hash, unlessPutAfter: Self.now)
        #expect(place.has(hash))
        try place.store.remove(hash, unlessPutAfter: Self.now + .hours(1))
        #expect(!place.has(hash))
    }

    @Test("names what is missing, damaged or nobody's", arguments: Engine.available)
    func checks(engine: Engine) async throws {
        let place = try await Place(engine)
        let (missing, damaged) = (try await place.add("missing"), try await place.add("damaged"))
        let orphan = try await place.store.keep(try place.arriving("orphan"), mediaType: "text/plain", now: Self.now)
        try FileManager.default.removeItem(atPath: place.store.path(of: missing))
        try Data("Damaged".utf8).write(to: URL(filePath: place.store.path(of: damaged)))
        let damage = try await place.store.check(place.database, now: Self.now + .days(3))
        #expect(
            Set(damage) == [
                "file \(missing) is missing", "file \(damaged) is damaged", "file \(orphan.hash) belongs to nobody",
            ])
        try await place.add("damaged", at: Self.now + .days(3))
        #expect(try await place.store.check(place.database, now: Self.now) == ["file \(missing) is missing"])
    }

    @Test("removes at once what nobody uses any more, and only that", arguments: Engine.available)
    func removesNow(engine: Engine) async throws {
        let place = try await Place(engine)
        let later = Self.now + .hours(2)
        for (text, isUsed, isTold, goes) in [
            ("used", true, true, false), ("quiet", true, false, false), ("unused", false, true, true),
        ] {
            let hash = try await place.add(text, isUsed: isUsed, isTold: isTold)
            #expect(
                try await place.store.removeNow(hash, from: place.database, uses: place.uses, now: later) == goes)
            #expect(place.has(hash) == !goes)
            #expect(try await place.knows(hash) == !goes)
        }
        let fresh = try await place.add("fresh", isUsed: false, at: later)
        #expect(try await !place.store.removeNow(fresh, from: place.database, uses: place.uses, now: later))
        #expect(place.has(fresh))
    }

    @Test("takes over the whole files of another store, and names the others")
    func adopts() async throws {
        let (old, new) = (try await Place(.sqlite), try await Place(.sqlite))
        let (whole, damaged) = (try await old.add("whole"), try await old.add("damaged"))
        try Data("Damaged".utf8).write(to: URL(filePath: old.store.path(of: damaged)))
        #expect(try new.store.adopt(from: old.store.directory, now: Self.now) == ["file \(damaged) is damaged"])
        #expect(try new.everything == ["\(whole.text.prefix(2))/\(whole.text.dropFirst(2))"])
    }

    @Test("is whole after a kill between a file's arrival and its row")
    func survivesKill() async throws {
        await #expect(processExitsWith: .signal(SIGKILL)) {
            let store = FileStore(directory: NSTemporaryDirectory() + "files-killed-\(getppid())")
            try store.prepare()
            let lost = try store.begin()
            try lost.append(Array("half".utf8))
            let file = try store.begin()
            try file.append(Array("whole".utf8))
            _ = try await store.keep(file, mediaType: "text/plain", now: Instant(seconds: 1_795_428_000))
            withExtendedLifetime(lost) { _ = kill(getpid(), SIGKILL) }
        }
        let place = try await Place(.sqlite)
        let store = FileStore(directory: NSTemporaryDirectory() + "files-killed-\(getpid())")
        defer { try? FileManager.default.removeItem(atPath: store.directory) }
        func names() throws -> [String] {
            try FileManager.default.subpathsOfDirectory(atPath: store.directory).filter { $0.count > 30 }
        }
        #expect(try names().count == 2)
        try store.prepare()
        #expect(try names().count == 1)
        #expect(try await store.check(place.database, now: Self.now + .hours(1)) == [])
        #expect(try await store.check(place.database, now: Self.now + .days(3)).count == 1)
        try await store.tidy(place.database, uses: place.uses, now: Self.now + .days(2))
        #expect(try names() == [])
    }
}
