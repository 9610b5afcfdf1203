// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// What may be done with a shared task and its parts, and when.
enum TaskRules {
    static let partsAtMost = 40
    /// Hours that one part may be estimated at, and that may be entered for it.
    static let longestEstimate = 1_000
    static let longestSpent = 10_000
    /// Days ahead at which a part may be due.
    static let longestWait = 2 * 366

    static func problem(withDue day: Day, today: Day) -> TextUse? {
        if day < today { return TextUse(.taskDayIsPast) }
        if day - today > longestWait { return TextUse(.taskDayIsFar) }
        return nil
    }

    /// Runs as soon as somebody has a part of it, and is open again when nobody has.
    static func state(with parts: [TaskPart]) -> SharedTask.State {
        parts.allSatisfy(\.isFree) ? .open : .running
    }

    static func isReadable(_ task: SharedTask) -> Bool { task.hiding == nil && task.state != .withdrawn }

    /// Throws 409 once nothing can be changed any more.
    static func checkOngoing(_ task: SharedTask) throws(Rejection) {
        guard isReadable(task) else { throw Rejection(.missing, .notFound) }
        if task.state == .finished { throw Rejection(.conflict, .taskIsFinished) }
    }

    static func checkAdding(to task: SharedTask) throws(Rejection) {
        try checkOngoing(task)
        if task.parts.count >= partsAtMost {
            throw Rejection(.conflict, TextUse(.taskHasManyParts, count: partsAtMost))
        }
    }

    /// A part that somebody has is an agreement: nobody else changes it.
    static func checkFree(_ part: TaskPart) throws(Rejection) {
        if !part.isFree { throw Rejection(.conflict, .taskPartIsHeld) }
    }

    /// A task keeps at least one part.
    static func checkRemoval(of part: TaskPart, from task: SharedTask) throws(Rejection) {
        try checkOngoing(task)
        try checkFree(part)
        if task.parts.count < 2 { throw Rejection(.conflict, .taskNeedsParts) }
    }

    /// What was delivered stays with whoever did it.
    static func checkGivingBack(_ part: TaskPart) throws(Rejection) {
        if part.outcome != nil { throw Rejection(.conflict, .taskPartIsDelivered) }
    }

    /// Whether a task can end: something was delivered, and nobody still works on a part.
    static func checkFinish(of task: SharedTask) throws(Rejection) {
        try checkOngoing(task)
        let unfinished = task.parts.filter { !$0.isFree && $0.outcome == nil }
        if !unfinished.isEmpty {
            let slots: Slots = ["parts": titles(of: unfinished)]
            throw Rejection(.conflict, TextUse(.taskPartsUnderWay, count: unfinished.count, slots))
        }
        if task.parts.allSatisfy({ $0.outcome == nil }) { throw Rejection(.conflict, .taskHasNoResult) }
    }

    /// The titles of parts, each in the quotation marks of the reader's language.
    static func titles(of parts: [TaskPart]) -> HTML {
        parts.map { "\(text: .taskPartQuoted, ["title": "\($0.content.title)"])" as HTML }.joined(by: ", ")
    }

    /// A task is withdrawn only as long as no other library has put work into it.
    static func checkWithdrawal(of task: SharedTask) throws(Rejection) {
        try checkOngoing(task)
        let others = task.parts.contains { part in part.holder.map { $0.library != task.library } ?? false }
        if others { throw Rejection(.conflict, .taskIsWorkOfOthers) }
    }
}

/// What each library gave to a task, and what it was spared.
///
/// Hours are counted as entered with each delivered part. For a library that takes part – by delivering a part, or by
/// having opened the task – the hours saved are those that the others gave: total − own. Everybody has the whole result,
/// so the same hour spares each of the others one.
struct TaskLedger: Sendable, Equatable {
    struct Line: Sendable, Equatable {
        let library: OrganisationID
        let parts: Int
        let given: Hours
        let saved: Hours
    }

    /// Most hours first, of equals the older library.
    let lines: [Line]
    let total: Hours
    /// What was estimated for the delivered parts.
    let estimate: Hours

    init(of task: SharedTask) {
        var given: [OrganisationID: (parts: Int, hours: Hours)] = [task.library: (0, .zero)]
        var (total, estimate) = (Hours.zero, Hours.zero)
        for part in task.parts {
            guard let holder = part.holder, let outcome = part.outcome else { continue }
            let before = given[holder.library] ?? (0, .zero)
            given[holder.library] = (before.parts + 1, before.hours + outcome.spent)
            total = total + outcome.spent
            estimate = estimate + part.content.estimate
        }
        (self.total, self.estimate) = (total, estimate)
        lines = given.map { library, sum in
            Line(library: library, parts: sum.parts, given: sum.hours, saved: total - sum.hours)
        }.sorted { ($1.given, $0.library) < ($0.given, $1.library) }
    }
}
