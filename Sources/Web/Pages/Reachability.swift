// SPDX-License-Identifier: EUPL-1.2

package import Kernel

/// How a house, an organisation or an office is reached, as links.
package enum Reachability {
    /// Opens a new mail; in text of either direction.
    package static func mail(_ address: String) -> HTML {
        "<a href=\"\(url: Link(mail: address))\"><bdi>\(address)</bdi></a>"
    }

    /// Dials; shows the number as it was typed.
    package static func phone(_ number: String) -> HTML {
        "<a href=\"\(url: Link(phone: number))\"><bdi>\(number)</bdi></a>"
    }

    /// Shows the host alone, for people read names better than addresses.
    package static func web(_ link: Link) -> HTML {
        let host = link.value.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first ?? ""
        let name = host.hasPrefix("www.") ? host.dropFirst(4) : host
        return "<a href=\"\(url: link)\"><bdi>\(name)</bdi></a>"
    }
}
