// SPDX-License-Identifier: EUPL-1.2

package import Kernel

/// A form that posts to this server, with what protects it.
package struct Form: Sendable {
    package let action: Link
    package let button: HTML
    /// `secondary`, `quiet`, `danger`, or nothing for the main action.
    package var buttonStyle = ""
    /// Passed on unseen.
    package var hidden: [(name: String, value: String)] = []
    /// Catches programs that fill in everything: for forms that anybody may send.
    package var hasTrap = false
    /// The way out, beside the button.
    package var cancel: HTML = ""

    package init(
        _ action: Link, button: HTML, style: String = "", hidden: [(name: String, value: String)] = [],
        hasTrap: Bool = false, cancel: HTML = ""
    ) {
        self.action = action
        self.button = button
        buttonStyle = style
        self.hidden = hidden
        self.hasTrap = hasTrap
        self.cancel = cancel
    }

    package func html(_ visitor: Visitor?, _ content: HTML = "") -> HTML {
        html(visitor, content, takesFiles: false)
    }

    private func html(_ visitor: Visitor?, _ content: HTML, takesFiles: Bool) -> HTML {
        let encoding: HTML = takesFiles ? " enctype=\"multipart/form-data\"" : ""
        return """
            <form method="post" action="\(url: action)"\(encoding) novalidate>\(unseen(visitor))\(trap)\(content)\
            <div class="actions">\(submit)\(cancel)</div></form>
            """
    }

    /// With submit buttons of its own among `content`, in place of one at its end.
    package static func html(
        _ visitor: Visitor?, _ action: Link, hidden: [(name: String, value: String)], content: HTML
    ) -> HTML {
        let form = Form(action, button: "", hidden: hidden)
        return """
            <form method="post" action="\(url: action)" novalidate>\(form.unseen(visitor))\(content)</form>
            """
    }

    /// With the values and problems of `state`.
    package func html(_ visitor: Visitor?, _ parts: [FormPart], _ state: FormState) -> HTML {
        html(visitor, parts.html(state), takesFiles: parts.contains { $0.takesFiles })
    }

    /// With nothing but fields, one below the other.
    package func html(_ visitor: Visitor?, _ fields: [Field], _ state: FormState) -> HTML {
        html(visitor, FormPart.fields(fields), state)
    }

    /// A single button among others, in a list or a table.
    package func inline(_ visitor: Visitor?) -> HTML {
        """
        <form class="inline" method="post" action="\(url: action)">\(unseen(visitor))\(submit)</form>
        """
    }

    private var submit: HTML {
        let style: HTML = buttonStyle.isEmpty ? "" : " \(buttonStyle)"
        return "<button class=\"button\(style)\" type=\"submit\">\(button)</button>"
    }

    private func unseen(_ visitor: Visitor?) -> HTML {
        var values = hidden
        if case .session(let token) = visitor?.means { values.append((FormGuard.tokenField, token)) }
        return HiddenInputs.html(values)
    }

    private var trap: HTML {
        guard hasTrap else { return "" }
        return """
            <div class="extra" aria-hidden="true"><label for="\(FormGuard.trapField)">\(text: .leaveEmpty)</label>\
            <input id="\(FormGuard.trapField)" name="\(FormGuard.trapField)" type="text" tabindex="-1" autocomplete="off">\
            </div>
            """
    }
}
