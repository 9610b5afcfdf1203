// SPDX-License-Identifier: EUPL-1.2

/// Tells what a file is by its bytes: by magic numbers, by what lies in a ZIP, by whether all of it is text.
struct FileSniffer {
    let byteCount: Int
    /// Up to so many bytes from an offset on.
    let read: (_ offset: Int, _ count: Int) throws -> [UInt8]

    func content() throws -> FileContent {
        guard byteCount > 0 else { return .other(.empty) }
        let head = try read(0, 1_024)
        if let kind = Self.byMagicNumber(head) { return kind }
        if head.starts(with: Self.zip) { return try zipped(head) }
        return try text(head)
    }

    private static let zip: [UInt8] = [0x50, 0x4B, 0x03, 0x04]

    private static let magicNumbers: [([UInt8], FileContent)] = [
        (Array("%PDF-".utf8), .kind(.pdf)),
        ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], .kind(.png)),
        ([0xFF, 0xD8, 0xFF], .kind(.jpeg)),
        (Array("GIF87a".utf8), .kind(.gif)), (Array("GIF89a".utf8), .kind(.gif)),
        ([0x7F, 0x45, 0x4C, 0x46], .other(.program)), (Array("MZ".utf8), .other(.program)),
        ([0xCA, 0xFE, 0xBA, 0xBE], .other(.program)), ([0xCF, 0xFA, 0xED, 0xFE], .other(.program)),
        ([0xCE, 0xFA, 0xED, 0xFE], .other(.program)), (Array("dex\n".utf8), .other(.program)),
        ([0x00, 0x61, 0x73, 0x6D], .other(.program)), (Array("!<arch>".utf8), .other(.program)),
        ([0x4C, 0x00, 0x00, 0x00, 0x01, 0x14, 0x02, 0x00], .other(.program)),
        (Array("#!".utf8), .other(.script)),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], .other(.oldOffice)),
        (Array("{\\rtf".utf8), .other(.oldOffice)),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .other(.archive)), (Array("Rar!".utf8), .other(.archive)),
        ([0x1F, 0x8B], .other(.archive)), (Array("BZh".utf8), .other(.archive)),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], .other(.archive)), ([0x50, 0x4B, 0x05, 0x06], .other(.archive)),
        (Array("ID3".utf8), .other(.sound)), (Array("OggS".utf8), .other(.sound)),
        (Array("fLaC".utf8), .other(.sound)), ([0x1A, 0x45, 0xDF, 0xA3], .other(.sound)),
    ]

    private static func byMagicNumber(_ head: [UInt8]) -> FileContent? {
        if let found = magicNumbers.first(where: { head.starts(with: $0.0) }) { return found.1 }
        if head.starts(with: Array("RIFF".utf8)), head.count >= 12 {
            return head[8..<12].elementsEqual("WEBP".utf8) ? .kind(.webp) : .other(.sound)
        }
        if head.count >= 12, head[4..<8].elementsEqual("ftyp".utf8) {
            let brand = String(decoding: head[8..<12], as: UTF8.self)
            return ["heic", "heix", "hevc", "mif1", "msf1", "avif"].contains(brand) ? .other(.heic) : .other(.sound)
        }
        return nil
    }

    /// Office documents are ZIPs: OpenDocument says so in its first entry (ODF 1.3, part 2, 3.3), Office Open XML by the
    /// parts it holds. One with macros is a program.
    private func zipped(_ head: [UInt8]) throws -> FileContent {
        guard let names = try ZIPDirectory(byteCount: byteCount, read: read)?.names else { return .other(.archive) }
        let hasMacros = names.contains { name in
            name.lowercased().hasSuffix("vbaproject.bin") || name.hasPrefix("Basic/") || name.hasPrefix("Scripts/")
        }
        if names.contains("META-INF/MANIFEST.MF") || names.contains("AndroidManifest.xml") { return .other(.program) }
        if head.count > 38, head[30..<38].elementsEqual("mimetype".utf8) {
            let rest = head[38...]
            let kind = [FileKind.odt, .ods, .odp].first { kind in
                // Templates and the like have longer names; the next entry begins where this one ends.
                rest.starts(with: Array(kind.mediaType.utf8) + Array("PK".utf8))
            }
            guard let kind else { return .other(.archive) }
            return hasMacros ? .other(.macros) : .kind(kind)
        }
        guard names.contains("[Content_Types].xml") else { return .other(.archive) }
        if hasMacros { return .other(.macros) }
        let parts: [(String, FileKind)] = [
            ("word/document.xml", .docx), ("xl/workbook.xml", .xlsx), ("ppt/presentation.xml", .pptx),
        ]
        return parts.first { names.contains($0.0) }.map { .kind($0.1) } ?? .other(.archive)
    }

    /// Without control characters all the way through; markup that browsers carry out is named as such.
    private func text(_ head: [UInt8]) throws -> FileContent {
        guard let encoding = try encoding() else { return .other(.unknown) }
        let text: FileContent = encoding == .utf8 ? .kind(.text) : .other(.oldText)
        let start = String(decoding: head, as: UTF8.self).drop { $0.isWhitespace || $0 == "\u{FEFF}" }.lowercased()
        if start.hasPrefix("#!") { return .other(.script) }
        guard start.hasPrefix("<") else { return text }
        if start.contains("<svg") { return .other(.svg) }
        let markup = ["<!doctype", "<html", "<head", "<body", "<script", "<iframe", "<?php", "<?xml", "<!--", "<meta"]
        return markup.contains(where: start.hasPrefix) ? .other(.webPage) : text
    }

    private enum Encoding { case utf8, oneByte }

    /// `nil` when it is no text. What is not UTF-8 may be Windows-1252, of which Latin-1 is a part: it leaves five bytes
    /// without a character.
    private func encoding() throws -> Encoding? {
        var (offset, isUTF8, isOneByte) = (0, true, true)
        var carried: [UInt8] = []
        while offset < byteCount, isUTF8 || isOneByte {
            let piece = try read(offset, 64 * 1_024)
            guard !piece.isEmpty else { return nil }
            offset += piece.count
            let isControl = { (byte: UInt8) in
                (byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D && byte != 0x0C) || byte == 0x7F
            }
            let isMissing = { (byte: UInt8) in
                byte == 0x81 || byte == 0x8D || byte == 0x8F || byte == 0x90 || byte == 0x9D
            }
            if piece.contains(where: isControl) { return nil }
            isOneByte = isOneByte && !piece.contains(where: isMissing)
            guard isUTF8 else { continue }
            let bytes = carried + piece
            let cut = offset < byteCount ? Self.startOfLastScalar(bytes) : bytes.count
            isUTF8 = String(validating: bytes[..<cut], as: UTF8.self) != nil
            carried = Array(bytes[cut...])
        }
        return isUTF8 ? .utf8 : isOneByte ? .oneByte : nil
    }

    /// Where the last scalar begins, which may go on in the next piece.
    private static func startOfLastScalar(_ bytes: [UInt8]) -> Int {
        var index = bytes.count
        while index > 0, bytes.count - index < 4 {
            index -= 1
            if bytes[index] & 0xC0 != 0x80 { return index }
        }
        return bytes.count
    }
}

