// SPDX-License-Identifier: EUPL-1.2

import Kernel

/// Whose word counts about a person.
enum PersonRules {
    /// Typed details wait this long for their proof: as long as a confirmation link lasts, and a day for good measure.
    static let proofWithin: Span = .days(2)

    /// What waits for proof after `typed` was entered. A field that was left out says nothing; one that was typed twice
    /// and differently contests the whole.
    static func pending(_ typed: Contact, before: PendingDetails?, now: Instant) -> PendingDetails {
        let before = before.flatMap { isAwaited($0, now: now) ? $0 : nil }
        let rivals = [
            (typed.name, before?.name), (typed.phone, before?.phone),
        ].contains { new, old in new != nil && old != nil && new != old }
        return PendingDetails(
            name: typed.name ?? before?.name, phone: typed.phone ?? before?.phone, language: typed.language,
            typedAt: now.seconds, isContested: rivals || before?.isContested == true)
    }

    /// The details that hold now that the address is proved; `nil`: nothing changes.
    static func adopted(
        _ pending: PendingDetails?, known: PersonalDetails, now: Instant
    ) -> (details: PersonalDetails, language: Language)? {
        guard let pending, isAwaited(pending, now: now), !pending.isContested else { return nil }
        let details = PersonalDetails(
            name: pending.name ?? known.name, email: known.email, phone: pending.phone ?? known.phone)
        return (details, pending.language)
    }

    /// A phone number as it is compared: digits after `+`, German unless it names another country.
    static func comparable(phone: String) -> String? {
        let digits = phone.filter { $0.isASCII && $0.isNumber }
        guard digits.count >= 5 else { return nil }
        if phone.trimmed.hasPrefix("+") { return "+\(digits)".replacing("+490", with: "+49") }
        if digits.hasPrefix("00") { return "+\(digits.dropFirst(2))" }
        return "+49\(digits.hasPrefix("0") ? digits.dropFirst() : digits[...])"
    }

    private static func isAwaited(_ pending: PendingDetails, now: Instant) -> Bool {
        now - Instant(seconds: pending.typedAt) < proofWithin
    }
}
