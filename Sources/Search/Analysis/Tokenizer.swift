// SPDX-License-Identifier: EUPL-1.2

/// Cuts a text into words.
enum Tokenizer {
    /// A word as it stands in the text, and what it consists of.
    struct Word: Equatable {
        /// Where it stands in the text, endings of gender forms included.
        let range: Range<String.Index>
        /// One part for a plain word, several where hyphens or strokes join them: `3D`, `Druck`.
        let parts: [String]
        /// The parts without what joins them; a stroke between numbers stays: `3DDruck`, `24/7`. `nil` for one part.
        let whole: String?
    }

    /// The words in the order of the text.
    static func words(in text: String) -> [Word] {
        var cutter = Cutter(text: text)
        return cutter.words()
    }

    private struct Cutter {
        let text: String
        let scalars: String.UnicodeScalarView
        var place: String.Index

        init(text: String) {
            self.text = text
            scalars = text.unicodeScalars
            place = text.startIndex
        }

        mutating func words() -> [Word] {
            var words: [Word] = []
            while place < scalars.endIndex {
                if scalars[place].isOfWord {
                    words.append(word())
                } else {
                    place = scalars.index(after: place)
                }
            }
            return words
        }

        /// A run of parts that hyphens join, or a stroke between numbers.
        private mutating func word() -> Word {
            let start = place
            var parts = [part()]
            var whole = parts[0]
            while place < scalars.endIndex {
                let joint = scalars[place]
                let next = scalars.index(after: place)
                guard next < scalars.endIndex, scalars[next].isOfWord else { break }
                if joint.isHyphen {
                    place = next
                    parts.append(part())
                    whole += parts[parts.count - 1]
                } else if joint == "/", parts[parts.count - 1].last?.isNumber == true,
                    scalars[next].properties.numericType != nil
                {
                    place = next
                    parts.append(part())
                    whole += "/" + parts[parts.count - 1]
                } else {
                    break
                }
            }
            return Word(range: start..<place, parts: parts, whole: parts.count > 1 ? whole : nil)
        }

        /// Letters and digits, with the ending of a gender form taken off, and points and commas inside of numbers.
        private mutating func part() -> String {
            let start = place
            while place < scalars.endIndex {
                let scalar = scalars[place]
                if scalar.isOfWord || scalar.properties.generalCategory == .format {
                    place = scalars.index(after: place)
                } else if scalar == "." || scalar == ",", isBetweenDigits(place) {
                    place = scalars.index(after: place)
                } else {
                    break
                }
            }
            let run = text[start..<place]
            if let rest = genderEnding() { return String(run) + rest }
            return GenderForms.withoutInnerCapital(run) ?? String(run)
        }

        /// Takes `*innen` and its like; the answer is what follows it in the same word (`*innenrat`), mostly nothing.
        private mutating func genderEnding() -> String? {
            guard place < scalars.endIndex, GenderForms.marks.contains(scalars[place]) else { return nil }
            let mark = scalars[place]
            var start = scalars.index(after: place)
            if mark == "/", start < scalars.endIndex, scalars[start].isHyphen { start = scalars.index(after: start) }
            var end = start
            while end < scalars.endIndex, scalars[end].isOfWord { end = scalars.index(after: end) }
            let ending = text[start..<end].lowercased()
            let allowed = mark == "/" || mark == "'" || mark == "’" ? 2 : GenderForms.endings.count
            if ending.hasPrefix("innen") {
                place = end
                return String(ending.dropFirst(5))
            }
            guard GenderForms.endings.prefix(allowed).contains(ending) else { return nil }
            place = end
            return ""
        }

        private func isBetweenDigits(_ index: String.Index) -> Bool {
            let next = scalars.index(after: index)
            guard index > scalars.startIndex, next < scalars.endIndex else { return false }
            return scalars[scalars.index(before: index)].isDigit && scalars[next].isDigit
        }
    }
}

extension Unicode.Scalar {
    fileprivate var isDigit: Bool { ("0"..."9").contains(self) }

    /// A letter, a mark on one, a digit or a superscript digit.
    fileprivate var isOfWord: Bool {
        if isASCII { return isDigit || ("a"..."z").contains(self) || ("A"..."Z").contains(self) }
        return switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
            .spacingMark, .decimalNumber, .letterNumber, .otherNumber:
            true
        default: false
        }
    }

    /// The middle dot divides long words in Leichte Sprache.
    fileprivate var isHyphen: Bool { ["-", "\u{2010}", "\u{2011}", "\u{B7}"].contains(self) }
}
