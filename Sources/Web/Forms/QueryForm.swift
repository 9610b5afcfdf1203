// SPDX-License-Identifier: EUPL-1.2

package import Kernel

/// A form that asks for another view of a page: what is typed stands in the address, and nothing is changed.
package struct QueryForm: Sendable {
    private let action: Link
    private let button: HTML
    /// Names the landmark when it is a search.
    private let searchLabel: HTML?

    package init(_ action: Link, button: HTML, searchLabel: HTML? = nil) {
        self.action = action
        self.button = button
        self.searchLabel = searchLabel
    }

    package func html(_ parts: [FormPart], _ state: FormState) -> HTML {
        let role: HTML = searchLabel.map { " role=\"search\" aria-label=\"\($0)\"" } ?? ""
        return """
            <form method="get" action="\(url: action)" novalidate\(role)>\(parts.html(state))\
            <div class="actions"><button class="button" type="submit">\(button)</button></div></form>
            """
    }
}
