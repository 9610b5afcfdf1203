// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Search

/// The numbers that the index keeps of a measure, so that one hundred thousand of them are judged in memory. This is
/// the one place that knows their order:
///
/// | position | holds |
/// |---|---|
/// | 0 | skills that are needed, a bit each in the order of `Skill.allCases` |
/// | 1 | 1: needs partners, 0: needs none |
/// | 2 | 1: needs the backing of council or administration, 0: does not |
/// | 3 | other libraries that did it too |
/// | 4 | day of publication, days since 1970 |
/// | 5 + r | what the measure needs of hard requirement r: what the original says, else the least of the others |
/// | 10 + 3d | of doing d: population of its library, its floor area, its posts × 100 |
///
/// Hard requirements stand in the order of `Requirement.hard`, amounts in the units of `Effort`.
struct MeasureFigures: Sendable {
    /// As an entry of the index has them.
    let numbers: [Int32?]

    init(_ content: MeasureContent, doings: [Doing], reuses: Int = 0, publishedAt: Instant? = nil) {
        var numbers: [Int32?] = [
            content.skills?.bits,
            content.partners.map { _ in 1 }, content.needsBacking.map { $0 ? 1 : 0 }, Int32(clamping: reuses),
            publishedAt.map(Self.day),
        ]
        numbers += Requirement.hard.map { requirement in
            requirement.figure.flatMap { doings.need(of: $0) }.map { Int32(clamping: $0) }
        }
        for doing in doings {
            let profile = doing.profile
            numbers += [profile?.population, profile?.floorArea, profile?.fullTimeEquivalents].map { figure in
                figure.map { Int32(clamping: $0.value) }
            }
        }
        self.numbers = numbers
    }

    /// As `publishedOn` counts.
    static func day(of instant: Instant) -> Int32 { Int32(clamping: instant.seconds / 86_400) }

    /// Reads the numbers as the index reads those of an entry.
    func read<Value>(_ body: (SearchFigures) -> Value) -> Value {
        let known = ContiguousArray(numbers.map { $0 ?? SearchFigures.unknown })
        return body(known.span)
    }
}

extension SearchFigures {
    private static let needsStart = 5
    private static let doingsStart = needsStart + Requirement.hard.count
    private static let doingSize = 3

    var skills: Int32? { number(0) }
    var needsPartners: Bool? { number(1).map { $0 == 1 } }
    var needsBacking: Bool? { number(2).map { $0 == 1 } }
    var reuses: Int32 { number(3) ?? 0 }
    var publishedOn: Int32 { number(4) ?? 0 }
    static func place(ofNeed requirement: Int) -> Int { needsStart + requirement }
    /// Of the hard requirement at that place.
    func need(_ requirement: Int) -> Int32? { number(Self.place(ofNeed: requirement)) }
    /// The same as it lies there: `unknown` is less than any amount.
    func rawNeed(_ requirement: Int) -> Int32 {
        let index = Self.place(ofNeed: requirement)
        return indices.contains(index) ? self[unchecked: index] : Self.unknown
    }

    var doings: Range<Int> { 0..<Swift.max(0, (count - Self.doingsStart) / Self.doingSize) }
    func population(_ doing: Int) -> Int32? { number(Self.doingsStart + doing * Self.doingSize) }
    func floorArea(_ doing: Int) -> Int32? { number(Self.doingsStart + doing * Self.doingSize + 1) }
    func posts(_ doing: Int) -> Int32? { number(Self.doingsStart + doing * Self.doingSize + 2) }
}

extension Set<Skill> {
    /// A bit each, in the order of `Skill.allCases`.
    var bits: Int32 {
        Skill.allCases.enumerated().reduce(0) { contains($1.element) ? $0 | 1 << Int32($1.offset) : $0 }
    }

    init(bits: Int32) {
        self.init(Skill.allCases.enumerated().filter { bits & 1 << Int32($0.offset) != 0 }.map(\.element))
    }
}
