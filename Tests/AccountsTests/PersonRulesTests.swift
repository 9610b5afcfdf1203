// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Testing

@testable import Accounts

@Suite struct PersonRulesTests {
    private let now = Instant(seconds: 1_800_000_000)
    private let known = PersonalDetails(name: "Anna", email: anna, phone: "0341 1")

    private func typed(_ name: String?, phone: String? = nil) -> Contact {
        Contact(name: name, email: anna, phone: phone, language: .english)
    }

    @Test("what was left out stays as it was")
    func leftOut() {
        let pending = PersonRules.pending(typed(nil, phone: "0341 2"), before: nil, now: now)
        let adopted = PersonRules.adopted(pending, known: known, now: now)
        #expect(adopted?.details == PersonalDetails(name: "Anna", email: anna, phone: "0341 2"))
        #expect(adopted?.language == .english)
    }

    @Test(
        "different words in one person's name contest each other while they wait",
        arguments: [
            ("Anna B.", nil, false), ("Mallory", nil, true), (nil, nil, false), (nil, "0341 9", false),
            ("Anna B.", "0341 9", false),
        ] as [(String?, String?, Bool)])
    func contested(name: String?, phone: String?, isContested: Bool) {
        let first = PersonRules.pending(typed("Anna B."), before: nil, now: now)
        let second = PersonRules.pending(typed(name, phone: phone), before: first, now: now + .hours(47))
        #expect(second.isContested == isContested)
        #expect((PersonRules.adopted(second, known: known, now: now + .hours(48)) == nil) == isContested)
    }

    @Test("a contest that is two days old is over")
    func overdue() {
        let first = PersonRules.pending(typed("Mallory"), before: nil, now: now)
        let second = PersonRules.pending(typed("Anna B."), before: first, now: now + .days(2))
        #expect(!second.isContested)
        #expect(PersonRules.adopted(first, known: known, now: now + .days(2)) == nil)
    }

    @Test(
        "numbers are compared as one dials them",
        arguments: [
            ("0341 12345", "+4934112345"), ("+49 (0)341 12345", "+4934112345"), ("0049341/12345", "+4934112345"),
            ("+41 44 123 45 67", "+41441234567"), ("110", nil), ("", nil), ("keine", nil),
        ] as [(String, String?)])
    func phone(text: String, comparable: String?) {
        #expect(PersonRules.comparable(phone: text) == comparable)
    }
}
