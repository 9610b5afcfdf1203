// SPDX-License-Identifier: EUPL-1.2

import Foundation

/// A mail or a part of one, read by a few lines that owe nothing to the library that wrote it.
struct Entity {
    let headers: [(name: String, value: String)]
    let body: String
    let parts: [Entity]

    struct Malformed: Error {}

    init(_ bytes: [UInt8]) throws { try self.init(String(decoding: bytes, as: UTF8.self)) }

    init(_ text: String) throws {
        guard let gap = text.range(of: "\r\n\r\n") else { throw Malformed() }
        let unfolded = text[..<gap.lowerBound].replacing("\r\n\t", with: " ").replacing("\r\n ", with: " ")
        headers = try unfolded.split(separator: "\r\n").map { line in
            guard let colon = line.firstIndex(of: ":") else { throw Malformed() }
            let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            return (line[..<colon].lowercased(), value)
        }
        body = String(text[gap.upperBound...])
        let type = headers.first { $0.name == "content-type" }?.value ?? ""
        guard let boundary = type.components(separatedBy: "boundary=").dropFirst().first else {
            parts = []
            return
        }
        let mark = "--" + boundary.trimmingCharacters(in: CharacterSet(charactersIn: "\""))
        let pieces = ("\r\n" + body).components(separatedBy: "\r\n" + mark)
        guard pieces.last?.hasPrefix("--") == true else { throw Malformed() }
        parts = try pieces.dropFirst().dropLast().map { try Entity(String($0.dropFirst(1))) }
    }

    func header(_ name: String) -> String? { headers.first { $0.name == name.lowercased() }?.value }

    var decodedData: Data {
        switch header("Content-Transfer-Encoding") {
        case "base64": Data(base64Encoded: body, options: .ignoreUnknownCharacters) ?? Data()
        case "quoted-printable": Data(quotedPrintable(body))
        default: Data(body.utf8)
        }
    }

    var decodedText: String { String(decoding: decodedData, as: UTF8.self) }
}

/// The text of a header with the encoded words of RFC 2047.
func decodedWords(_ header: String) -> String {
    var result = ""
    var rest = Substring(header)
    while let start = rest.range(of: "=?"),
        let end = rest.range(of: "?=", range: wordBody(of: rest, from: start.upperBound))
    {
        let between = rest[..<start.lowerBound]
        if result.isEmpty || !between.allSatisfy(\.isWhitespace) { result += between }
        let fields = rest[start.upperBound..<end.lowerBound].split(separator: "?", omittingEmptySubsequences: false)
        let data =
            fields[1].lowercased() == "b"
            ? Data(base64Encoded: String(fields[2])) ?? Data()
            : Data(quotedPrintable(String(fields[2]).replacing("_", with: " ")))
        result += String(decoding: data, as: UTF8.self)
        rest = rest[end.upperBound...]
    }
    return result + rest
}

/// Where the end of an encoded word is to be looked for: behind its charset and encoding.
private func wordBody(of text: Substring, from start: Substring.Index) -> Range<Substring.Index> {
    let marks = text[start...].indices.filter { text[$0] == "?" }.prefix(2)
    return (marks.last.map { text.index(after: $0) } ?? start)..<text.endIndex
}

private func quotedPrintable(_ text: some StringProtocol) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = Array(String(text).replacing("=\r\n", with: "").utf8)[...]
    while let byte = rest.popFirst() {
        if byte == UInt8(ascii: "="), let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) {
            bytes.append(value)
            rest = rest.dropFirst(2)
        } else {
            bytes.append(byte)
        }
    }
    return bytes
}
