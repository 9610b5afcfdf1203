// SPDX-License-Identifier: EUPL-1.2

import Foundation

/// `EmbedTool MODULE OUTPUT FILE…` writes a Swift file that holds the files as string literals.
@main
enum EmbedTool {
    static func main() throws {
        let arguments = CommandLine.arguments
        let module = arguments[1]
        let output = URL(filePath: arguments[2])
        let files = arguments.dropFirst(3).map { URL(filePath: $0) }
        let texts = files.filter { $0.deletingLastPathComponent().lastPathComponent == "Texts" }
        let assets = files.filter { $0.deletingLastPathComponent().lastPathComponent == "Assets" }

        var swift = "// Made at build time from Texts/ and Assets/.\n\n"
        swift += try table("texts", of: texts) { $0.deletingPathExtension().lastPathComponent }
        swift += try table("assets", of: assets) { $0.lastPathComponent }
        if let german = texts.first(where: { $0.lastPathComponent == "de.yaml" }) {
            swift += try keys(of: String(contentsOf: german, encoding: .utf8), module: module)
        }
        try swift.write(to: output, atomically: true, encoding: .utf8)
    }

    private static func table(_ name: String, of files: [URL], key: (URL) -> String) throws -> String {
        let rows = try files.map { file in
            "        (\"\(key(file))\", #####\"\"\"\n\(try String(contentsOf: file, encoding: .utf8))\n\"\"\"#####),\n"
        }
        return """
            extension Embedded {
                static let \(name): [(name: String, content: String)] = [
            \(rows.joined())    ]
            }

            \(name == "texts" ? "enum Embedded {}\n\n" : "")
            """
    }

    /// A constant per top-level key of the catalogue. Those of Web are for all capabilities.
    private static func keys(of catalogue: String, module: String) -> String {
        let names = catalogue.split(separator: "\n").compactMap { line -> Substring? in
            guard let first = line.first, first.isLetter, let colon = line.firstIndex(of: ":") else { return nil }
            return line[..<colon]
        }
        let access = module == "Web" ? "package " : ""
        let constants = names.map {
            "    \(access)static let \($0) = TextKey(\"\(module).\($0)\")\n"
        }
        return "\(access)import Kernel\n\nextension TextKey {\n\(constants.joined())}\n"
    }
}
