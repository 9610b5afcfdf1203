// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Search
import Storage
import Web

/// From the wish to join to its end, in the caller's transaction.
struct Admissions: Sendable {
    let ports: DirectoryPorts
    let letters: LibraryLetters
    let search: SearchIndex
    let store = ApplicationStore()
    private let libraries = LibraryStore()

    /// Enters the wish and mails the library a link to confirm it, with the token that is returned.
    func apply(
        _ form: ApplicationForm, language: Language, now: Instant, on connection: any Connection
    ) throws -> SecretToken {
        try AdmissionRules.checkRate(
            sentToday: store.count(email: form.wish.email, since: now - .hours(24), on: connection))
        let person = try ports.people.enter(form.personName, form.personEmail, language, connection)
        let token = SecretToken.random()
        let id = try store.enter(
            form.wish, by: person, language: language, token: token, now: now, on: connection)
        try letters.confirmation(form, id, by: person, language: language, token: token, on: connection)
        return token
    }

    /// The library itself has said yes: from now on it waits, and who decides is told. A second time changes nothing.
    func confirm(_ application: LibraryApplication, now: Instant, on connection: any Connection) throws {
        guard try store.confirm(application.id, now: now, on: connection) else { return }
        for person in try deciders(on: application.wish.ags, on: connection) {
            try letters.waiting(application, to: person, on: connection)
        }
    }

    /// Who moderates the network or works in the region's advisory office, each once. Without any of them, who runs the
    /// server: nothing waits unseen.
    private func deciders(on ags: String?, on connection: any Connection) throws -> [PersonID] {
        var deciders = Set(try ports.people.holders(.moderator, .house(.network), connection))
        for office in try OfficeStore().all(on: connection) where office.holds(ags: ags, ars: nil) {
            deciders.formUnion(try ports.people.members(office.id, connection).map(\.person))
        }
        return deciders.isEmpty ? try ports.people.holders(.admin, .server, connection) : deciders.sorted()
    }

    /// Libraries that may be the same as the applicant's: of that name, or of that place, whatever state they are in. An
    /// office makes nobody a member of a library elsewhere that happens to have the same name.
    func candidates(
        for wish: LibraryApplication.Wish, office: AdvisoryOffice?, on connection: any Connection
    ) throws -> [Library] {
        try libraries.namesakes(of: wish.name, ags: wish.ags, on: connection).filter {
            office.map($0.isWithin) ?? true
        }
    }

    /// The library joins: as a new one, or as one that is known already, where the applicant becomes a member beside
    /// those who are there.
    /// - Parameter office: in whose name it is admitted; `nil`: in the network's.
    func admit(
        _ application: LibraryApplication, as known: OrganisationID?, by office: AdvisoryOffice?, now: Instant,
        on connection: any Connection
    ) throws {
        let library: OrganisationID
        if let known {
            let candidates = try candidates(for: application.wish, office: office, on: connection)
            guard candidates.contains(where: { $0.id == known }) else { throw Rejection(.missing, .notFound) }
            library = known
            try join(application.wish, to: known, now: now, on: connection)
        } else {
            library = try LibraryChanges(search: search).add(
                application.wish.organisation, application.wish.profile, application.wish.figures, admittedAt: now,
                on: connection)
        }
        guard
            try store.admit(
                application.id, as: library, by: LibraryApplication.Decider(office), now: now, on: connection)
        else {
            throw Rejection(.conflict, .alreadyDecided)
        }
        if let person = application.person {
            let members = try ports.people.members(library, connection)
            try ports.people.grant(members.isEmpty ? .manager : .member, library, person, connection)
            let isNew = !members.contains { $0.person == person }
            for manager in members where isNew && manager.role == .manager {
                try letters.joined(application, as: library, to: manager.person, on: connection)
            }
        }
        try letters.admission(application, as: library, on: connection)
    }

    /// What a known library lacks is taken over from the application; what it has stays.
    private func join(
        _ wish: LibraryApplication.Wish, to id: OrganisationID, now: Instant, on connection: any Connection
    ) throws {
        guard let library = try libraries.library(id, on: connection) else { throw Rejection(.missing, .notFound) }
        if library.state == .admitted { return }
        let figures = FigureStore()
        let known = Set(
            try figures.figures(of: id, on: connection).filter { $0.year == wish.year }.map(\.figure))
        try figures.enter(wish.figures.filter { !known.contains($0.figure) }, of: id, on: connection)
        try figures.settle(id, on: connection)
        try LibraryChanges(search: search).admit(id, now: now, on: connection)
        try ports.changed([id], connection)
    }

    func refuse(
        _ application: LibraryApplication, because reason: String, by office: AdvisoryOffice?, now: Instant,
        on connection: any Connection
    ) throws {
        let decider = LibraryApplication.Decider(office)
        guard try store.refuse(application.id, because: reason, by: decider, now: now, on: connection) else {
            throw Rejection(.conflict, .alreadyDecided)
        }
        try letters.refusal(application, because: reason, on: connection)
    }
}

extension Library {
    /// Whether it lies in the office's region, as far as is known where it lies. Of members that has to be known.
    fileprivate func isWithin(_ office: AdvisoryOffice) -> Bool {
        if profile.ags == nil, profile.ars == nil { return state != .admitted }
        return office.holds(ags: profile.ags, ars: profile.ars)
    }
}
