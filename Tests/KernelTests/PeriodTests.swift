// SPDX-License-Identifier: EUPL-1.2

import Testing

@testable import Kernel

@Suite("A period")
struct PeriodTests {
    private static func period(_ range: Range<Int64>) -> Period {
        Period(start: Instant(seconds: range.lowerBound), end: Instant(seconds: range.upperBound))
    }

    @Test(
        "keeps what is not taken of 10 to 20",
        arguments: [
            ([], [10..<20]),
            ([12..<14], [10..<12, 14..<20]),
            ([16..<18, 12..<14], [10..<12, 14..<16, 18..<20]),
            ([12..<16, 14..<18], [10..<12, 18..<20]),
            ([12..<18, 13..<14, 17..<19], [10..<12, 19..<20]),
            ([12..<14, 14..<16], [10..<12, 16..<20]),
            ([10..<12], [12..<20]),
            ([18..<20], [10..<18]),
            ([5..<12, 18..<25], [12..<18]),
            ([0..<10, 20..<30], [10..<20]),
            ([0..<5, 25..<30], [10..<20]),
            ([10..<20], []),
            ([5..<25], []),
            ([10..<15, 15..<20], []),
            ([12..<14, 12..<14], [10..<12, 14..<20]),
        ] as [([Range<Int64>], [Range<Int64>])])
    func subtracts(taken: [Range<Int64>], free: [Range<Int64>]) {
        #expect(Self.period(10..<20).subtracting(taken.map(Self.period)) == free.map(Self.period))
    }

    @Test("is whole again where an empty period is taken", arguments: [10, 15, 20] as [Int64])
    func ignoresEmptyCuts(second: Int64) {
        let free = Self.period(10..<20).subtracting([Self.period(second..<second)])
        #expect(free.map(\.length.seconds).reduce(0, +) == 10)
    }

    @Test("ends before its end: neighbours do not overlap")
    func isHalfOpen() {
        let morning = Self.period(10..<20)
        #expect(!morning.overlaps(Self.period(20..<30)))
        #expect(!morning.overlaps(Self.period(0..<10)))
        #expect(morning.overlaps(Self.period(19..<20)))
        #expect(morning.contains(Instant(seconds: 10)))
        #expect(!morning.contains(Instant(seconds: 20)))
        #expect(morning.contains(morning))
        #expect(morning.intersection(Self.period(15..<30)) == Self.period(15..<20))
        #expect(morning.intersection(Self.period(20..<30)) == nil)
    }
}
