// SPDX-License-Identifier: EUPL-1.2

/// Which module may import which: only downward, and capabilities never each other.
enum Layers {
    private static let tools: Set = ["Storage", "Mail", "Search", "Calendars", "Imaging"]
    private static let sideways: Set = ["Mail > Storage", "Search > Storage"]
    /// What the toolchain and the system bring; everything else has to be declared.
    private static let system: Set = [
        "Swift", "Foundation", "FoundationEssentials", "FoundationNetworking", "FoundationXML", "Glibc", "Musl",
        "Darwin",
        "Dispatch", "Synchronization", "RegexBuilder", "Observation", "PackagePlugin", "Testing",
    ]

    static func isSystem(_ module: String) -> Bool { system.contains(module) }

    /// A wrapper around a C library lies below everything.
    static func isWrapper(_ module: String) -> Bool {
        module.first == "C" && module.dropFirst().first?.isUppercase == true
    }

    /// `siblings` are the modules of this package.
    static func mayImport(_ module: String, in importer: String, siblings: Set<String>) -> Bool {
        guard siblings.contains(module), !isWrapper(module) else { return true }
        return height(of: module) < height(of: importer) || sideways.contains("\(importer) > \(module)")
    }

    private static func height(of module: String) -> Int {
        switch module {
        case "Kernel": 0
        case _ where tools.contains(module): 1
        case "Web": 2
        case "App": 4
        default: 3
        }
    }

    /// What is wrong between the imports of a target and its declared dependencies.
    static func differences(imported: Set<String>, declared: Set<String>) -> [String] {
        let needed = imported.filter { !isSystem($0) }
        return needed.subtracting(declared).sorted().map { "imports \($0) without declaring it" }
            + declared.subtracting(needed).sorted().map { "declares \($0) without importing it" }
    }
}
