// SPDX-License-Identifier: EUPL-1.2

/// What is shown of the answers to each question when something was shown before: whoever holds one split against the
/// other must not learn what one or two people answered in between.
struct ShownSplits: Sendable, Equatable {
    /// How many chose each step, by question.
    let counts: [WorkshopQuestion: [Int]]
    /// The questions of which the former split stays.
    let former: Set<WorkshopQuestion>

    /// - Parameters:
    ///   - now: how many chose each step as it stands.
    ///   - shown: what was shown when the workshop was last opened again.
    init(_ now: [WorkshopQuestion: [Int]], after shown: [WorkshopQuestion: [Int]]) {
        var counts = now
        var former: Set<WorkshopQuestion> = []
        for (question, before) in shown {
            let changed = Self.fewestWhoChanged(from: before, to: now[question] ?? [])
            guard changed > 0, changed < WorkshopRules.fewestShown else { continue }
            counts[question] = before
            former.insert(question)
        }
        self.counts = counts
        self.former = former
    }

    /// At least so many people answered anew, otherwise or not any more: each of them adds to one step at most, and
    /// takes from one.
    private static func fewestWhoChanged(from before: [Int], to after: [Int]) -> Int {
        let changes = WorkshopQuestion.scale.map { step in
            (step < after.count ? after[step] : 0) - (step < before.count ? before[step] : 0)
        }
        return max(changes.reduce(0) { $0 + max(0, $1) }, changes.reduce(0) { $0 + max(0, -$1) })
    }
}
