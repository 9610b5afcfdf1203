// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Testing

@testable import Search

@Suite("Excerpts")
struct ExcerptTests {
    private func marked(_ question: String, _ text: String) async throws -> [String] {
        let highlighter = Highlighter(question, snapshot: Snapshot(lexicon: .debian))
        return highlighter.matches(in: text, language: .german).map { String(text[$0]) }
    }

    @Test func markTheWordsInAllTheirForms() async throws {
        #expect(
            try await marked("Raum", "Räume, Raum und der Bibliotheksraum, kein Traum.")
                == ["Räume", "Raum", "Bibliotheksraum"])
        #expect(try await marked("Nutzer", "Alle Nutzer*innen lesen.") == ["Nutzer*innen"])
        #expect(try await marked("Bibliotheksraum", "Ein Raum der Bibliothek") == ["Raum", "Bibliothek"])
        #expect(try await marked("3D-Druck", "Der 3D-Druck läuft") == ["3D-Druck"])
    }

    @Test func showTheBestPlaceOfALongText() {
        let text =
            String(repeating: "Lorem ipsum dolor. ", count: 40) + "Hier ist der Garten mit Lesecafé. "
            + String(repeating: "Amet quo vadis. ", count: 40)
        let highlighter = Highlighter("Lesecafé Garten", snapshot: Snapshot(lexicon: .debian))
        let excerpt = highlighter.excerpt(of: text, language: .german)
        #expect(excerpt.pieces.filter(\.isMarked).map(\.text) == ["Garten", "Lesecafé"])
        #expect(excerpt.startsInside && excerpt.endsInside)
        #expect(excerpt.pieces.map(\.text).joined().count <= 200)
        #expect(text.contains(excerpt.pieces.map(\.text).joined()))
    }

    @Test func ofShortTextsAreWhole() {
        let highlighter = Highlighter("nichts", snapshot: Snapshot(lexicon: .empty))
        let excerpt = highlighter.excerpt(of: "Ein kurzer Text.", language: .german)
        #expect(excerpt.pieces.map(\.text) == ["Ein kurzer Text."])
        #expect(!excerpt.startsInside && !excerpt.endsInside)
        #expect(highlighter.excerpt(of: "", language: .german).pieces.isEmpty)
    }
}
