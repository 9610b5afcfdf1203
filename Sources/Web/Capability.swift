// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Search
package import Storage

/// A part of what the server can do, complete in itself: its routes, tables, words, jobs, and what it says of itself to
/// the parts that show everybody's things. `App` knows the list of capabilities; nothing else does.
package protocol Capability: Sendable {
    /// The module's name in lower case; what a house switches on or off.
    static var name: String { get }
    /// The words of this capability.
    static var catalogue: Catalogue.Source { get }
    static var migrations: [Migration] { get }

    var routes: [Route] { get }
    /// Entries of a house's menu and doors.
    var sections: [Section] { get }
    var jobs: [JobHandler] { get }
    var recurring: [RecurringWork] { get }

    /// What waits for the people at a house's desk, told in `language` as far as texts do not find their own.
    func desk(
        of house: HouseFrame, for visitor: Visitor, in language: Language, now: Instant, on connection: any Connection
    ) throws -> [DeskSection]

    /// What the visitor has just done who is led to a house's desk with this query: a notice above it, or nothing.
    func deskNotice(
        of house: HouseFrame, for visitor: Visitor, _ query: FormData, on connection: any Connection
    ) throws -> HTML

    /// Resolves a reference to an item of this capability.
    func resolve(_ item: ItemReference, on connection: any Connection) throws -> ResolvedItem?

    /// Everything held about a person, for them to read: a JSON value per heading.
    func export(_ person: PersonID, on connection: any Connection) throws -> [String: JSON]

    /// Forgets a person, as far as this capability holds anything that tells of them.
    func erase(_ person: PersonID, now: Instant, on connection: any Connection) throws

    /// Which of these files this capability uses. What nobody uses is removed after a day.
    func usedFiles(among files: [FileHash], on connection: any Connection) throws -> Set<FileHash>

    /// Whether the visitor may read a file of this capability under that name.
    func shows(_ file: FileHash, named name: FileName, to visitor: Visitor?, on connection: any Connection) throws
        -> Bool
    /// Kinds of its items that can be found.
    var searchKinds: [SearchKind] { get }

    /// All items of which something may be found, to prove the index by and to fill it anew.
    func searchItems(now: Instant, on connection: any Connection) throws -> [ItemReference]

    /// What is to be found of an item: the same that is entered in the transactions that write it. `nil` when nothing
    /// is, or when the item belongs to another capability.
    func searchEntry(of item: ItemReference, now: Instant, on connection: any Connection) throws -> SearchEntry?

    /// Pages to be looked at by tests and crawlers, with the states in which they can be.
    func examples(on connection: any Connection) throws -> [PageExample]
}

extension Capability {
    package var sections: [Section] { [] }
    package var jobs: [JobHandler] { [] }
    package var recurring: [RecurringWork] { [] }
    package func desk(
        of house: HouseFrame, for visitor: Visitor, in language: Language, now: Instant, on connection: any Connection
    ) throws -> [DeskSection] { [] }
    package func deskNotice(
        of house: HouseFrame, for visitor: Visitor, _ query: FormData, on connection: any Connection
    ) throws -> HTML { "" }
    package func resolve(_ item: ItemReference, on connection: any Connection) throws -> ResolvedItem? { nil }
    package func export(_ person: PersonID, on connection: any Connection) throws -> [String: JSON] { [:] }
    package func erase(_ person: PersonID, now: Instant, on connection: any Connection) throws {}
    package func usedFiles(among files: [FileHash], on connection: any Connection) throws -> Set<FileHash> { [] }
    package func shows(_ file: FileHash, named name: FileName, to visitor: Visitor?, on connection: any Connection)
        throws -> Bool
    { false }
    package func examples(on connection: any Connection) throws -> [PageExample] { [] }
    package var searchKinds: [SearchKind] { [] }
    package func searchItems(now: Instant, on connection: any Connection) throws -> [ItemReference] { [] }
    package func searchEntry(of item: ItemReference, now: Instant, on connection: any Connection) throws -> SearchEntry?
    { nil }
}

/// A kind of items that can be found.
package struct SearchKind: Sendable {
    /// As in `ItemReference.kind`.
    package let kind: String
    /// In the plural: "Räume".
    package let title: TextKey

    package init(_ kind: String, title: TextKey) {
        self.kind = kind
        self.title = title
    }
}

/// An item as other capabilities may show it.
package struct ResolvedItem: Sendable {
    package let title: HTML
    package let link: Link
    package let isPublic: Bool

    package init(title: HTML, link: Link, isPublic: Bool) {
        self.title = title
        self.link = link
        self.isPublic = isPublic
    }
}

/// One kind of work at a house's desk.
package struct DeskSection: Sendable {
    package let title: TextUse
    package let items: [DeskItem]

    package init(title: TextUse, items: [DeskItem]) {
        self.title = title
        self.items = items
    }
}

/// One thing that waits, with its next action on the spot.
package struct DeskItem: Sendable {
    package let title: HTML
    package let link: Link
    package let details: HTML
    /// Forms and links.
    package let actions: HTML

    package init(title: HTML, link: Link, details: HTML, actions: HTML) {
        self.title = title
        self.link = link
        self.details = details
        self.actions = actions
    }
}

/// A page in one of its states, for the page registry.
package struct PageExample: Sendable {
    /// Who looks at it.
    package enum Viewer: Sendable, Equatable {
        case guest, staff
        /// Manages that library of the network, and acts for no other.
        case member(OrganisationID)
    }

    /// A file that is posted along with the texts.
    package struct File: Sendable {
        /// The name of its field.
        package let field: String
        package let name: String
        package let contentType: String
        package let content: String

        package init(_ field: String, name: String, contentType: String, content: String) {
            self.field = field
            self.name = name
            self.contentType = contentType
            self.content = content
        }
    }

    package let link: Link
    /// `full`, `empty`, `error`, or what else makes it look different.
    package let state: String
    package let viewer: Viewer
    /// What is to be posted to get there; `nil` for GET.
    package let post: [(name: String, value: String)]?
    /// With a file the post is `multipart/form-data`.
    package let file: File?

    package init(
        _ link: Link, state: String = "full", viewer: Viewer = .guest, post: [(name: String, value: String)]? = nil,
        file: File? = nil
    ) {
        self.link = link
        self.state = state
        self.viewer = viewer
        self.post = post
        self.file = file
    }
}
