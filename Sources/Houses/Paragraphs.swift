// SPDX-License-Identifier: EUPL-1.2

import Kernel

extension LocalizedText {
    /// The text for a reader in paragraphs: an empty line parts them, a single line break stays one. Marked with its
    /// language where that is not the page's.
    func paragraphs(for reader: Language) -> HTML {
        guard let (text, language) = best(for: reader) else { return "" }
        let paragraphs = text.split(separator: "\n\n").map { paragraph -> HTML in
            let lines = paragraph.split(separator: "\n").map { "\($0)" as HTML }
            return "<p>\(lines.joined(by: "<br>"))</p>"
        }
        guard language != reader, !(language == .german && reader == .easyGerman) else {
            return paragraphs.joined(by: "")
        }
        let direction = language.isRightToLeft ? "rtl" : "ltr"
        return "<div lang=\"\(language.rawValue)\" dir=\"\(direction)\">\(paragraphs)</div>"
    }
}

/// How a house, an organisation or an office is reached, as links.
enum Reachability {
    static func mail(_ address: String) -> HTML {
        "<a href=\"\(url: Link(mail: address))\"><bdi>\(address)</bdi></a>"
    }

    static func phone(_ number: String) -> HTML {
        "<a href=\"\(url: Link(phone: number))\"><bdi>\(number)</bdi></a>"
    }

    /// Shows the host alone, for people read names better than addresses.
    static func web(_ link: Link) -> HTML {
        let host = link.value.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first ?? ""
        let name = host.hasPrefix("www.") ? host.dropFirst(4) : host
        return "<a href=\"\(url: link)\"><bdi>\(name)</bdi></a>"
    }
}
