// SPDX-License-Identifier: EUPL-1.2

import Testing

/// What holds the package up and no compiler checks: SwiftPM lets an undeclared import of a sibling build.
@Suite("The package")
struct LayeringTests {
    @Test("imports only what lies below")
    func importsPointDownward() throws {
        let modules = try Checkout.modules()
        let wrong = try modules.sorted().flatMap { module in
            try Checkout.swiftFiles(in: "Sources/\(module)").flatMap { file in
                SwiftSource(file.text).imports
                    .filter { !Layers.mayImport($0.module, in: module, siblings: modules) }
                    .map { "\(file.path):\($0.line) imports \($0.module)" }
            }
        }
        #expect(wrong == [])
    }

    @Test("declares exactly what each target imports")
    func dependenciesAreDeclared() throws {
        let manifest = try Checkout.manifest()
        let missing = try Checkout.modules().filter { manifest[$0] == nil }
        #expect(missing == [], "no target of that name")
        let wrong = try manifest.targets.filter { !$0.isPlugin }.flatMap { target in
            let files = try Checkout.swiftFiles(of: target)
            let imported = Set(files.flatMap { SwiftSource($0.text).imports.map(\.module) })
            let differences = Layers.differences(imported: imported, declared: target.dependencies)
            return files.isEmpty ? [] : differences.map { "\(target.name) \($0)" }
        }
        #expect(wrong == [])
    }

    @Test("has short files that name their licence", arguments: ["Sources", "Tests", "Plugins"])
    func filesAreShortAndLicensed(folder: String) throws {
        let unlicensed = try Checkout.files(in: folder).filter { !SourceRules.namesLicence($0.text) }.map(\.path)
        #expect(unlicensed == [])
        let long = try Checkout.swiftFiles(in: folder).filter { SourceRules.isTooLong($0.text) }.map(\.path)
        #expect(long == [])
    }

    @Test(
        "never traps, leaves nothing undone and takes no unchecked URL",
        arguments: [SourceRules.traps, SourceRules.promises, SourceRules.uncheckedURLs])
    func sourcesAreSound(rule: @Sendable (SwiftSource) -> [Int]) throws {
        let wrong = try Checkout.swiftFiles(in: "Sources").flatMap { file in
            rule(SwiftSource(file.text)).map { "\(file.path):\($0)" }
        }
        #expect(wrong == [])
    }
}
