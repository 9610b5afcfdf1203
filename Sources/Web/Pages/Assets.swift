// SPDX-License-Identifier: EUPL-1.2

import Kernel

/// The files that pages load, under names that change with their content, so that browsers may keep them for ever.
package struct Assets: Sendable {
    struct File: Sendable {
        let bytes: [UInt8]
        /// The same as gzip.
        let compressed: [UInt8]?
        let contentType: String

        init(_ bytes: [UInt8], contentType: String) {
            self.bytes = bytes
            self.contentType = contentType
            compressed = Gzip.compressed(bytes)
        }
    }

    private(set) var files: [String: File] = [:]
    private var names: [String: String] = [:]

    /// Those of every page, and those that capabilities bring for pages of theirs.
    package init(_ others: [(name: String, content: String)] = []) {
        for asset in Embedded.assets + others { add(asset.name, asset.content) }
    }

    /// Adds a file and returns the link to it.
    @discardableResult
    mutating func add(_ name: String, _ content: String) -> Link {
        let content = name.hasSuffix(".css") ? CompactStylesheet.of(content) : content
        let dot = name.lastIndex(of: ".") ?? name.endIndex
        let hashed = "\(name[..<dot]).\(content.sha256.prefix(12))\(name[dot...])"
        files[hashed] = File(Array(content.utf8), contentType: Self.contentType(of: name))
        names[name] = hashed
        return Link(path: "assets", hashed)
    }

    func link(_ name: String) -> Link { Link(path: "assets", names[name] ?? name) }

    private static func contentType(of name: String) -> String {
        switch name.split(separator: ".").last {
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "svg": "image/svg+xml"
        default: "application/octet-stream"
        }
    }
}
