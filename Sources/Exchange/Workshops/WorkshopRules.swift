// SPDX-License-Identifier: EUPL-1.2

package import Kernel
import Web

/// How a workshop goes on. Values and `now` in, the new state out.
package enum WorkshopRules {
    /// What the moderator may do with the whole.
    package enum Act: Sendable, Equatable {
        case start
        case go(WorkshopStep)
        case pause
        case resume
        case extend
        case end
        case reopen
    }

    /// State, step and clock.
    package struct Course: Sendable, Equatable {
        package var state: Workshop.State
        package var step: WorkshopStep
        package var deadline: Instant?
        package var remaining: Span?

        package init(state: Workshop.State, step: WorkshopStep, deadline: Instant? = nil, remaining: Span? = nil) {
            self.state = state
            self.step = step
            self.deadline = deadline
            self.remaining = remaining
        }
    }

    /// The break that is proposed.
    package static let pauseLength: Span = .minutes(10)
    /// What one press on "more time" gives.
    package static let moreTime: Span = .minutes(5)
    /// So long a code leads late phones to a kind word after the end.
    package static let codeOutlivesEnd: Span = .days(7)
    /// A workshop that belongs to no library is deleted so long after it was last changed: a run a year can still be
    /// compared with the one before.
    package static let keptUnattached: Span = .days(396)
    /// Fewer answers than that are never shown.
    package static let fewestShown = 3
    package static let participantsAtMost = 500

    /// The course after an act, or `nil` when it is so already: two who press the same button do it once. Throws a
    /// conflict when the workshop has gone on since `seen`, or when its state does not allow the act.
    package static func course(
        of workshop: Workshop, after act: Act, seen: Int, now: Instant
    ) throws(Rejection) -> Course? {
        let current = Course(
            state: workshop.state, step: workshop.step, deadline: workshop.deadline, remaining: workshop.remaining)
        if isDone(act, in: workshop, seen: seen) { return nil }
        guard seen == workshop.version else { throw Rejection(.conflict, .workshopMovedOn) }
        switch (act, workshop.state) {
        case (.start, .prepared):
            return entering(workshop.length.steps[0], workshop.length, now)
        case (.go(let step), .running), (.go(let step), .paused):
            guard workshop.length.steps.contains(step) else { throw Rejection(.invalid, .workshopNoSuchStep) }
            return entering(step, workshop.length, now)
        case (.pause, .running):
            var course = current
            course.state = .paused
            course.remaining = workshop.deadline.map { $0 - now }
            course.deadline = now + pauseLength
            return course
        case (.resume, .paused):
            var course = current
            course.state = .running
            course.deadline = workshop.remaining.map { now + $0 }
            course.remaining = nil
            return course
        case (.extend, .running), (.extend, .paused):
            var course = current
            course.deadline = max(workshop.deadline ?? now, now) + moreTime
            return course
        case (.end, .running), (.end, .paused): return Course(state: .ended, step: workshop.step)
        case (.reopen, .ended): return entering(workshop.step, workshop.length, now)
        default: throw Rejection(.conflict, .workshopNotNow)
        }
    }

    private static func isDone(_ act: Act, in workshop: Workshop, seen: Int) -> Bool {
        guard seen < workshop.version else { return false }
        switch act {
        case .start, .resume: return workshop.state == .running
        case .go(let step): return workshop.state == .running && workshop.step == step
        case .pause: return workshop.state == .paused
        case .end: return workshop.state == .ended
        case .reopen: return workshop.state == .running || workshop.state == .paused
        case .extend: return false
        }
    }

    private static func entering(_ step: WorkshopStep, _ length: Workshop.Length, _ now: Instant) -> Course {
        Course(state: .running, step: step, deadline: now + .minutes(Int64(step.minutes(length))))
    }

    /// Whether what a phone or a sheet says is still taken. Every step of a workshop that goes on: a phone that had no
    /// network for a while delivers what it kept.
    package static func admitAnswers(to workshop: Workshop) throws(Rejection) {
        switch workshop.state {
        case .ended: throw Rejection(.gone, .workshopEndedNoAnswers)
        case .prepared: throw Rejection(.conflict, .workshopNotBegun)
        case .running, .paused: return
        }
    }

    /// Whether one more may join.
    package static func admitParticipant(to workshop: Workshop, joined: Int) throws(Rejection) {
        guard workshop.state != .ended else { throw Rejection(.gone, .workshopEndedNoAnswers) }
        guard workshop.mode == .each else { throw Rejection(.conflict, .workshopIsJoint) }
        guard joined < participantsAtMost else { throw Rejection(.conflict, .workshopIsFull) }
    }
}

/// What phones join with: six characters that nobody mistakes for another, about 890 million codes.
package enum JoinCode {
    /// Without 0 and O, 1 and I and L.
    static let alphabet = Array("23456789ABCDEFGHJKMNPQRSTUVWXYZ")
    static let length = 6

    package static func random() -> String {
        var source = SystemRandomNumberGenerator()
        return String((0..<length).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &source)] })
    }

    /// The code that somebody typed: small letters, spaces and dashes do not matter. `nil` when it cannot be one.
    package static func read(_ text: String) -> String? {
        let code = text.uppercased().filter { !$0.isWhitespace && $0 != "-" && $0 != "–" }
        return code.count == length && code.allSatisfy(alphabet.contains) ? code : nil
    }

    /// In two halves, easier to read aloud.
    package static func spaced(_ code: String) -> String { "\(code.prefix(3)) \(code.dropFirst(3))" }
}
