// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Foundation
import Kernel
import Storage
import Web

/// The command line.
@main
struct Stadtzimmer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stadtzimmer", abstract: "One server for public places where a city meets.",
        subcommands: [
            Serve.self, Pages.self, Migrate.self, Check.self, Backup.self, Restore.self, PersonCommand.self,
            TokenCommand.self, Export.self, Erase.self, HouseCommand.self, ImportCommand.self, KeyCommand.self,
        ])
}

/// A command that works on the server's data: inside the running server when there is one, else by itself.
protocol InsideCommand: AsyncParsableCommand {
    var options: SettingsOptions { get }
    /// What a running server is told: this command, with paths that do not depend on where it was given.
    var argumentsForServer: [String] { get }
    /// What is to be printed.
    func carryOut(in wiring: Wiring) async throws -> String
}

extension InsideCommand {
    var argumentsForServer: [String] { Array(CommandLine.arguments.dropFirst()) }

    func run() async throws {
        let settings = try await options.resolved()
        if !settings.usesPostgres,
            let answer = try ControlClient.ask(
                argumentsForServer, socket: DataDirectory.controlSocket(in: settings.data))
        {
            if !answer.output.isEmpty { Output.line(answer.output) }
            if !answer.error.isEmpty { Output.error(answer.error) }
            if answer.status != 0 { throw ExitCode(answer.status) }
            return
        }
        let base = settings.baseURL ?? "http://\(settings.host):\(settings.port)"
        let wiring = try await Wiring(settings, base: base, logger: Output.logger(level: settings.logLevel))
        do {
            try await wiring.prepare()
            let output = try await carryOut(in: wiring)
            if !output.isEmpty { Output.line(output) }
        } catch let exit as ExitCode {
            throw exit
        } catch {
            Output.error(Complaint.words(for: error, in: wiring))
            throw ExitCode(1)
        }
        try await wiring.close()
    }
}

extension Complaint {
    /// An error in words for the owner of the server.
    static func words(for error: any Error, in wiring: Wiring) -> String {
        guard let rejection = error as? Rejection else { return "\(error)" }
        let texts = wiring.catalogue.texts(in: .german)
        let fields = rejection.fields.map { "\($0.field): \(texts.plain($0.message))" }
        return ([texts.plain(rejection.message)] + fields).joined(separator: "\n")
    }
}
