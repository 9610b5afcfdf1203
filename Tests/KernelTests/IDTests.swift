// SPDX-License-Identifier: EUPL-1.2

import Testing

@testable import Kernel

@Suite("An id")
struct IDTests {
    @Test("reads decimal digits", arguments: [("1", 1), ("42", 42), ("9223372036854775807", Int64.max)])
    func readsDigits(text: String, value: Int64) {
        #expect(PersonID(text)?.value == value)
    }

    @Test(
        "is nothing for whatever else stands in a URL",
        arguments: ["", "0", "-1", "01", "+1", " 1", "1 ", "1.0", "0x1", "١", "1\u{301}", "9223372036854775808"])
    func refusesOtherText(text: String) {
        #expect(PersonID(text) == nil)
    }

    @Test("is ordered by its number, not by its digits")
    func ordersByNumber() {
        #expect(HouseID(9) < HouseID(10))
        #expect(ItemReference.house(HouseID(9)).description == "house:9")
    }
}
