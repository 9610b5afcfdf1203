// SPDX-License-Identifier: EUPL-1.2

import Accounts
import ArgumentParser
import Directory
import Houses
import Kernel
import Mail
import Storage
import Web

struct PersonCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person", abstract: "People who work here.", subcommands: [Add.self])

    /// `stadtzimmer person add`
    struct Add: InsideCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a member of staff, or a role to one who is known; prints a one-time sign-in link.")

        @Argument(help: "E-mail address.") var email: String
        @Option(help: "Name.") var name: String?
        @Option(help: "admin (server), manager, staff, moderator (of a house), member (of an organisation).")
        var role: String?
        @Option(help: "The house, by its name in URLs; netzwerk is the network of libraries.") var house: String?
        @Option(help: "The library or advisory office, by the number at the end of its address; for member or manager.")
        var organisation: String?
        @OptionGroup var options: SettingsOptions

        func carryOut(in wiring: Wiring) async throws -> String {
            let role = try role.map { text in
                guard let role = Role(rawValue: text) else { throw Complaint("no such role: \(text)") }
                return role
            }
            let link = try await wiring.administration.addPerson(
                email: try address(email), name: name, role: role, scope: try await scope(for: role, in: wiring))
            return wiring.letters.url(link)
        }

        private func scope(for role: Role?, in wiring: Wiring) async throws -> ItemReference {
            guard let role, role != .admin else { return .server }
            if let organisation { return try await scope(of: organisation, for: role, in: wiring) }
            guard let slug = house else {
                throw Complaint("--role \(role.rawValue) needs \(role == .member ? "--organisation" : "--house")")
            }
            guard role != .member else { throw Complaint("--role member needs --organisation") }
            guard let frame = try await wiring.frames.house(named: slug) else { throw Complaint("no house \(slug)") }
            return .house(frame.id)
        }

        private func scope(of text: String, for role: Role, in wiring: Wiring) async throws -> ItemReference {
            guard [.manager, .member].contains(role) else {
                throw Complaint("--role \(role.rawValue) goes with --house, not with --organisation")
            }
            guard house == nil else { throw Complaint("--house and --organisation exclude each other") }
            guard let id = OrganisationID(text),
                try await wiring.database.read({ try OrganisationStore().organisation(id, on: $0) }) != nil
            else { throw Complaint("no organisation \(text)") }
            return .organisation(id)
        }
    }
}

struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Tokens for programs.", subcommands: [Create.self])

    /// `stadtzimmer token create`
    struct Create: InsideCommand {
        static let configuration = CommandConfiguration(abstract: "Print a bearer token for the API, once.")

        @Argument(help: "E-mail address of its owner.") var email: String
        @Option(help: "What it is for.") var name: String
        @OptionGroup var options: SettingsOptions

        func carryOut(in wiring: Wiring) async throws -> String {
            try await wiring.administration.createToken(email: try address(email), name: name).text
        }
    }
}

/// `stadtzimmer export`
struct Export: InsideCommand {
    static let configuration = CommandConfiguration(abstract: "Everything held about a person, as JSON.")

    @Argument(help: "E-mail address.") var email: String
    @OptionGroup var options: SettingsOptions

    func carryOut(in wiring: Wiring) async throws -> String {
        let json = try await wiring.administration.export(email: try address(email))
        return String(decoding: try json.bytes, as: UTF8.self)
    }
}

/// `stadtzimmer erase`
struct Erase: InsideCommand {
    static let configuration = CommandConfiguration(abstract: "Forget a person, for good.")

    @Argument(help: "E-mail address.") var email: String
    @OptionGroup var options: SettingsOptions

    func carryOut(in wiring: Wiring) async throws -> String {
        try await wiring.administration.erase(email: try address(email))
        try await wiring.outbox.deliverDue(limit: 100)
        return ""
    }
}

private func address(_ text: String) throws -> MailAddress {
    guard let address = MailAddress(text) else { throw Complaint("not an e-mail address: \(text)") }
    return address
}
