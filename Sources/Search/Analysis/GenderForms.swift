// SPDX-License-Identifier: EUPL-1.2

/// Forms that name women and men: *Nutzer\*innen*, *Nutzer:innen*, *Nutzer/-innen*, *NutzerInnen*, *Nutzerinnen* are all
/// sought and found as *Nutzer*.
enum GenderForms {
    /// What may stand between the word and its ending.
    static let marks: Set<Unicode.Scalar> = ["*", ":", "_", "·", "•", "’", "'", "/"]

    /// Endings that may follow a mark; after `/` the first two only.
    static let endings = ["innen", "in", "r", "n", "e", "s", "m", "nen", "er", "en"]

    /// What the names of persons end in, before *-in* and *-innen*.
    private static let persons = [
        "er", "or", "ent", "ant", "ist", "eur", "log", "eg", "ar", "at", "rzt", "ert", "und", "ält", "amt", "ot", "et",
        "ekt", "erbe", "graf", "sand", "aut", "mund", "ling", "rog", "oph", "iker", "end", "nom",
    ]

    /// The word (folded) without *-in* or *-innen*, when what is left names a person: *besucherinnen*, not *gewinnen*,
    /// *Medizin* or *Berlin*.
    static func withoutFeminine(_ word: String) -> String? {
        for (ending, shortest) in [("innen", 4), ("in", 5)] where word.hasSuffix(ending) {
            let rest = word.dropLast(ending.count)
            guard rest.count >= shortest, persons.contains(where: rest.hasSuffix) else { continue }
            return String(rest)
        }
        return nil
    }

    /// *NutzerInnen* and *NutzerInnenrat* as *Nutzer* and *Nutzerrat*: a capital inside of a word.
    static func withoutInnerCapital(_ word: Substring) -> String? {
        guard let range = word.dropFirst(3).firstRange(of: "In") else { return nil }
        let base = word[..<range.lowerBound]
        let rest = word[range.upperBound...]
        guard base.last?.isLowercase == true else { return nil }
        if rest.hasPrefix("nen") { return base + String(rest.dropFirst(3)) }
        guard rest.isEmpty, persons.contains(where: base.hasSuffix) else { return nil }
        return String(base)
    }
}
