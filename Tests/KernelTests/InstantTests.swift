// SPDX-License-Identifier: EUPL-1.2

import Testing

import struct Foundation.Date
import struct Foundation.TimeZone

@testable import Kernel

@Suite("An instant")
struct InstantTests {
    @Test(
        "is read from RFC 3339",
        arguments: [
            ("1970-01-01T00:00:00Z", 0),
            ("2026-11-28T15:30:00Z", 1_795_879_800),
            ("2026-11-28t15:30:00z", 1_795_879_800),
            ("2026-11-28T16:30:00+01:00", 1_795_879_800),
            ("2026-11-28T12:00:00-03:30", 1_795_879_800),
            ("2026-11-28T15:30:00-00:00", 1_795_879_800),
            ("2026-11-29T05:29:00+13:59", 1_795_879_800),
            ("2026-11-28T15:30:00.999Z", 1_795_879_800),
            ("2026-11-28T15:30:00.123456789+00:00", 1_795_879_800),
            ("2016-12-31T23:59:60Z", 1_483_228_799),
            ("2028-02-29T00:00:00Z", 1_835_395_200),
            ("9998-12-31T23:59:59Z", 253_370_764_799),
        ] as [(String, Int64)])
    func reads(text: String, seconds: Int64) {
        #expect(Instant(rfc3339: text)?.seconds == seconds)
    }

    @Test(
        "is nothing for other text",
        arguments: [
            "", "2026-11-28", "2026-11-28T15:30:00", "2026-11-28 15:30:00Z", "2026-11-28T15:30Z",
            "2026-11-28T24:00:00Z", "2026-11-28T15:60:00Z", "2026-11-28T15:30:61Z", "2026-11-28T15:30:00.Z",
            "2026-11-28T15:30:00,5Z", "2026-11-28T15:30:00+24:00", "2026-11-28T15:30:00+01:60",
            "2026-11-28T15:30:00+0100", "2026-11-28T15:30:00+01", "2026-11-28T15:30:00ZZ", "2026-11-28T15:30:00Z ",
            "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-11-31T00:00:00Z",
            "2026-11-00T00:00:00Z", "1969-12-31T23:59:59Z", "1970-01-01T00:00:00+01:00", "9999-01-01T00:00:00Z",
            "0000-01-01T00:00:00Z", "+026-11-28T15:30:00Z", "2026-11-28T+5:30:00Z", "2026-11-28T15:30:00−01:00",
            "2026-11-28T15:30:00.000000000000000000000000Z", "２０２６-11-28T15:30:00Z",
        ])
    func refuses(text: String) {
        #expect(Instant(rfc3339: text) == nil)
    }

    @Test(
        "is written as it is read",
        arguments: [0, 1, 951_782_400, 1_795_879_800, 1_805_850_000, 1_824_949_800, 4_102_444_799] as [Int64],
        ["GMT", "Europe/Berlin", "Asia/Kathmandu", "America/St_Johns", "Pacific/Kiritimati"])
    func writes(seconds: Int64, zone: String) throws {
        let zone = try #require(TimeZone(identifier: zone))
        let instant = Instant(seconds: seconds + 86_400)
        #expect(Instant(rfc3339: instant.rfc3339) == instant)
        #expect(Instant(rfc3339: instant.rfc3339(in: zone)) == instant)
    }

    @Test("carries the offset of its zone")
    func writesOffsets() throws {
        let berlin = try #require(TimeZone(identifier: "Europe/Berlin"))
        let newfoundland = try #require(TimeZone(identifier: "America/St_Johns"))
        let instant = Instant(seconds: 1_795_879_800)
        #expect(instant.rfc3339(in: berlin) == "2026-11-28T16:30:00+01:00")
        #expect(instant.rfc3339(in: newfoundland) == "2026-11-28T12:00:00-03:30")
        #expect(instant.rfc3339 == "2026-11-28T15:30:00Z")
    }

    @Test("before 1970 is rounded towards the past", arguments: [(-0.5, -1), (-1, -1), (0.9, 0)] as [(Double, Int64)])
    func roundsDown(time: Double, seconds: Int64) {
        #expect(Instant(Date(timeIntervalSince1970: time)).seconds == seconds)
    }

    @Test("before 1970 still knows its day and time")
    func knowsDaysBefore1970() {
        let (day, time, second) = Instant(seconds: -1).local(in: .gmt)
        #expect(day.description == "1969-12-31")
        #expect(time.description == "23:59")
        #expect(second == 59)
    }
}
