// SPDX-License-Identifier: EUPL-1.2

import Accounts
import Directory
import Exchange
import Foundation
import Houses
import Kernel
import Mail
import Rooms
import Storage
import Web

extension Wiring {
    /// All routes behind one responder. `base` is the address that the outside uses, when it is set.
    func site(base: String?) throws -> Site {
        var site = SiteSettings()
        site.baseURL = base
        site.trustedProxies = Set(settings.trustedProxies)
        site.rateLimitFactor = settings.rateLimit
        site.usesTLS = settings.tlsCertificate != nil
        let routes = capabilities.flatMap(\.routes) + mailDesk.routes + fileRoutes.all + searchRoutes.all
        let collisions = Route.collisions(among: routes)
        guard collisions.isEmpty else { throw Complaint("Several routes claim \(collisions.joined(separator: ", "))") }
        let (sessions, frames) = (sessions, frames)
        return Site(
            routes: routes + SystemRoutes(wiring: self).all(describing: routes),
            sections: capabilities.flatMap(\.sections), catalogue: catalogue, assets: Assets(ExchangeCapability.assets),
            ports: SitePorts(
                session: { try await sessions.visitor(session: $0, now: $1) },
                bearer: { try await sessions.visitor(bearer: $0, now: $1) },
                house: { try await frames.house(named: $0) }, onlyHouse: { try await frames.onlyHouse() },
                network: { try await frames.network() },
                offices: { [directoryCapability] in try await directoryCapability.offices(among: $0) },
                uploads: ImageUploads(files: files, cleaner: cleaner, vault: vault).ports),
            settings: site, versions: versions, counts: requestCounts, clock: clock, logger: logger)
    }

    var searchRoutes: SearchRoutes {
        let frames = frames
        return SearchRoutes(
            index: search,
            ports: SearchPorts(
                houses: { try await frames.all() + [try await frames.network()] },
                kinds: capabilities.flatMap(\.searchKinds)))
    }

    static func housesPorts(
        people: People, others: Others, rooms: RoomsCapability, directory: DirectoryCapability,
        organisations: OrganisationsPort, invitation: Invitation, mailDesk: MailDesk
    ) -> HousesPorts {
        HousesPorts(
            sections: { others.sections.filter { !$0.isOfNetwork } },
            panels: { house, now, connection in
                guard let content = try rooms.upcoming(of: house, now: now, limit: 5, on: connection) else { return [] }
                return [Panel(title: TextUse(.whatIsOn), content: content, isWide: true)]
            },
            platformPanels: { houses, now, connection in
                let content = try rooms.upcoming(of: houses, now: now, limit: 8, on: connection)
                return [
                    ExchangeCapability.invitation, Panel(title: TextUse(.whatIsOn), content: content, isWide: true),
                ]
            },
            desk: { house, visitor, language, now, connection in
                try others.desk(of: house, for: visitor, in: language, now: now, on: connection)
                    + [mailDesk.section(of: house, for: visitor, on: connection)]
            },
            deskNotice: { house, visitor, query, connection in
                try others.deskNotice(of: house, for: visitor, query, on: connection)
            },
            tools: { house, visitor in
                (rooms.tools(of: house, for: visitor) + directory.tools(of: house, for: visitor))
                    .map { DeskTool(title: $0.title, link: $0.link) }
            },
            organisations: organisations.summaries, enterOrganisation: organisations.enter,
            people: housesPeople(people, invitation))
    }

    private static func housesPeople(_ people: People, _ invitation: Invitation) -> HousesPeople {
        HousesPeople(
            enter: { name, email, language, connection in
                try people.enter(name: name, email: email, phone: nil, language: language, on: connection)
            },
            contact: { person, connection in
                try people.contact(of: person, on: connection).map {
                    PersonContact(name: $0.name, email: $0.email?.value)
                }
            },
            staff: { house, connection in
                let holders = try people.people(with: .house(house), on: connection)
                let contacts = try people.contacts(of: holders.map(\.person), on: connection)
                return holders.map { holder in
                    let contact = contacts[holder.person]
                    return StaffMember(
                        person: holder.person,
                        contact: PersonContact(name: contact?.name, email: contact?.email?.value), role: holder.role)
                }
            },
            invite: { wish, house, connection in
                try invitation.invite(
                    name: wish.name, email: wish.email, language: wish.language, role: wish.role, to: house,
                    on: connection)
            },
            revoke: { person, role, house, connection in
                try people.revoke(role, in: .house(house), from: person, on: connection)
            },
            hasAdministrator: { connection in
                try people.people(with: .server, on: connection).contains { $0.role == .admin }
            },
            addAdministrator: { name, email, language, connection in
                let person = try people.enter(
                    name: name, email: email, phone: nil, language: language, on: connection)
                try people.grant(.admin, in: .server, to: person, on: connection)
                return person
            },
            startSession: { person, request, connection in
                try invitation.startSession(for: person, request, on: connection)
            })
    }
}
