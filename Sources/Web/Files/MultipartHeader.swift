// SPDX-License-Identifier: EUPL-1.2

import Kernel

/// What stands above a part of `multipart/form-data` (RFC 7578, 4.2).
struct MultipartHeader: Equatable {
    let name: String
    /// `nil` for a text; empty when a field for files was left empty.
    let fileName: String?

    /// `nil` when the part has no name, or is encoded in a way that nobody has used for long.
    init?(_ lines: [Substring]) {
        var disposition: [String: String]?
        for line in lines {
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let value = line[line.index(after: colon)...].trimmed
            switch line[..<colon].trimmed.lowercased() {
            case "content-disposition":
                let parameters = HeaderParameters(value)
                guard parameters.value.lowercased() == "form-data" else { return nil }
                disposition = parameters.named
            case "content-transfer-encoding":
                guard ["7bit", "8bit", "binary"].contains(value.lowercased()) else { return nil }
            default: continue
            }
        }
        guard let name = disposition?["name"] else { return nil }
        self.name = Self.unescaped(name)
        // RFC 7578 forbids `filename*`, and some send it all the same; it says more.
        fileName = disposition?["filename*"].flatMap(Self.extended) ?? disposition?["filename"].map(Self.unescaped)
    }

    /// Browsers escape three characters (WHATWG HTML, multipart/form-data).
    private static func unescaped(_ text: String) -> String {
        text.replacing("%22", with: "\"").replacing("%0D", with: "\r").replacing("%0A", with: "\n")
    }

    /// `UTF-8''na%C3%AFve.txt` (RFC 8187); `nil` for another charset.
    private static func extended(_ text: String) -> String? {
        let parts = text.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].lowercased() == "utf-8" else { return nil }
        return parts[2].percentDecoded
    }
}

/// The value of a header and its parameters: `form-data; name="a"; filename=b.txt`.
struct HeaderParameters {
    let value: String
    /// By their names in lower case; the first of a name.
    let named: [String: String]

    init(_ text: some StringProtocol) {
        var rest = text[...]
        let value = rest.prefix { $0 != ";" }
        rest = rest[value.endIndex...]
        self.value = value.trimmed
        var named: [String: String] = [:]
        while rest.first == ";" {
            rest.removeFirst()
            let name = rest.prefix { $0 != "=" && $0 != ";" }
            rest = rest[name.endIndex...]
            guard rest.first == "=" else { continue }
            rest.removeFirst()
            rest = rest.drop { $0 == " " || $0 == "\t" }
            let key = name.trimmed.lowercased()
            let content = rest.first == "\"" ? Self.quoted(&rest) : Self.token(&rest)
            if named[key] == nil { named[key] = content }
        }
        self.named = named
    }

    private static func token<Text: StringProtocol>(_ rest: inout Text) -> String where Text.SubSequence == Text {
        let token = rest.prefix { $0 != ";" }
        rest = rest[token.endIndex...]
        return token.trimmed
    }

    /// A backslash escapes a quote or itself; before anything else it stands for itself, for old browsers send paths.
    private static func quoted<Text: StringProtocol>(_ rest: inout Text) -> String where Text.SubSequence == Text {
        rest.removeFirst()
        var text = ""
        while let character = rest.popFirst(), character != "\"" {
            if character == "\\", let next = rest.first, next == "\"" || next == "\\" {
                text.append(next)
                rest.removeFirst()
            } else {
                text.append(character)
            }
        }
        rest = rest.drop { $0 != ";" }
        return text
    }
}
