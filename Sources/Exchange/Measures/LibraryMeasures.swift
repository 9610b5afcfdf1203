// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Storage
package import Web

/// What a library's page shows of the exchange: what it did, and how to hear more of it.
extension ExchangeCapability {
    private static let shownOnLibrary = 30

    package func panel(
        of library: OrganisationID, for visitor: Visitor?, on connection: any Connection
    ) throws -> Panel {
        let done = try measures.measures.store.doneBy([library], on: connection)
        let shown = try measures.measures.store.published(Array(done.suffix(Self.shownOnLibrary)), on: connection)
            .filter { $0.state == .published && $0.content.audience == .everyone }
            .sorted { $0.id > $1.id }
        let items = shown.map { measure -> HTML in
            let mark: HTML = measure.library == library ? "" : " <span class=\"meta\">\(text: .didToo)</span>"
            return "<li><a href=\"\(url: NetworkLinks.measure(measure.id))\">\(measure.content.title)</a>\(mark)</li>"
        }
        let published = try !workshops.publishedFacets(of: library, on: connection).isEmpty
        let results: HTML =
            published
            ? "<p><a href=\"\(url: WorkshopLinks.published(library))\">\(text: .libraryWorkshopResults)</a></p>" : ""
        let target = FollowTarget.library(library)
        let isFollowing = try isFollowing(target, visitor, on: connection)
        // Of one's own library, one knows the news.
        let isOwn = try measures.reader(visitor, on: connection).libraries.contains(library)
        let button = FollowButton.html(
            target, name: "\(text: .followThisLibrary)", isFollowing: isFollowing, visitor: visitor,
            back: Link(path: "netzwerk", "bibliotheken", "\(library)"))
        let follow: HTML = isOwn && !isFollowing ? "" : "<div class=\"actions\">\(button)</div>"
        let list: HTML = items.isEmpty ? "<p>\(text: .libraryDidNothing)</p>" : "<ul>\(items)</ul>"
        return Panel(
            title: TextUse(.libraryMeasures), content: "\(list)\(results)\(follow)")
    }
}
