// SPDX-License-Identifier: EUPL-1.2

import Accounts
import ArgumentParser
import Foundation
import Houses
import Kernel
import Search
import Storage
import Web

/// `stadtzimmer migrate`
struct Migrate: InsideCommand {
    static let configuration = CommandConfiguration(abstract: "Bring the schema up to date.")

    @OptionGroup var options: SettingsOptions

    func carryOut(in wiring: Wiring) async throws -> String { "The schema is up to date." }
}

/// `stadtzimmer check`
struct Check: InsideCommand {
    static let configuration = CommandConfiguration(abstract: "Test the integrity of database and files.")

    @Flag(help: "Compare what search holds with the items as they are, and mend it.") var search = false
    @OptionGroup var options: SettingsOptions

    func carryOut(in wiring: Wiring) async throws -> String {
        let damage =
            try await wiring.database.check() + wiring.files.check(wiring.database, now: wiring.clock.now())
        guard damage.isEmpty else { throw Complaint(damage.joined(separator: "\n")) }
        if search {
            let faults = try await wiring.searchProof.mend()
            guard faults.isEmpty else { throw Complaint(Self.words(for: faults)) }
        }
        return "No damage found."
    }

    private static func words(for faults: [SearchEntries.Fault: Int]) -> String {
        let lines = faults.sorted { $0.key.rawValue < $1.key.rawValue }.map { fault, count in
            switch fault {
            case .missing: "\(count) missing"
            case .stale: "\(count) out of date"
            case .tokens: "\(count) taken apart differently"
            case .orphaned: "\(count) of items that nobody may find"
            }
        }
        return "Entries of the search were wrong and have been mended: \(lines.joined(separator: ", "))."
    }
}

/// `stadtzimmer backup`
struct Backup: InsideCommand {
    static let configuration = CommandConfiguration(abstract: "Write a consistent copy, also while serving.")

    @Argument(help: "The file to write.") var file: String
    @Flag(help: "Overwrite the file.") var force = false
    @OptionGroup var options: SettingsOptions

    var argumentsForServer: [String] {
        CommandLine.arguments.dropFirst().map { $0 == file ? URL(filePath: file).path : $0 }
    }

    func carryOut(in wiring: Wiring) async throws -> String {
        if FileManager.default.fileExists(atPath: file) {
            guard force else { throw Complaint("\(file) is there already; --force overwrites it") }
        }
        let missing = try await BackupArchive(path: file).write(wiring.database, wiring.files)
        guard missing.isEmpty else {
            throw Complaint("\(file) is written, but not whole:\n" + missing.joined(separator: "\n"))
        }
        return ""
    }
}

/// `stadtzimmer restore`
struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Put a copy in the place of the database; forgets again whoever was forgotten since.")

    @Argument(help: "The file to read.") var file: String
    @Flag(help: "Overwrite what is there.") var force = false
    @OptionGroup var options: SettingsOptions

    func run() async throws {
        let settings = try await options.resolved()
        guard FileManager.default.fileExists(atPath: file) else { throw Complaint("there is no file \(file)") }
        try await replaceEverything(settings)
        let wiring = try await Wiring(
            settings, base: "http://localhost", logger: Output.logger(level: settings.logLevel))
        try await wiring.prepare()
        try await wiring.close()
    }

    /// Files first: a row never comes before its file.
    private func replaceEverything(_ settings: Settings) async throws {
        let directory = settings.usesPostgres ? nil : try DataDirectory(settings.data)
        if let target = directory.map({ DataDirectory.databaseFile(in: $0.path) }), !force,
            FileManager.default.fileExists(atPath: target)
        {
            throw Complaint("\(target) is there already; --force overwrites it")
        }
        let store = FileStore(directory: DataDirectory.files(in: settings.data))
        try await BackupArchive(path: file).read(into: store, now: Clock.system.now()) { copy in
            if let url = settings.database {
                try await PostgresDatabase.restore(from: copy, to: url, keeping: ["erasure"], replacing: force)
            } else if let directory {
                try await restore(copy, in: directory)
            }
        }
    }

    private func restore(_ copy: String, in directory: DataDirectory) async throws {
        let target = DataDirectory.databaseFile(in: directory.path)
        let files = FileManager.default
        let header = try FileHandle(forReadingFrom: URL(filePath: copy)).read(upToCount: 16) ?? Data()
        guard header == Data("SQLite format 3\0".utf8) else { throw Complaint("\(file) is not a copy of a database") }
        let arriving = target + ".arriving"
        try? files.removeItem(atPath: arriving)
        defer { for suffix in ["", "-wal", "-shm"] { try? files.removeItem(atPath: arriving + suffix) } }
        try files.copyItem(atPath: copy, toPath: arriving)
        let arrived = try SQLiteDatabase(path: arriving)
        let damage = try await arrived.check()
        try await arrived.close()
        guard damage.isEmpty else { throw Complaint("\(file) is damaged:\n" + damage.joined(separator: "\n")) }
        for suffix in ["-wal", "-shm"] { try? files.removeItem(atPath: target + suffix) }
        guard rename(arriving, target) == 0 else { throw Complaint("cannot write \(target)") }
    }
}

struct HouseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "house", abstract: "Houses.", subcommands: [Add.self])

    /// `stadtzimmer house add`
    struct Add: InsideCommand {
        static let configuration = CommandConfiguration(abstract: "An empty house, to be furnished in the browser.")

        @Argument(help: "Its name in URLs.") var slug: String
        @Option(help: "Its name for people.") var name: String
        @OptionGroup var options: SettingsOptions

        func carryOut(in wiring: Wiring) async throws -> String {
            let houses = wiring.houses
            _ = try await wiring.database.write { connection in
                try houses.add(slug: slug, name: name, on: connection)
            }
            return ""
        }
    }
}

struct KeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "The master key.", subcommands: [Recovery.self, Rotate.self])

    /// `stadtzimmer key recovery`
    struct Recovery: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print the master key as words for the safe.")

        @OptionGroup var options: SettingsOptions

        func run() async throws {
            let settings = try await options.resolved()
            let keys = try KeyFile(path: settings.masterKeyPath).keys()
            Output.line(RecoveryWords.encode(keys).joined(separator: " "))
        }
    }

    /// `stadtzimmer key rotate`
    struct Rotate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Seal everything with a new master key. The server must not run.")

        @OptionGroup var options: SettingsOptions

        func run() async throws {
            let settings = try await options.resolved()
            let wiring = try await Wiring(
                settings, base: "http://localhost", logger: Output.logger(level: settings.logLevel))
            try await wiring.prepare()
            let file = KeyFile(path: settings.masterKeyPath)
            let old = try file.keys()
            let new = Vault.Keys(master: Vault.Keys.random().master, lookup: old.lookup)
            // Both lie there until the database is sealed anew: a start after a crash finds the one that fits.
            try file.successor.write(new)
            let count = try await wiring.administration.rotateMasterKey(from: Vault(old), to: Vault(new))
            try file.write(new)
            try file.successor.remove()
            try await wiring.close()
            Output.line("\(count)")
        }
    }
}
