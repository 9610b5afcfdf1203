// SPDX-License-Identifier: EUPL-1.2

/// Which bytes of a file are asked for (RFC 9110, 14.2). One range is served; of several, and of what cannot be read,
/// the whole, as the RFC allows.
enum FileRange: Equatable {
    case whole
    case part(Range<Int>)
    case unsatisfiable

    /// `ifRange` is the tag under which the asker has the rest; another one than `tag` asks for the whole.
    init(_ header: String?, ifRange: String?, tag: String, byteCount: Int) {
        self = .whole
        guard let header, ifRange == nil || ifRange == tag, header.lowercased().hasPrefix("bytes=") else { return }
        let ends = header.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false)
            .map { $0.filter { $0 != " " && $0 != "\t" } }
        guard ends.count == 2, let first = Self.number(ends[0]), let last = Self.number(ends[1]) else { return }
        switch (first, last) {
        case (nil, nil): return
        case (nil, let length?): self = Self.part(max(0, byteCount - length), byteCount)
        case (let start?, nil): self = Self.part(start, byteCount)
        case (let start?, let last?): if start <= last { self = Self.part(start, min(last, byteCount - 1) + 1) }
        }
    }

    private static func part(_ start: Int, _ end: Int) -> FileRange {
        start < end ? .part(start..<end) : .unsatisfiable
    }

    /// Nothing at all for an empty text; `nil` for what is no number. One too large for any file counts as the largest.
    private static func number(_ text: String) -> Int?? {
        if text.isEmpty { return .some(nil) }
        guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
        return min(Int(text) ?? .max, .max - 1)
    }
}
