// SPDX-License-Identifier: EUPL-1.2

import Foundation

/// The package as it lies on disk.
enum Checkout {
    struct File {
        /// Relative to the root of the package.
        let path: String
        let text: String
    }

    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func manifest() throws -> PackageManifest {
        PackageManifest(try String(contentsOf: root.appending(path: "Package.swift"), encoding: .utf8))
    }

    /// The text files below a folder, by path.
    static func files(in folder: String) throws -> [File] {
        let kinds: Set = ["swift", "c", "h", "modulemap", "yaml", "css", "js"]
        let start = root.appending(path: folder)
        let names = try FileManager.default.subpathsOfDirectory(atPath: start.path).sorted()
        return try names.filter { kinds.contains(URL(filePath: $0).pathExtension) }.map { name in
            File(path: "\(folder)/\(name)", text: try String(contentsOf: start.appending(path: name), encoding: .utf8))
        }
    }

    static func swiftFiles(in folder: String) throws -> [File] {
        try files(in: folder).filter { $0.path.hasSuffix(".swift") }
    }

    /// None for a target that holds no Swift.
    static func swiftFiles(of target: PackageManifest.Target) throws -> [File] {
        let folders = target.path.map { [$0] } ?? ["Sources/\(target.name)", "Tests/\(target.name)"]
        let folder = folders.first { FileManager.default.fileExists(atPath: root.appending(path: $0).path) }
        return try folder.map(swiftFiles) ?? []
    }

    /// The modules under `Sources/` that hold Swift.
    static func modules() throws -> Set<String> {
        Set(
            try swiftFiles(in: "Sources").compactMap {
                $0.path.split(separator: "/").dropFirst().first.map(String.init)
            })
    }
}
