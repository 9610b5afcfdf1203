// SPDX-License-Identifier: EUPL-1.2

package import Kernel

/// What a form passes on unseen.
package enum HiddenInputs {
    package static func html(_ pairs: some Sequence<(name: String, value: String)>) -> HTML {
        pairs.map { "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">" as HTML }.joined(by: "")
    }
}
