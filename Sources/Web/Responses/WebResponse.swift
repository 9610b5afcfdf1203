// SPDX-License-Identifier: EUPL-1.2

package import HTTPTypes
package import Kernel

/// An answer, before it is put into the frame of the site.
package struct WebResponse: Sendable {
    package enum Body: Sendable {
        case empty
        case bytes([UInt8], contentType: String)
        case page(Page)
        /// So much of a file on the disk.
        case file(path: String, bytes: Range<Int>, contentType: String)
    }

    package var status: HTTPResponse.Status
    package var headers = HTTPFields()
    package var body: Body

    package init(status: HTTPResponse.Status = .ok, body: Body = .empty) {
        self.status = status
        self.body = body
    }

    package static func page(_ page: Page, status: HTTPResponse.Status = .ok) -> WebResponse {
        WebResponse(status: status, body: .page(page))
    }

    package static func json(_ json: JSON, status: HTTPResponse.Status = .ok) throws -> WebResponse {
        WebResponse(status: status, body: .bytes(try json.bytes, contentType: "application/json"))
    }

    package static func text(
        _ text: String, contentType: String = "text/plain; charset=utf-8", status: HTTPResponse.Status = .ok
    ) -> WebResponse {
        WebResponse(status: status, body: .bytes(Array(text.utf8), contentType: contentType))
    }

    /// 303: what was sent has been taken; the answer is read there.
    package static func seeOther(_ link: Link) -> WebResponse {
        var response = WebResponse(status: .seeOther)
        response.headers[.location] = link.value
        return response
    }

    package static func moved(_ link: Link) -> WebResponse {
        var response = WebResponse(status: .permanentRedirect)
        response.headers[.location] = link.value
        return response
    }

    /// Never kept by a browser or a proxy: personal pages.
    package var privately: WebResponse {
        var copy = self
        copy.headers[.cacheControl] = "no-store"
        return copy
    }

    package mutating func setCookie(_ cookie: String) {
        headers.append(HTTPField(name: .setCookie, value: cookie))
    }

    package func with(_ name: HTTPField.Name, _ value: String) -> WebResponse {
        var copy = self
        copy.headers[name] = value
        return copy
    }
}

/// A page, before its frame is put around it.
package struct Page: Sendable {
    package var title: TextUse
    /// What stands in `<main>`, the `<h1>` included.
    package var content: HTML
    /// Which entry of the menu it belongs to: a section's path.
    package var section: String?
    /// The way here from the house's first page.
    package var trail: [(title: HTML, link: Link)]
    /// Links to feeds and the like, and JSON-LD, for `<head>`.
    package var head: HTML
    /// Names of assets that are scripts of this page alone.
    package var scripts: [String] = []
    /// Its frame is slim: the name of the site, the languages, what the law asks for. For pages on which people do one
    /// thing and are not to be led elsewhere; they show no trail.
    package var isSlim = false
    /// May be shown in a frame on another site.
    package var isEmbeddable = false

    package init(
        title: TextUse, section: String? = nil, trail: [(title: HTML, link: Link)] = [], head: HTML = "",
        content: HTML
    ) {
        self.title = title
        self.section = section
        self.trail = trail
        self.head = head
        self.content = content
    }

    package init(
        title: TextKey, section: String? = nil, trail: [(title: HTML, link: Link)] = [], head: HTML = "",
        content: HTML
    ) {
        self.init(title: TextUse(title), section: section, trail: trail, head: head, content: content)
    }
}
