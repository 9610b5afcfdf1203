// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Storage

/// A form that came as `multipart/form-data`.
struct Multipart: Sendable {
    var form = FormData()
    var files: [ReceivedFile] = []
    /// So much came that the rest was not read: fields after a huge file are unknown.
    var isCutOff = false
    /// Those of the files that are to wait when the form is refused.
    var news: [Upload] = []
    /// Names of files that were not taken at all.
    var dropped: [FileName] = []
}

/// Reads `multipart/form-data` (RFC 7578, RFC 2046 5.1) as it comes: texts into memory, files onto the disk, and nothing
/// of what is too large. Throws `Rejection` for what cannot be read.
struct MultipartReader: Sendable {
    /// Bytes of all texts together.
    private let textLimit: Int
    private let files: FileLimits
    /// Where a file goes that comes after these texts; `nil` drops it.
    typealias Begin = @Sendable (FormData) throws -> ArrivingFile?

    /// `nil` drops all files.
    private let begin: Begin?
    private let delimiter: [UInt8]

    private var state = State.preamble
    private var buffer: [UInt8] = [0x0D, 0x0A]
    private var start = 0
    private var read = 0
    private var textBytes = 0
    private var fileCount = 0
    private var pairs: [(name: String, value: String)] = []
    private var received: [ReceivedFile] = []
    private var dropped: [FileName] = []
    private(set) var isCutOff = false

    private enum State: Sendable {
        case preamble
        case afterDelimiter
        case text(name: String, [UInt8])
        case file(field: String, FileName, ArrivingFile?, byteCount: Int)
        case epilogue
    }

    /// How much is read on and dropped so that whoever is still sending hears the answer, with nothing lost.
    static let patience = 512 * 1_024 * 1_024
    private static let headerLimit = 16 * 1_024

    /// Throws when the content type names no boundary.
    init(contentType: String, textLimit: Int, files: FileLimits, begin: Begin?) throws(Rejection) {
        let boundary = HeaderParameters(contentType).named["boundary"] ?? ""
        guard (1...70).contains(boundary.utf8.count), boundary.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }),
            boundary.last != " "
        else { throw Rejection(.malformed, .unreadableMultipart) }
        delimiter = Array("\r\n--\(boundary)".utf8)
        self.textLimit = textLimit
        self.files = files
        self.begin = begin
    }

    /// Takes the next bytes. False when no more is wanted.
    mutating func take(_ bytes: UnsafeRawBufferPointer) throws -> Bool {
        read += bytes.count
        guard read <= Self.patience else {
            isCutOff = true
            return false
        }
        buffer.append(contentsOf: bytes)
        while try step() {}
        buffer.removeFirst(start)
        start = 0
        return true
    }

    /// What came. Throws when the end is missing.
    mutating func finish() throws -> Multipart {
        if isCutOff, case .file(let field, let name, _, let byteCount) = state {
            received.append(.tooLarge(field, name, byteCount: byteCount, limit: files.bytesEach))
        } else if isCutOff {
            throw Rejection(.tooLarge, .bodyTooLarge)
        } else if case .epilogue = state {
        } else {
            throw Rejection(.malformed, .unreadableMultipart)
        }
        return Multipart(form: FormData(pairs), files: received, isCutOff: isCutOff, dropped: dropped)
    }

    /// Goes on by one delimiter or header; false when more bytes are needed.
    private mutating func step() throws -> Bool {
        switch state {
        case .epilogue:
            start = buffer.count
            return false
        case .afterDelimiter: return try readHeader()
        case .preamble, .text, .file:
            guard let end = index(of: delimiter) else {
                // The last bytes may be the beginning of a delimiter.
                try emit(upTo: max(start, buffer.count - delimiter.count + 1))
                return false
            }
            try emit(upTo: end)
            try endPart()
            start = end + delimiter.count
            state = .afterDelimiter
            return true
        }
    }

    private mutating func readHeader() throws -> Bool {
        guard buffer.count - start >= 2 else { return false }
        if buffer[start...].starts(with: Array("--".utf8)) {
            state = .epilogue
            return true
        }
        guard let end = index(of: [0x0D, 0x0A, 0x0D, 0x0A]) else {
            guard buffer.count - start <= Self.headerLimit else { throw Rejection(.malformed, .unreadableMultipart) }
            return false
        }
        guard end - start <= Self.headerLimit, let text = String(validating: buffer[start..<end], as: UTF8.self)
        else { throw Rejection(.malformed, .unreadableMultipart) }
        let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)
        guard lines[0].allSatisfy({ $0 == " " || $0 == "\t" }), let header = MultipartHeader(Array(lines.dropFirst()))
        else { throw Rejection(.malformed, .unreadableMultipart) }
        start = end + 4
        try begin(header)
        return true
    }

    private mutating func begin(_ header: MultipartHeader) throws {
        guard let fileName = header.fileName else {
            guard pairs.count < 2_000 else { throw Rejection(.malformed, .unreadableMultipart) }
            state = .text(name: header.name, [])
            return
        }
        if !fileName.isEmpty { fileCount += 1 }
        let isWanted = !fileName.isEmpty && fileCount <= files.count
        let file = isWanted ? try begin?(FormData(pairs)) : nil
        if isWanted, file == nil { dropped.append(FileName(fileName)) }
        state = .file(field: header.name, FileName(fileName), file, byteCount: 0)
        if fileCount == files.count + 1, !fileName.isEmpty {
            received.append(
                ReceivedFile(
                    field: header.name, name: FileName(fileName),
                    state: .refused(TextUse(.fileTooMany, count: files.count), isTooLarge: true)))
        }
    }

    private mutating func emit(upTo end: Int) throws {
        defer { start = end }
        guard end > start else { return }
        switch state {
        case .text(let name, var bytes):
            textBytes += end - start
            guard textBytes <= textLimit else { throw Rejection(.tooLarge, .bodyTooLarge) }
            bytes.append(contentsOf: buffer[start..<end])
            state = .text(name: name, bytes)
        case .file(let field, let name, let file, let byteCount):
            let total = byteCount + end - start
            let fits = total <= files.bytesEach
            if fits, let file {
                try buffer.withUnsafeBytes { try file.append(UnsafeRawBufferPointer(rebasing: $0[start..<end])) }
            }
            state = .file(field: field, name, fits ? file : nil, byteCount: total)
        default: break
        }
    }

    private mutating func endPart() throws {
        switch state {
        case .text(let name, let bytes):
            guard let value = String(validating: bytes, as: UTF8.self) else {
                throw Rejection(.malformed, .unreadableForm)
            }
            pairs.append((name, value.replacing("\r\n", with: "\n")))
        case .file(let field, let name, let file?, _):
            received.append(ReceivedFile(field: field, name: name, state: .arrived(file)))
        case .file(let field, let name, nil, let byteCount) where byteCount > files.bytesEach && begin != nil:
            received.append(.tooLarge(field, name, byteCount: byteCount, limit: files.bytesEach))
        default: break
        }
    }

    /// Where `pattern`, which begins with a carriage return, is found first.
    private func index(of pattern: [UInt8]) -> Int? {
        buffer.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return nil }
            var from = start
            while bytes.count - from >= pattern.count {
                guard let found = memchr(base + from, 0x0D, bytes.count - pattern.count + 1 - from) else { return nil }
                if memcmp(found, pattern, pattern.count) == 0 { return UnsafeRawPointer(found) - base }
                from = UnsafeRawPointer(found) - base + 1
            }
            return nil
        }
    }
}
