// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// Who decides on applications, and when one may be sent.
enum AdmissionRules {
    /// An unconfirmed application is forgotten after that.
    static let confirmedWithin: Span = .days(7)
    /// What was refused or withdrawn is kept that long.
    static let keptAfterEnd: Span = .days(90)
    /// Applications for one address in a day: each sends it a mail.
    static let aDayAtMost = 3

    /// Moderators of the network decide on all; an advisory office on those of its region.
    static func mayDecide(_ visitor: Visitor, on ags: String?, offices: [AdvisoryOffice]) -> Bool {
        visitor.has(.moderator, in: .network) || office(of: visitor, for: ags, among: offices) != nil
    }

    /// The office in whose name the visitor decides on a library there.
    static func office(of visitor: Visitor, for ags: String?, among offices: [AdvisoryOffice]) -> AdvisoryOffice? {
        offices.first { visitor.has(.member, in: $0.id) && $0.holds(ags: ags, ars: nil) }
    }

    static func checkRate(sentToday: Int) throws(Rejection) {
        guard sentToday < aDayAtMost else {
            throw Rejection(.tooMany, .tooManyApplications, retryAfter: .hours(24))
        }
    }

    static func state(of application: LibraryApplication, now: Instant) -> LibraryApplication.State? {
        if application.state == .unconfirmed, now - application.createdAt > confirmedWithin { return nil }
        return application.state
    }
}
