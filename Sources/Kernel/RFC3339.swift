// SPDX-License-Identifier: EUPL-1.2

package import struct Foundation.TimeZone

extension Instant {
    /// Reads a timestamp of RFC 3339 with `Z` or a numeric offset; a fraction of a second is accepted and dropped.
    /// `nil` for anything else, for days that do not exist and for years before 1970 or after 9998.
    package init?(rfc3339 text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes.count <= 40, bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t"),
            let day = Day(String(decoding: bytes[0..<10], as: UTF8.self)),
            let hour = bytes.number(at: 11, limit: 23), bytes[13] == UInt8(ascii: ":"),
            let minute = bytes.number(at: 14, limit: 59), bytes[16] == UInt8(ascii: ":"),
            let second = bytes.number(at: 17, limit: 60)
        else { return nil }
        var index = 19
        if bytes[index] == UInt8(ascii: ".") {
            index += 1
            let start = index
            while index < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index]) { index += 1 }
            guard index > start else { return nil }
        }
        guard let offset = bytes.offset(at: index) else { return nil }
        let seconds = day.number * 86_400 + hour * 3_600 + minute * 60 + Swift.min(second, 59) - offset
        guard seconds >= 0, day.year < 9999 else { return nil }
        self.init(seconds: Int64(seconds))
    }

    /// The timestamp of RFC 3339 with the offset that holds in `zone`.
    package func rfc3339(in zone: TimeZone) -> String { WallTime(self, zone: zone).rfc3339 }

    /// The timestamp of RFC 3339 in UTC, with `Z`.
    package var rfc3339: String {
        WallTime(self, zone: .gmt).rfc3339.prefix(19) + "Z"
    }
}

extension WallTime {
    /// The timestamp of RFC 3339 with this wall's offset from UTC.
    package var rfc3339: String {
        let minutes = abs(offset) / 60
        var digits: [UInt8] = []
        digits.reserveCapacity(25)
        digits.append(contentsOf: day.year.padded(4).utf8)
        digits.append(UInt8(ascii: "-"))
        digits.append(day.month, day.day, separatedBy: "-")
        digits.append(UInt8(ascii: "T"))
        digits.append(time.minutes / 60, time.minutes % 60, second, separatedBy: ":")
        digits.append(offset < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
        digits.append(minutes / 60, minutes % 60, separatedBy: ":")
        return String(decoding: digits, as: UTF8.self)
    }
}

extension [UInt8] {
    /// Numbers below 100, each with two digits.
    fileprivate mutating func append(_ numbers: Int..., separatedBy separator: Unicode.Scalar) {
        for (index, number) in numbers.enumerated() {
            if index > 0 { append(UInt8(ascii: separator)) }
            append(UInt8(ascii: "0") + UInt8(number / 10))
            append(UInt8(ascii: "0") + UInt8(number % 10))
        }
    }
}

extension [UInt8] {
    fileprivate func number(at index: Int, limit: Int) -> Int? {
        guard index + 1 < count, let tens = digit(at: index), let ones = digit(at: index + 1) else { return nil }
        let value = tens * 10 + ones
        return value <= limit ? value : nil
    }

    private func digit(at index: Int) -> Int? {
        let value = Int(self[index]) - 48
        return (0...9).contains(value) ? value : nil
    }

    /// Seconds east of UTC from `Z`, `+02:00` or `-03:30` that ends the bytes.
    fileprivate func offset(at index: Int) -> Int? {
        guard index < count else { return nil }
        if self[index] == UInt8(ascii: "Z") || self[index] == UInt8(ascii: "z") { return index == count - 1 ? 0 : nil }
        guard count == index + 6, self[index + 3] == UInt8(ascii: ":"),
            let hours = number(at: index + 1, limit: 23), let minutes = number(at: index + 4, limit: 59)
        else { return nil }
        switch self[index] {
        case UInt8(ascii: "+"): return hours * 3_600 + minutes * 60
        case UInt8(ascii: "-"): return -(hours * 3_600 + minutes * 60)
        default: return nil
        }
    }
}
