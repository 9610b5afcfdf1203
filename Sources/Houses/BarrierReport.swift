// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Mail
import Web

enum BarrierReportMark {}
typealias BarrierReportID = ID<BarrierReportMark>

/// What somebody could not use, and where.
struct BarrierReport: Sendable, Equatable {
    let id: BarrierReportID
    /// `nil`: on a page of the platform.
    let house: HouseID?
    /// The page's path, as the reporter gave it.
    let page: String
    let description: String
    /// Who wants an answer.
    let person: PersonID?
    let createdAt: Instant
}

/// A report before it is entered.
struct BarrierReportDraft: Sendable, Equatable {
    let house: HouseID?
    let page: String
    let description: String
    /// Where an answer is wanted.
    let email: MailAddress?

    /// Throws a rejection with all problems.
    init(_ input: Input, house: HouseID?) throws(Rejection) {
        var input = input
        let page = input.line("page", atMost: 500)
        let description = input.text("description", required: true, atMost: 4_000)
        let email = HouseRules.email("email", from: &input)
        try input.finish()
        self.house = house
        self.page = page ?? "/"
        self.description = description ?? ""
        self.email = email
    }
}
