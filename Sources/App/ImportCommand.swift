// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Directory
import Foundation
import Kernel
import Storage
import Web

/// `stadtzimmer import`
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Bring in what other systems know.", subcommands: [ImportLibraries.self])
}

/// `stadtzimmer import libraries`
struct ImportLibraries: InsideCommand {
    static let configuration = CommandConfiguration(
        commandName: "libraries", abstract: "Library statistics (Deutsche Bibliotheksstatistik, CSV) of one year.")

    @Argument(help: "The file to read.") var file: String
    @Option(help: "The year that it reports on; by default the one in the file's name.") var year: Int?
    @Option(
        help: """
            Which columns hold what, as TARGET=HEADING,…: \(ImportTarget.allCases.map(\.rawValue).joined(separator: ", ")); \
            scope=public or scope=total says what the floor area counts. What is not named is guessed from the headings, or \
            from the mapping kept for the year.
            """)
    var mapping: String?
    @Flag(help: "Tell what would become of each row, and write nothing.") var dryRun = false
    @OptionGroup var options: SettingsOptions

    var argumentsForServer: [String] {
        CommandLine.arguments.dropFirst().map { $0 == file ? URL(filePath: file).path : $0 }
    }

    func carryOut(in wiring: Wiring) async throws -> String {
        let imports = wiring.directoryCapability.imports
        let year = try reportYear(now: wiring.clock.now())
        guard let content = FileManager.default.contents(atPath: file) else {
            throw Complaint("there is no file \(file)")
        }
        let (plan, used) = try await plan(content, year, imports, wiring)
        if !dryRun {
            if mapping != nil { try await imports.keep(used, of: year) }
            let all = plan.rows.count
            try await imports.write(plan) { CommandProgress.show("\($0) of \(all) rows") }
        }
        return report(plan, wiring)
    }

    private func plan(
        _ content: Data, _ year: Int, _ imports: Imports, _ wiring: Wiring
    ) async throws -> (ImportPlan, ImportMapping) {
        let wish = mapping
        do {
            return try await wiring.database.read { connection in
                var (table, mapping) = try imports.open(content, year: year, on: connection)
                if let wish { try mapping.apply(wish) }
                if let column = mapping.columns.values.first(where: { !table.header.contains($0) }) {
                    throw Complaint(
                        "there is no column \(column); the columns are: \(table.header.joined(separator: ", "))")
                }
                return (try imports.plan(table, mapping, year: year, on: connection), mapping)
            }
        } catch Imports.Unreadable.empty {
            throw Complaint("\(file) holds no rows")
        } catch Imports.Unreadable.mapping(let problem) {
            throw Complaint(wiring.catalogue.texts(in: .german).plain(problem))
        } catch let part as ImportMapping.UnreadablePart {
            throw Complaint("--mapping cannot be read at \(part.text)")
        }
    }

    private func reportYear(now: Instant) throws -> Int {
        let latest = now.day(in: .gmt).year + 1
        let named = (file as NSString).lastPathComponent.matches(of: /(?:19|20)\d\d/).last.flatMap { Int($0.output) }
        guard let year = year ?? named else { throw Complaint("--year says on which year the file reports") }
        guard (1990...latest).contains(year) else { throw Complaint("\(year) is no year of a report") }
        return year
    }

    /// A line for each row: its line in the file, its fate, its name, and what is to be known of it.
    private func report(_ plan: ImportPlan, _ wiring: Wiring) -> String {
        let texts = wiring.catalogue.texts(in: .german)
        func remark(_ column: String?, _ reason: TextUse) -> String {
            (column.map { "\($0): " } ?? "") + texts.plain(reason)
        }
        var lines = plan.rows.map { row in
            var remarks = row.notes.map { remark($0.column, $0.reason) }
            let fate: String
            switch row.fate {
            case .new: fate = "new"
            case .updated: fate = "updated"
            case .unchanged: fate = "unchanged"
            case .refused(let column, let reason):
                fate = "refused"
                remarks.insert(remark(column, reason), at: 0)
            }
            let name = [row.name, row.place].compactMap(\.self).joined(separator: ", ")
            return ["\(row.line)", fate, name, remarks.joined(separator: " ")].joined(separator: "\t").trimmed
        }
        let counts = plan.counts
        lines.append(
            "\(counts.new) new, \(counts.updated) updated, \(counts.unchanged) unchanged, \(counts.refused) refused"
                + (dryRun ? "; nothing was written" : ""))
        return lines.joined(separator: "\n")
    }
}
