// SPDX-License-Identifier: EUPL-1.2

/// The targets of a `Package.swift`, read from its text: a test cannot ask SwiftPM, which waits for the test to end.
struct PackageManifest {
    struct Target {
        let name: String
        /// Names of modules, whether a sibling target or a product brings them.
        let dependencies: Set<String>
        let isPlugin: Bool
        let path: String?
    }

    let targets: [Target]

    init(_ text: String) {
        let source = SwiftSource(text)
        let reader = ManifestReader(text: Array(text), code: Array(source.code))
        targets = reader.targets()
    }

    subscript(name: String) -> Target? { targets.first { $0.name == name } }
}

/// `text` and `code` are the same manifest, character by character: brackets count where they are code, names stand in
/// the text.
private struct ManifestReader {
    let text: [Character]
    let code: [Character]

    func targets() -> [PackageManifest.Target] {
        let products = productConstants()
        return calls([".target", ".executableTarget", ".testTarget", ".plugin"]).compactMap { kind, arguments in
            let members = String(text[arguments])
            guard let name = members.firstMatch(of: #/\bname:\s*"(?<name>[^"]+)"/#)?.name else { return nil }
            return PackageManifest.Target(
                name: String(name), dependencies: dependencies(in: arguments, products), isPlugin: kind == ".plugin",
                path: members.firstMatch(of: #/\bpath:\s*"(?<path>[^"]+)"/#).map { String($0.path) })
        }
    }

    /// `let crypto = Target.Dependency.product(name: "Crypto", …)` by its constant.
    private func productConstants() -> [String: String] {
        let pattern = #/\blet\s+(?<constant>\w+)(?:\s*:[^=]+)?\s*=[^=]*?\.product\(\s*name:\s*"(?<product>[^"]+)"/#
        return String(text).matches(of: pattern).reduce(into: [:]) { $0[String($1.constant)] = String($1.product) }
    }

    /// The bodies of the outermost calls of these names.
    private func calls(_ names: [String]) -> [(name: String, arguments: Range<Int>)] {
        var found: [(String, Range<Int>)] = []
        var index = 0
        while index < code.count {
            if let name = names.first(where: { code[index...].starts(with: $0 + "(") }) {
                let start = index + name.count + 1
                let end = closing(of: "(", ")", from: start)
                found.append((name, start..<end))
                index = end
            }
            index += 1
        }
        return found
    }

    private func dependencies(in arguments: Range<Int>, _ products: [String: String]) -> Set<String> {
        let label = "dependencies:"
        guard let start = arguments.first(where: { code[$0..<arguments.upperBound].starts(with: label) }),
            let open = code[start..<arguments.upperBound].firstIndex(of: "[")
        else { return [] }
        let elements = String(text[(open + 1)..<closing(of: "[", "]", from: open + 1)])
        let pattern = #/(?:\.\w+\(\s*(?:name:\s*)?"(?<called>[^"]+)"[^)]*\))|"(?<plain>[^"]+)"|(?<constant>\w+)/#
        return Set(
            elements.matches(of: pattern).map { match in
                let constant = match.constant.map { products[String($0)] ?? String($0) }
                return (match.called ?? match.plain).map(String.init) ?? constant ?? ""
            })
    }

    private func closing(of open: Character, _ close: Character, from start: Int) -> Int {
        var depth = 1
        for index in start..<code.count {
            if code[index] == open { depth += 1 }
            if code[index] == close { depth -= 1 }
            if depth == 0 { return index }
        }
        return code.count
    }
}
