// SPDX-License-Identifier: EUPL-1.2

package import Kernel

/// Plain text of several paragraphs, as people type it: an empty line parts them, a single line break stays one. Each
/// runs in the direction of its own words, whatever the page's.
package enum Paragraphs {
    package static func html(_ words: String) -> HTML {
        var html = HTML()
        var isOpen = false
        for line in words.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            switch (line.isEmpty, isOpen) {
            case (true, true): html += "</p>"
            case (true, false): continue
            case (false, true): html += "<br>\(line)"
            case (false, false): html += "<p dir=\"auto\">\(line)"
            }
            isOpen = !line.isEmpty
        }
        return isOpen ? html + "</p>" : html
    }

    /// The text for a reader, marked with its language where that is not the page's.
    package static func html(_ text: LocalizedText, for reader: Language) -> HTML {
        guard let (words, language) = text.best(for: reader) else { return "" }
        guard language.isForeign(to: reader) else { return html(words) }
        return "<div lang=\"\(language.rawValue)\" dir=\"\(language.direction)\">\(html(words))</div>"
    }
}
