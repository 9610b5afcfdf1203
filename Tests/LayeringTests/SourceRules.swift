// SPDX-License-Identifier: EUPL-1.2

/// What no file under `Sources/` may contain. Each rule returns the lines that break it.
enum SourceRules {
    static let longestFile = 400

    static func isTooLong(_ text: String) -> Bool {
        text.split(separator: "\n", omittingEmptySubsequences: false).count - (text.hasSuffix("\n") ? 1 : 0)
            > longestFile
    }

    static func namesLicence(_ text: String) -> Bool {
        text.numberedLines.prefix(2).contains { $0.text.contains("SPDX-License-Identifier: EUPL-1.2") }
    }

    /// What ends the process instead of the request.
    @Sendable
    static func traps(in source: SwiftSource) -> [Int] {
        linesMatching(#/\btry!|\bas!|\bfatalError\s*\(/#, in: source.code)
    }

    /// Work left undone, in code or comment.
    @Sendable
    static func promises(in source: SwiftSource) -> [Int] {
        linesMatching(#/\b(?:TODO|FIXME|XXX)\b/#, in: source.text)
    }

    /// A URL attribute that takes a value which is not a `Link`.
    @Sendable
    static func uncheckedURLs(in source: SwiftSource) -> [Int] {
        linesMatching(#/\b(?:href|src|action|formaction)=\\?"[^"\\]*\\\((?!url:)/#, in: source.text)
    }

    private static func linesMatching(_ pattern: some RegexComponent, in text: String) -> [Int] {
        text.numberedLines.filter { $0.text.contains(pattern) }.map(\.number)
    }
}
