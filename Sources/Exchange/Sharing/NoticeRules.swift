// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// What may be done with a notice, and when.
struct NoticeRules: Sendable {
    /// The day in the network's zone.
    let today: Day

    /// Days that a notice may stay up at most, and that a new one is proposed to.
    static let longestStay = 366
    static let usualStay = 60
    /// Days before the end at which its library is told.
    static let warning = 7

    /// The problem with a last day, if there is one.
    func problem(with lastDay: Day) -> TextUse? {
        if lastDay < today { return TextUse(.requestDayIsPast) }
        if lastDay - today > Self.longestStay { return TextUse(.requestDayIsFar, count: Self.longestStay) }
        return nil
    }

    func isOver(_ notice: Notice) -> Bool { notice.content.lastDay < today }

    /// Whether everybody may read it: a settled one helps those who have the same question.
    static func isReadable(_ notice: Notice) -> Bool { notice.hiding == nil && notice.state != .withdrawn }

    /// Throws 409 when nobody can answer any more.
    func checkAnswerable(_ notice: Notice) throws(Rejection) {
        guard Self.isReadable(notice) else { throw Rejection(.missing, .notFound) }
        if notice.state == .settled { throw Rejection(.conflict, .requestIsSettled) }
        if isOver(notice) { throw Rejection(.conflict, .requestIsOver) }
    }

    /// Throws 409 when its library can change, settle or withdraw it no more. One whose time is over still can be.
    func checkChangeable(_ notice: Notice) throws(Rejection) {
        guard Self.isReadable(notice) else { throw Rejection(.missing, .notFound) }
        if notice.state == .settled { throw Rejection(.conflict, .requestIsSettledAlready) }
    }

    /// Something has to be said of what helped: an answer, a measure or words.
    static func check(_ settlement: Notice.Settlement, answers: [NoticeAnswer]) throws(Rejection) {
        if let answer = settlement.answer, !answers.contains(where: { $0.id == answer && $0.hiding == nil }) {
            throw Rejection(.invalid, .pleaseCorrect, fields: [Rejection.Field("answer", .requestAnswerUnknown)])
        }
    }

    /// The number of a measure as people give it: `12`, or the address of its page.
    static func measure(_ text: String) -> ItemReference? {
        let path = text.prefix { $0 != "?" && $0 != "#" }
        let parts = path.split(separator: "/")
        guard let last = parts.last, let id = ID<Notice>(String(last)) else { return nil }
        let isPage = parts.dropLast().last == "massnahmen"
        guard parts.count == 1 || isPage else { return nil }
        return ItemReference(kind: "measure", id: id.value)
    }
}
