// SPDX-License-Identifier: EUPL-1.2

/// Splits a compound into the stems of its parts: *bibliotheksraum* into *bibliothek* and *raum*.
struct Splitter: Sendable {
    let lexicon: Lexicon
    /// Whether the site has this stem as a word of its own.
    let isOfSite: @Sendable (String) -> Bool

    init(lexicon: Lexicon, isOfSite: @escaping @Sendable (String) -> Bool = { _ in false }) {
        self.lexicon = lexicon
        self.isOfSite = isOfSite
    }

    /// Costs are added: each part has its own, and the cheapest split is taken, so few, long and certain parts win.
    private enum Cost {
        static let part = 10
        static let unlikely = 2
        static let doubtful = 4
        static let link = 1
        /// A split whose parts cost more than this beyond their number is none.
        static let mostDoubt = 9
    }

    private static let shortest = 4
    private static let longestWord = 64

    /// The stems of the parts in their order; none when the term (a stem) is not a compound.
    func parts(of term: String) -> [String] {
        once(term).flatMap { part in
            let smaller = part == term ? [] : parts(of: part)
            return smaller.isEmpty ? [part] : smaller
        }
    }

    private func once(_ term: String) -> [String] {
        let bytes = Array(term.utf8)
        guard bytes.count >= 2 * Self.shortest - 1, bytes.count <= Self.longestWord,
            bytes.allSatisfy({ $0 >= 0x61 && $0 <= 0x7A }), !Self.isDerived(term, in: lexicon)
        else { return [] }
        var best: [(cost: Int, start: Int, stem: String)?] = Array(repeating: nil, count: bytes.count + 1)
        for end in 3...bytes.count {
            for start in stride(from: end - 3, through: 0, by: -1) where start == 0 || best[start] != nil {
                if start == 0, end == bytes.count { continue }
                let before = start == 0 ? 0 : best[start]?.cost ?? 0
                // Nothing costs less than its bare number of parts.
                if let found = best[end], found.cost <= before + Cost.part { continue }
                guard let part = part(bytes[start..<end], isLast: end == bytes.count) else { continue }
                let cost = before + Cost.part + part.cost
                if best[end].map({ cost < $0.cost }) ?? true { best[end] = (cost, start, part.stem) }
            }
        }
        return chain(best, length: bytes.count)
    }

    private func chain(_ best: [(cost: Int, start: Int, stem: String)?], length: Int) -> [String] {
        guard let whole = best[length] else { return [] }
        var parts: [String] = []
        var end = length
        while end > 0, let step = best[end] {
            parts.append(step.stem)
            end = step.start
        }
        return parts.count > 1 && whole.cost - Cost.part * parts.count <= Cost.mostDoubt * (parts.count - 1)
            ? parts.reversed() : []
    }

    /// What it costs to take the letters for a part, and its stem; `nil` when they are none.
    private func part(_ letters: ArraySlice<UInt8>, isLast: Bool) -> (cost: Int, stem: String)? {
        let word = String(decoding: letters, as: UTF8.self)
        guard !StopWords.contains(word) else { return nil }
        return isLast ? lastPart(word) : innerPart(word)
    }

    private func lastPart(_ word: String) -> (cost: Int, stem: String)? {
        guard !Self.endings.contains(word) else { return nil }
        let kind = lexicon.kind(of: word)
        if word.utf8.count == 3, kind.contains([.nounStem, .shortened]) {
            return (Cost.doubtful + Cost.unlikely, Stemmer.german.stem(word))
        }
        if let cost = cost(of: kind, length: word.utf8.count) { return (cost, Stemmer.german.stem(word)) }
        guard word.utf8.count >= Self.shortest, isOfSite(word) else { return nil }
        return (Cost.doubtful, word)
    }

    private func innerPart(_ word: String) -> (cost: Int, stem: String)? {
        guard !Self.particles.contains(word) else { return nil }
        var best: (cost: Int, stem: String)?
        func offer(_ cost: Int, _ stem: String) { if best.map({ cost < $0.cost }) ?? true { best = (cost, stem) } }
        for link in ["", "s", "es", "n", "en", "er", "e"] where word.hasSuffix(link) {
            let bare = String(word.dropLast(link.count))
            let length = bare.utf8.count
            guard length >= 3, !StopWords.contains(bare), !Self.particles.contains(bare) else { continue }
            // Inflected forms are in the list themselves; what joins without being one is the s of Öffnungszeit.
            if link.isEmpty || link == "s", let cost = cost(of: lexicon.kind(of: bare), length: length) {
                offer(cost + (link.isEmpty ? 0 : Cost.link), Stemmer.german.stem(bare))
            }
            if length >= Self.shortest, isOfSite(bare) { offer(Cost.doubtful + Cost.link, bare) }
        }
        return best
    }

    /// By what is known of the spelling and by its length; `nil` when it cannot be a part.
    private func cost(of kind: Lexicon.Kind, length: Int) -> Int? {
        let certainty: Int
        if kind.contains(.noun) {
            certainty = 0
        } else if kind.contains(.nounStem) || kind.contains(.word) {
            certainty = Cost.unlikely
        } else if kind.contains(.wordStem) {
            certainty = Cost.doubtful
        } else {
            return nil
        }
        switch length {
        case ..<3: return nil
        case 3: return kind.contains(.productive) ? certainty + Cost.doubtful : nil
        case 4: return certainty + 2
        case 5: return certainty + 1
        default: return certainty
        }
    }

    /// *Generation*, *Kooperation*, *exportieren*: verbs in *-ieren* and what is made of them, whatever nouns their
    /// letters spell.
    private static func isDerived(_ term: String, in lexicon: Lexicon) -> Bool {
        for ending in ["ation", "ator"] where term.hasSuffix(ending) {
            if lexicon.kind(of: term.dropLast(ending.count) + "ieren") != [] { return true }
        }
        return term.hasSuffix("ier") && lexicon.kind(of: term + "en").contains(.word)
    }

    /// Endings that make words of words, though the list has nouns that are written alike.
    private static let endings: Set = [
        "heit", "keit", "schaft", "schafts", "ende", "end", "enden", "ender", "lein", "chen", "ling", "innen",
        "rinnen", "erinnen", "inne", "rinn", "weis", "weise", "reich", "arm", "frei", "mals", "iere",
        "ieren", "eren", "ehen", "ernd", "ration", "rate", "riert", "rung", "tung", "lich", "isch", "sche", "bar",
        "sam", "los", "tum", "ist", "ung", "ion", "ant", "ert", "est", "ern", "eln", "als", "ins",
    ]

    /// What stands before verbs and before nouns made of them: no part that anybody seeks.
    private static let particles: Set = [
        "all", "auf", "aus", "bei", "dar", "durch", "ein", "ent", "fort", "gegen", "heim", "her", "hier", "hin",
        "hinter", "los", "miss", "mit", "nach", "neben", "nieder", "ober", "uber", "um", "unter", "ver", "vor", "voran",
        "voraus", "vorbei", "weg", "weiter", "wider", "wieder", "zer", "zu", "zuruck", "zusammen", "zwischen",
    ]
}
