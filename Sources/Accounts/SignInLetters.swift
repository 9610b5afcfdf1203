// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Mail
import Web

/// What is written to people about getting into their account.
enum SignInLetters {
    /// The link that signs in; `url` is absolute.
    static func link(_ url: String) -> Letter {
        Letter(
            subject: TextUse(.mailLinkSubject),
            blocks: [
                .paragraph(HTML(TextUse(.mailLinkLead))),
                .action(label: HTML(TextUse(.mailLinkAction)), url: url),
                .paragraph(HTML(TextUse(.mailLinkOnce))),
                .small(HTML(TextUse(.mailLinkNotYou))),
            ])
    }

    /// The first link for somebody who is to work in a house.
    static func invitation(_ url: String, to house: String) -> Letter {
        Letter(
            subject: TextUse(.mailInviteSubject, ["house": "\(house)"]),
            blocks: [
                .paragraph(HTML(TextUse(.mailInviteLead, ["house": "\(house)"]))),
                .action(label: HTML(TextUse(.mailLinkAction)), url: url),
                .paragraph(HTML(TextUse(.mailInviteOnce))),
            ])
    }

    /// The link that gives the account another address, sent to that address; `url` is absolute.
    static func emailChange(_ url: String) -> Letter {
        Letter(
            subject: TextUse(.mailEmailSubject),
            blocks: [
                .paragraph(HTML(TextUse(.mailEmailLead))),
                .action(label: HTML(TextUse(.mailEmailAction)), url: url),
                .paragraph(HTML(TextUse(.mailEmailOnce))),
                .small(HTML(TextUse(.mailEmailNotYou))),
            ])
    }

    /// Tells that the way into the account was changed, so that nobody else does so unnoticed.
    static func changed(_ what: TextKey, account url: String) -> Letter {
        Letter(
            subject: TextUse(.mailChangedSubject),
            blocks: [
                .paragraph(HTML(TextUse(what))),
                .paragraph(HTML(TextUse(.mailChangedNotYou))),
                .action(label: HTML(TextUse(.mailChangedAction)), url: url),
            ])
    }
}
