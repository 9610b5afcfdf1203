// SPDX-License-Identifier: EUPL-1.2

@testable import Kernel

/// Resolves a text to its name and its slots in alphabetical order: `[name slot=value]`.
struct EchoTexts: TextResolver {
    var language = Language.german

    func append(_ use: TextUse, to bytes: inout [UInt8]) { text(use).append(to: &bytes, with: self) }

    private func text(_ use: TextUse) -> HTML {
        let slots = use.slots.sorted { $0.0 < $1.0 }.map { name, value -> HTML in " \(name)=[\(value)]" }
        return "[\(use.key.name)\(slots)]"
    }
}

extension HTML {
    /// The markup, as `EchoTexts` resolves it.
    func markup(in language: Language = .german) -> String {
        String(decoding: rendered(with: EchoTexts(language: language)), as: UTF8.self)
    }
}
