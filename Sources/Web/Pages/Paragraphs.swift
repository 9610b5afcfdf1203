// SPDX-License-Identifier: EUPL-1.2

package import Kernel

/// Plain text of several paragraphs, as people type it: an empty line parts them, a single line break stays one.
package enum Paragraphs {
    package static func html(_ words: String) -> HTML {
        words.replacing("\r\n", with: "\n").split(separator: "\n\n").map { paragraph -> HTML in
            let lines = paragraph.split(separator: "\n").map { "\($0)" as HTML }
            return "<p>\(lines.joined(by: "<br>"))</p>"
        }.joined(by: "")
    }

    /// The text for a reader, marked with its language where that is not the page's.
    package static func html(_ text: LocalizedText, for reader: Language) -> HTML {
        guard let (words, language) = text.best(for: reader) else { return "" }
        guard language != reader, !(language == .german && reader == .easyGerman) else { return html(words) }
        let direction = language.isRightToLeft ? "rtl" : "ltr"
        return "<div lang=\"\(language.rawValue)\" dir=\"\(direction)\">\(html(words))</div>"
    }
}
