// SPDX-License-Identifier: EUPL-1.2

package import Kernel

/// A part of a page that another capability fills.
package struct Panel: Sendable {
    package let title: TextUse
    package let content: HTML
    /// Needs two thirds of the width on large screens, where several stand beside each other; others get one third.
    package let isWide: Bool
    /// What leads to it from the top of the page, for those who came for nothing else.
    package let shortcut: TextUse?

    package init(title: TextUse, content: HTML, isWide: Bool = false, shortcut: TextUse? = nil) {
        self.title = title
        self.content = content
        self.isWide = isWide
        self.shortcut = shortcut
    }
}
