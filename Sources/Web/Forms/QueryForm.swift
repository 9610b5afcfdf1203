// SPDX-License-Identifier: EUPL-1.2

package import Kernel

/// A form that asks for another view of a page: what is typed stands in the address, and nothing is changed.
package struct QueryForm: Sendable {
    private let action: Link
    private let button: HTML
    /// Names the landmark when it is a search.
    private let searchLabel: HTML?
    /// Passed on unseen.
    private let hidden: [(name: String, value: String)]
    /// Stands in one line above a list.
    private let isBar: Bool

    package init(
        _ action: Link, button: HTML, searchLabel: HTML? = nil, hidden: [(name: String, value: String)] = [],
        isBar: Bool = false
    ) {
        self.action = action
        self.button = button
        self.searchLabel = searchLabel
        self.hidden = hidden
        self.isBar = isBar
    }

    package func html(_ parts: [FormPart], _ state: FormState) -> HTML {
        let role: HTML = searchLabel.map { " role=\"search\" aria-label=\"\($0)\"" } ?? ""
        let unseen = HiddenInputs.html(hidden)
        if isBar {
            return """
                <form class="search" method="get" action="\(url: action)" novalidate\(role)>\(unseen)\(parts.html(state))\
                <button class="button secondary" type="submit">\(button)</button></form>
                """
        }
        return """
            <form method="get" action="\(url: action)" novalidate\(role)>\(unseen)\(parts.html(state))\
            <div class="actions"><button class="button" type="submit">\(button)</button></div></form>
            """
    }
}
