// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Mail
import Storage
import Web

/// What libraries and their people are told by mail, each in the transaction that makes it true.
struct LibraryLetters: Sendable {
    let letters: Letters
    let ports: DirectoryPorts

    /// To the library's own address: somebody asks to join in its name.
    func confirmation(
        _ form: ApplicationForm, _ id: ID<LibraryApplication>, by person: PersonID, language: Language,
        token: SecretToken, on connection: any Connection
    ) throws {
        guard let address = MailAddress(form.wish.email) else { return }
        let slots: Slots = ["library": "\(form.wish.name)", "person": "\(form.personName)"]
        let letter = Letter(
            subject: TextUse(.mailConfirmSubject, slots),
            blocks: [
                .paragraph("\(text: .mailConfirmLead, slots)"),
                .action(label: "\(text: .mailConfirmAction)", url: letters.url(LibraryLinks.application(token))),
                .small("\(text: .mailConfirmIgnore)"),
            ])
        // Sealed for the person, whom it names.
        try post(
            letter, to: Recipient(person: person, name: form.wish.name, address: address, language: language),
            key: "library-application-\(id)-confirm", on: connection)
    }

    /// To one of those who decide: a library waits. Tells nothing of who asked.
    func waiting(_ application: LibraryApplication, to person: PersonID, on connection: any Connection) throws {
        guard let recipient = try ports.people.contact(person, connection)?.recipient(person) else { return }
        let slots: Slots = ["library": "\(application.wish.name)", "place": "\(application.wish.place)"]
        let letter = Letter(
            subject: TextUse(.mailWaitingSubject, slots),
            blocks: [
                .paragraph("\(text: .mailWaitingLead, slots)"),
                .action(label: "\(text: .mailWaitingAction)", url: letters.url(LibraryLinks.admission(application.id))),
            ])
        try post(
            letter, to: recipient, key: "library-application-\(application.id)-waiting-\(person)", on: connection)
    }

    /// To who asked: the library belongs to the network now.
    func admission(
        _ application: LibraryApplication, as library: OrganisationID, on connection: any Connection
    ) throws {
        guard let (recipient, person) = try applicant(application, on: connection) else { return }
        let url = try ports.people.signInLink(person, recipient.address, LibraryLinks.welcome(library), connection)
        let slots: Slots = ["library": "\(application.wish.name)"]
        let letter = Letter(
            subject: TextUse(.mailAdmittedSubject, slots),
            blocks: [
                .paragraph("\(text: .mailAdmittedLead, slots)"),
                .action(label: "\(text: .mailAdmittedAction)", url: url),
            ])
        try post(letter, to: recipient, key: "library-application-\(application.id)-admitted", on: connection)
    }

    /// To a manager of a library that was a member already: somebody came to it by an application. Names nobody.
    func joined(
        _ application: LibraryApplication, as library: OrganisationID, to manager: PersonID,
        on connection: any Connection
    ) throws {
        guard let recipient = try ports.people.contact(manager, connection)?.recipient(manager) else { return }
        let slots: Slots = ["library": "\(application.wish.name)"]
        let letter = Letter(
            subject: TextUse(.mailJoinedSubject, slots),
            blocks: [
                .paragraph("\(text: .mailJoinedLead, slots)"),
                .action(label: "\(text: .mailJoinedAction)", url: letters.url(LibraryLinks.members(library))),
            ])
        try post(
            letter, to: recipient, key: "library-application-\(application.id)-joined-\(manager)", on: connection)
    }

    /// To who asked, with the reason.
    func refusal(
        _ application: LibraryApplication, because reason: String, on connection: any Connection
    ) throws {
        guard let (recipient, _) = try applicant(application, on: connection) else { return }
        let slots: Slots = ["library": "\(application.wish.name)"]
        let letter = Letter(
            subject: TextUse(.mailRefusedSubject, slots),
            blocks: [
                .paragraph("\(text: .mailRefusedLead, slots)"),
                .facts([("\(text: .reasonLabel)", "\(reason)")]), .paragraph("\(text: .mailRefusedAgain)"),
            ])
        try post(letter, to: recipient, key: "library-application-\(application.id)-refused", on: connection)
    }

    /// To somebody who belongs to a library or an office from now on. Whoever is known already is addressed as they wish.
    func invitation(
        _ invitation: MemberInvitation, _ person: PersonID, to group: MemberGroup, on connection: any Connection
    ) throws {
        let known = try ports.people.contact(person, connection)
        let url = try ports.people.signInLink(person, invitation.email, group.link, connection)
        let slots: Slots = ["organisation": "\(group.name)"]
        let letter = Letter(
            subject: TextUse(.mailInvitedSubject, slots),
            blocks: [
                .paragraph("\(text: .mailInvitedLead, slots)"),
                .action(label: "\(text: .mailInvitedAction)", url: url),
            ])
        try post(
            letter,
            to: Recipient(
                person: person, name: known?.name ?? invitation.name, address: invitation.email,
                language: known?.language ?? invitation.language),
            key: "organisation-\(group.id)-invitation-\(url.sha256.prefix(16))", on: connection)
    }

    /// Once a year: look at your figures.
    func reminder(
        _ library: Library, to person: PersonID, token: SecretToken, on connection: any Connection
    ) throws {
        guard let recipient = try ports.people.contact(person, connection)?.recipient(person) else { return }
        let slots: Slots = ["library": "\(library.name)"]
        let sizes = LibraryFigure.sizes.map { figure -> (label: HTML, value: HTML) in
            let entry = library.sizes[figure]
            let value: HTML =
                entry.map {
                    "\(FigureNumber.withUnit($0.value, of: figure, recipient.language)) (\($0.year.description))"
                } ?? "\(text: .unknownFigure)"
            return ("\(text: figure.title)", value)
        }
        let stop = letters.url(LibraryLinks.reminder(token))
        let letter = Letter(
            subject: TextUse(.mailReminderSubject, slots),
            blocks: [
                .paragraph("\(text: .mailReminderLead, slots)"), .facts(sizes),
                .action(label: "\(text: .mailReminderAction)", url: letters.url(LibraryLinks.edit(library.id))),
                .small("\(text: .mailReminderStop) \(stop)"),
            ], unsubscribe: LibraryLinks.reminder(token))
        try post(
            letter, to: recipient, key: "library-reminder-\(token.hash.prefix(32))", on: connection)
    }

    private func applicant(
        _ application: LibraryApplication, on connection: any Connection
    ) throws -> (Recipient, PersonID)? {
        guard let person = application.person, let contact = try ports.people.contact(person, connection),
            let address = contact.email
        else { return nil }
        let recipient = Recipient(
            person: person, name: contact.name, address: address, language: application.language)
        return (recipient, person)
    }

    private func post(
        _ letter: Letter, to recipient: Recipient, key: String, on connection: any Connection
    ) throws {
        try letters.post(
            letter, to: recipient, from: try ports.house(.network, connection), key: key, on: connection)
    }
}
