// SPDX-License-Identifier: EUPL-1.2

package import Kernel

/// Every address of libraries in the network.
package enum LibraryLinks {
    static let section = "bibliotheken"
    private static let network = "netzwerk"

    package static let list = Link(path: network, section)
    package static let join = Link(path: network, "mitmachen")
    static let joinSent = Link(path: network, "mitmachen", "gesendet")
    /// The same for who has just asked. It names the request by the hash of its token: who has that may not confirm, and
    /// no mail address stands in an address of ours.
    static func joinSent(_ token: SecretToken) -> Link { joinSent.with(request, token.hash) }
    static let request = "anfrage"
    static let workshop = Link(path: network, "werkstatt")
    static let desk = Link(path: network, "schreibtisch")

    package static func library(_ id: OrganisationID) -> Link { Link(path: network, section, "\(id)") }
    package static func edit(_ id: OrganisationID) -> Link { Link(path: network, section, "\(id)", "bearbeiten") }
    /// Where members of a library that has just joined begin.
    static func welcome(_ id: OrganisationID) -> Link { edit(id).with("willkommen", "1") }
    static func figures(_ id: OrganisationID, year: Int) -> Link {
        Link(path: network, section, "\(id)", "zahlen", "\(year)")
    }
    static func members(_ id: OrganisationID, _ act: [String] = []) -> Link {
        Link(path: [network, section, "\(id)", "mitglieder"] + act)
    }

    /// The private page of who applied.
    static func application(_ token: SecretToken, _ act: String...) -> Link {
        Link(path: [network, "bewerbungen", token.text] + act)
    }
    static func admission(_ id: ID<LibraryApplication>, _ act: String...) -> Link {
        Link(path: [network, "aufnahmen", "\(id)"] + act)
    }
    /// The list in which applications wait: an advisory office's, or the moderators'.
    static func applications(of office: OrganisationID?) -> Link { office.map { self.office($0) } ?? desk }
    /// The list that the application waited in, which then says how it was decided.
    static func decided(_ id: ID<LibraryApplication>, in list: Link) -> Link { list.with(decision, "\(id)") }
    static let decision = "entschieden"
    static func reminder(_ token: SecretToken, _ act: String...) -> Link {
        Link(path: [network, "erinnerungen", token.text] + act)
    }

    static let offices = Link(path: network, "schreibtisch", "fachstellen")
    static func offices(_ id: OrganisationID, _ act: String...) -> Link {
        Link(path: [network, "schreibtisch", "fachstellen", "\(id)"] + act)
    }
    static let officesSection = "fachstellen"
    /// Leads members of an advisory office to its page.
    static let ownOffice = Link(path: network, officesSection)
    /// What members of an advisory office see.
    static func office(_ id: OrganisationID, _ act: [String] = []) -> Link {
        Link(path: [network, officesSection, "\(id)"] + act)
    }

    static let imports = Link(path: network, "schreibtisch", "import")
    static func imports(_ id: ID<LibraryImport>, _ act: String...) -> Link {
        Link(path: [network, "schreibtisch", "import", "\(id)"] + act)
    }

    static func saved(_ link: Link) -> Link { link.with("gespeichert", "1") }
}