/// The names in a ZIP, from its central directory (APPNOTE 4.3.12, 4.3.16). Nothing is unpacked.
struct ZIPDirectory {
    let names: Set<String>

    /// `nil` when there is none that can be read, or one of more than 10 000 entries.
    init?(byteCount: Int, read: (_ offset: Int, _ count: Int) throws -> [UInt8]) throws {
        let tailLength = min(byteCount, 22 + 65_535)
        let tail = try read(byteCount - tailLength, tailLength)
        let mark: [UInt8] = [0x50, 0x4B, 0x05, 0x06]
        guard tail.count >= 22,
            let end = stride(from: tail.count - 22, through: 0, by: -1).first(where: { tail[$0...].starts(with: mark) })
        else { return nil }
        let (count, length) = (Self.number(tail, end + 10, 2), Self.number(tail, end + 12, 4))
        let offset = Self.number(tail, end + 16, 4)
        guard count <= 10_000, length <= 4 * 1_024 * 1_024, offset + length <= byteCount else { return nil }
        let directory = try read(offset, length)
        guard directory.count == length else { return nil }
        var names: Set<String> = []
        var index = 0
        for _ in 0..<count {
            guard index + 46 <= length, directory[index...].starts(with: [0x50, 0x4B, 0x01, 0x02]) else { return nil }
            let nameLength = Self.number(directory, index + 28, 2)
            let next =
                index + 46 + nameLength + Self.number(directory, index + 30, 2) + Self.number(directory, index + 32, 2)
            guard next <= length else { return nil }
            names.insert(String(decoding: directory[(index + 46)..<(index + 46 + nameLength)], as: UTF8.self))
            index = next
        }
        self.names = names
    }

    private static func number(_ bytes: [UInt8], _ offset: Int, _ length: Int) -> Int {
        (0..<length).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
    }
}
