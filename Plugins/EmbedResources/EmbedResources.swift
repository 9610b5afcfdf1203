// SPDX-License-Identifier: EUPL-1.2

import Foundation
import PackagePlugin

/// Turns a target's `Texts/` and `Assets/` into Swift string literals, so that the binary carries them itself, and the
/// keys of `Texts/de.yaml` into constants, so that a misspelt key does not compile.
@main
struct EmbedResources: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        guard let target = target as? SourceModuleTarget else { return [] }
        let inputs = ["Texts", "Assets"].flatMap { folder -> [URL] in
            let directory = target.directoryURL.appending(path: folder)
            let files = try? FileManager.default.contentsOfDirectory(at: directory, includingPropertiesForKeys: nil)
            return (files ?? []).filter { !$0.lastPathComponent.hasPrefix(".") }.sorted { $0.path < $1.path }
        }
        let output = context.pluginWorkDirectoryURL.appending(path: "Embedded.swift")
        return [
            .buildCommand(
                displayName: "Embedding resources of \(target.name)",
                executable: try context.tool(named: "EmbedTool").url,
                arguments: [target.name, output.path] + inputs.map(\.path),
                inputFiles: inputs, outputFiles: [output])
        ]
    }
}
