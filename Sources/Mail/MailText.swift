// SPDX-License-Identifier: EUPL-1.2

import Foundation
package import Kernel

/// What a mail says, written once and sent as plain text and as HTML. Catalogue texts are resolved when it is sent.
package struct MailText: Sendable {
    package enum Block: Sendable {
        case paragraph(HTML)
        case facts([(label: HTML, value: HTML)])
        /// The one thing to do now. `url` is absolute, for a mail knows no server.
        case action(label: HTML, url: String)
        /// What stands at the foot: why this mail came, who sent it.
        case small(HTML)
    }

    package let subject: HTML
    package let language: Language
    package let blocks: [Block]

    package init(subject: HTML, language: Language, blocks: [Block]) {
        self.subject = subject
        self.language = language
        self.blocks = blocks
    }

    package func subject(with resolver: some TextResolver) -> String { subject.plainText(with: resolver) }

    /// Blocks with an empty line between them; the foot is set off by a signature mark.
    package func text(with resolver: some TextResolver) -> String {
        var pieces: [String] = []
        var hasFoot = false
        for block in blocks {
            if case .small = block, !hasFoot {
                hasFoot = true
                pieces.append("-- \n" + block.text(with: resolver))
            } else {
                pieces.append(block.text(with: resolver))
            }
        }
        return pieces.joined(separator: "\n\n") + "\n"
    }

    /// A page of its own, with inline styles alone: mail programs drop the rest. It loads nothing.
    package func html(with resolver: some TextResolver) -> String {
        let page: HTML = """
            <!DOCTYPE html>
            <html lang="\(language.rawValue)" dir="\(language.direction)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <meta name="color-scheme" content="light dark">
            <title>\(subject(with: resolver))</title>
            </head>
            <body style="margin:0">
            <main style="max-width:34em;margin:0 auto;padding:24px 16px;font:18px/1.55 sans-serif">
            \(blocks.map(\.html))</main>
            </body>
            </html>

            """
        return String(decoding: page.rendered(with: resolver), as: UTF8.self)
    }
}

extension MailText.Block {
    fileprivate func text(with resolver: some TextResolver) -> String {
        switch self {
        case .paragraph(let content), .small(let content): content.plainText(with: resolver)
        case .facts(let facts):
            facts.map { "\($0.label.plainText(with: resolver)): \($0.value.plainText(with: resolver))" }
                .joined(separator: "\n")
        case .action(let label, let url): "\(label.plainText(with: resolver)):\n\(url)"
        }
    }

    fileprivate var html: HTML {
        switch self {
        case .paragraph(let content): return "<p style=\"margin:0 0 16px\">\(content)</p>\n"
        case .facts(let facts):
            let rows = facts.map { label, value -> HTML in
                """
                <tr><th scope="row" style="padding:4px 16px 4px 0;text-align:start;vertical-align:top">\(label)</th>\
                <td style="padding:4px 0;vertical-align:top">\(value)</td></tr>

                """
            }
            return "<table style=\"margin:0 0 16px;border-collapse:collapse\">\n\(rows)</table>\n"
        case .action(let label, let url):
            guard let link = Link(external: url) else { return "<p style=\"margin:0 0 16px\">\(label): \(url)</p>\n" }
            return """
                <p style="margin:24px 0 8px"><a href="\(url: link)" style="display:inline-block;padding:12px 20px;\
                border-radius:6px;background:#1d4f7c;color:#ffffff;text-decoration:none">\(label)</a></p>
                <p style="margin:0 0 24px;font-size:15px;overflow-wrap:anywhere">\(url)</p>

                """
        case .small(let content): return "<p style=\"margin:0 0 8px;font-size:15px\">\(content)</p>\n"
        }
    }
}
