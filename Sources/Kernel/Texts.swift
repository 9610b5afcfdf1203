// SPDX-License-Identifier: EUPL-1.2

/// Names one text of a catalogue, as `Capability.name`. Constants for all of them are made at build time from
/// `Texts/de.yaml`, so that a misspelt key does not compile.
package struct TextKey: Hashable, Sendable {
    package let name: String
    package init(_ name: String) { self.name = name }
}

/// A text of the catalogue with what fills it.
package struct TextUse: Sendable {
    package let key: TextKey
    /// Chooses the plural form and fills the slot `count`.
    package let count: Int?
    package let slots: Slots

    package init(_ key: TextKey, count: Int? = nil, _ slots: Slots = [:]) {
        self.key = key
        self.count = count
        self.slots = slots
    }
}

/// What fills the named places of a text: a handful of pairs, in the order in which they were given.
package struct Slots: Sendable, Sequence, ExpressibleByDictionaryLiteral {
    private var pairs: [(String, HTML)]

    package init(dictionaryLiteral elements: (String, HTML)...) { pairs = elements }

    package subscript(name: String) -> HTML? {
        get { pairs.first { $0.0 == name }?.1 }
        set {
            pairs.removeAll { $0.0 == name }
            if let newValue { pairs.append((name, newValue)) }
        }
    }

    package func makeIterator() -> IndexingIterator<[(String, HTML)]> { pairs.makeIterator() }
}

/// Gives the words for a text in the reader's language.
package protocol TextResolver: Sendable {
    var language: Language { get }
    /// Appends the text with its slots filled; what a person typed in there stays escaped.
    func append(_ use: TextUse, to bytes: inout [UInt8])
}
