// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Web

/// The button with which somebody follows a library, a topic or a measure, for the pages that show one.
package enum FollowButton {
    /// - Parameters:
    ///   - name: what is followed, spoken after the button's word where several stand on a page.
    ///   - isFollowing: whether the visitor does (`ExchangeCapability.isFollowing`).
    ///   - back: the page that it stands on; it leads there again.
    package static func html(
        _ target: FollowTarget, name: HTML, isFollowing: Bool, visitor: Visitor?, back: Link
    ) -> HTML {
        let spoken: HTML = "<span class=\"visually-hidden\">: \(name)</span>"
        guard visitor != nil else {
            let link = SharingLinks.newSubscription(target)
            return "<a class=\"button secondary compact\" href=\"\(url: link)\">\(text: .follow)\(spoken)</a>"
        }
        let form = Form(
            isFollowing ? SharingLinks.endOfSubscription : SharingLinks.subscriptions,
            button: "\(text: isFollowing ? .followEnd : .follow)\(spoken)", style: "secondary compact",
            hidden: [("art", target.kind), ("was", target.item), ("zurueck", back.value)])
        return form.inline(visitor)
    }
}
