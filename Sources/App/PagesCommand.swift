// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Kernel
import Storage
import Web

/// `stadtzimmer pages`
struct Pages: InsideCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print every page with its states, a JSON object a line.")

    @Flag(help: "Print every path that answers GET instead, with its parameters' names, one a line.")
    var routes = false
    @OptionGroup var options: SettingsOptions

    func carryOut(in wiring: Wiring) async throws -> String {
        if routes { return try wiring.site(base: nil).readablePaths.joined(separator: "\n") }
        let examples = try await wiring.database.read { connection in
            try wiring.capabilities.flatMap { try $0.examples(on: connection) } + wiring.searchRoutes.examples
        }
        return try examples.map { String(decoding: try Self.json($0).bytes, as: UTF8.self) }.joined(separator: "\n")
    }

    private static func json(_ example: PageExample) -> JSON {
        var members: [String: JSON] = ["path": .string(example.link.value), "state": .string(example.state)]
        switch example.viewer {
        case .guest: members["viewer"] = "guest"
        case .staff: members["viewer"] = "staff"
        case .member(let library):
            members["viewer"] = "member"
            members["library"] = .id(library)
        }
        if let post = example.post {
            members["post"] = .array(post.map { [.string($0.name), .string($0.value)] })
        }
        if let file = example.file {
            members["file"] = [
                "field": .string(file.field), "name": .string(file.name), "content_type": .string(file.contentType),
                "content": .string(file.content),
            ]
        }
        return .object(members)
    }
}
