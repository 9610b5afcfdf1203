// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Storage
import Testing

@testable import Web

/// Reads a body in pieces of a size.
struct MultipartSample {
    let store: FileStore
    private let folder = FileManager.default.temporaryDirectory.appending(path: "multipart-\(UUID())")

    init() throws {
        store = FileStore(directory: folder.path)
        try store.prepare()
    }

    func read(
        _ body: [UInt8], pieces: Int = .max, boundary: String = "XX", textLimit: Int = 1_000,
        files: FileLimits = FileLimits(FileKind.allCases, count: 2, megabytesEach: 1)
    ) throws -> Multipart {
        let store = store
        var reader = try MultipartReader(
            contentType: "multipart/form-data; boundary=\(boundary)", textLimit: textLimit, files: files,
            begin: { _ in try store.begin() })
        var start = 0
        while start < body.count {
            let end = start + min(pieces, body.count - start)
            guard try body[start..<end].withUnsafeBytes({ try reader.take($0) }) else { break }
            start = end
        }
        return try reader.finish()
    }

    /// Files that are on their way.
    var arrivals: Int {
        get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path + "/arriving").count }
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    static func text(_ name: String, _ value: String) -> String {
        "--XX\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
    }

    static func file(_ parameters: String, _ content: String) -> String {
        """
        --XX\r\nContent-Disposition: form-data; \(parameters)\r\nContent-Type: application/octet-stream\r\n\r\n\
        \(content)\r\n
        """
    }

    static let end = "--XX--\r\n"
}

extension ReceivedFile {
    var text: String? {
        guard case .arrived(let file) = state else { return nil }
        return (try? file.bytes(at: 0, count: file.byteCount)).map { String(decoding: $0, as: UTF8.self) }
    }

    var refusal: (key: TextKey, isTooLarge: Bool)? {
        guard case .refused(let use, let isTooLarge) = state else { return nil }
        return (use.key, isTooLarge)
    }
}

@Suite("A form in parts")
struct MultipartTests {
    private typealias Sample = MultipartSample

    @Test("is read the same, however it is cut into pieces", arguments: [1, 2, 3, 7, 64, 1_000_000])
    func readsPieces(size: Int) throws {
        let sample = try Sample()
        defer { sample.remove() }
        let tricky = "\r\n--X\r\n--\r\r\n--XY no\r\n-"
        let body =
            "preamble\r\n" + Sample.text("a", "1") + Sample.file("name=\"f\"; filename=\"plan.txt\"", tricky)
            + Sample.text("räume", "Zeile 1\r\nZeile 2 – groß") + Sample.text("leer", "") + Sample.end + "epilogue"
        let form = try sample.read(Array(body.utf8), pieces: size)
        #expect(form.form == FormData([("a", "1"), ("räume", "Zeile 1\nZeile 2 – groß"), ("leer", "")]))
        #expect(form.files.map(\.field) == ["f"])
        #expect(form.files.map(\.name.text) == ["plan.txt"])
        #expect(form.files.first?.text == tricky)
        #expect(!form.isCutOff)
    }

    @Test("takes every byte as it is")
    func keepsBytes() throws {
        let sample = try Sample()
        defer { sample.remove() }
        let content = (0..<1_000).flatMap { _ in Array(UInt8.min ... .max) }
        let head = "--XX\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.bin\"\r\n\r\n"
        for size in [999, .max] {
            let form = try sample.read(Array(head.utf8) + content + Array("\r\n--XX--".utf8), pieces: size)
            guard case .arrived(let file)? = form.files.first?.state else { return #expect(Bool(false)) }
            #expect(try file.bytes(at: 0, count: content.count + 1) == content)
        }
    }

    @Test(
        "knows how a file is called, whichever way it is said",
        arguments: [
            (#"name="f"; filename="plan.pdf""#, "plan.pdf"), (#"filename=plan.pdf; name=f"#, "plan.pdf"),
            (#"name="f"; filename="Räume für alle.pdf""#, "Räume für alle.pdf"),
            (#"name="f"; filename="a%22b%22.txt""#, "ab.txt"), (#"name="f"; filename="a\"b.txt""#, "ab.txt"),
            (#"name="f"; filename="a;b=c.txt""#, "a;b=c.txt"),
            (#"name="f"; filename="x.txt"; filename*=UTF-8''R%C3%A4ume.txt"#, "Räume.txt"),
            (#"name="f"; filename*=utf-8'de'na%C3%AFve.txt"#, "naïve.txt"),
            (#"name="f"; filename="x.txt"; filename*=latin1''R%E4ume.txt"#, "x.txt"),
            (#"name="f"; filename="../../etc/passwd""#, "passwd"),
            (#"name="f"; filename="C:\neu\plan.txt""#, "plan.txt"),
            (#"name="f"; filename="/""#, "datei"), (#"name="f"; filename="..""#, "datei"),
            (#"name="f"; filename=".htaccess""#, "htaccess"), (#"name="f"; filename="a%0D%0Ab.txt""#, "ab.txt"),
            ("name=\"f\"; filename=\"a\u{202E}txt.exe\"", "atxt.exe"),
            ("NAME=f ; FileName = \"a.txt\"", "a.txt"),
        ])
    func readsNames(parameters: String, name: String) throws {
        let sample = try Sample()
        defer { sample.remove() }
        let form = try sample.read(Array((Sample.file(parameters, "x") + Sample.end).utf8))
        #expect(form.files.map(\.name.text) == [name])
        #expect(form.files.map(\.field) == ["f"])
    }

    @Test("has no file where none was chosen, and one without a byte where that was chosen")
    func readsEmptyFiles() throws {
        let sample = try Sample()
        defer { sample.remove() }
        let body = Sample.file("name=f; filename=\"\"", "") + Sample.file("name=g; filename=\"leer.txt\"", "")
        let form = try sample.read(Array((body + Sample.end).utf8))
        #expect(form.files.map(\.field) == ["g"])
        #expect(form.files.first?.text == "")
    }

    @Test(
        "is refused when it cannot be read, and leaves no file behind",
        arguments: [
            "", "--XX", "--XX\r\n", "--YY--\r\n", Sample.file("name=f; filename=a.txt", "no end"),
            Sample.text("a", "no end"), "--XX\r\n\r\nno header\r\n--XX--", "--XX\r\nnonsense\r\n\r\nx\r\n--XX--",
            "--XX\r\nContent-Disposition: form-data\r\n\r\nx\r\n--XX--",
            "--XX\r\nContent-Disposition: attachment; name=f\r\n\r\nx\r\n--XX--",
            "--XXY\r\nContent-Disposition: form-data; name=f\r\n\r\nx\r\n--XX--",
            "--XX\r\nContent-Disposition: form-data; name=f\r\nContent-Transfer-Encoding: base64\r\n\r\nx\r\n--XX--",
            "--XX\r\nX: " + String(repeating: "x", count: 20_000),
        ])
    func refusesMalformed(body: String) throws {
        let sample = try Sample()
        defer { sample.remove() }
        for pieces in [5, .max] {
            let rejection = #expect(throws: Rejection.self) { try sample.read(Array(body.utf8), pieces: pieces) }
            #expect(rejection?.kind == .malformed)
        }
        #expect(try sample.arrivals == 0)
    }

    @Test("is refused when a text is not UTF-8")
    func refusesOtherCharsets() throws {
        let sample = try Sample()
        defer { sample.remove() }
        let head = Array("--XX\r\nContent-Disposition: form-data; name=a\r\n\r\n".utf8)
        #expect(throws: Rejection.self) { try sample.read(head + [0xE4] + Array("\r\n--XX--".utf8)) }
    }

    @Test("is refused without a boundary that can be one", arguments: ["", "\"\"", String(repeating: "x", count: 71)])
    func refusesBoundaries(boundary: String) throws {
        let sample = try Sample()
        defer { sample.remove() }
        #expect(throws: Rejection.self) { try sample.read([], boundary: boundary) }
    }

    @Test("takes a boundary in quotes")
    func takesQuotedBoundary() throws {
        let sample = try Sample()
        defer { sample.remove() }
        let body = "--a b?\r\nContent-Disposition: form-data; name=x\r\n\r\n1\r\n--a b?--"
        #expect(try sample.read(Array(body.utf8), boundary: "\"a b?\"").form["x"] == "1")
    }

    @Test("loses no field to a file that is too large, whichever comes first")
    func dropsLargeFiles() throws {
        let sample = try Sample()
        defer { sample.remove() }
        let large = String(repeating: "x", count: 1_000_001)
        let body =
            Sample.text("a", "1") + Sample.file("name=f; filename=gross.txt", large) + Sample.text("b", "2")
            + Sample.file("name=g; filename=genau.txt", String(large.dropLast())) + Sample.end
        for pieces in [1_000, .max] {
            let form = try sample.read(Array(body.utf8), pieces: pieces)
            #expect(form.form == FormData([("a", "1"), ("b", "2")]))
            #expect(form.files.map(\.field) == ["f", "g"])
            #expect(form.files[0].refusal?.key == .fileTooLarge)
            #expect(form.files[0].refusal?.isTooLarge == true)
            #expect(form.files[1].text?.utf8.count == 1_000_000)
        }
        #expect(try sample.arrivals == 0)
    }

    @Test("takes as many files as it may, and says so once of the others")
    func limitsFiles() throws {
        let sample = try Sample()
        defer { sample.remove() }
        let files = (1...10_000).map { Sample.file("name=f; filename=\"\($0).txt\"", "\($0)") }.joined()
        let form = try sample.read(Array((files + Sample.text("a", "1") + Sample.end).utf8))
        #expect(form.files.map(\.name.text) == ["1.txt", "2.txt", "3.txt"])
        #expect(form.files.last?.refusal?.key == .fileTooMany)
        #expect(form.form["a"] == "1")
    }

    @Test("is refused with too many fields, or with too much text")
    func limitsTexts() throws {
        let sample = try Sample()
        defer { sample.remove() }
        let fields = { (count: Int) in String(repeating: Sample.text("a", ""), count: count) + Sample.end }
        #expect(try sample.read(Array(fields(2_000).utf8)).form.pairs.count == 2_000)
        #expect(throws: Rejection.self) { try sample.read(Array(fields(10_000).utf8)) }
        let long = { (count: Int) in Sample.text("a", String(repeating: "x", count: count)) + Sample.end }
        #expect(try sample.read(Array(long(1_000).utf8)).form["a"]?.count == 1_000)
        let rejection = #expect(throws: Rejection.self) { try sample.read(Array(long(1_001).utf8)) }
        #expect(rejection?.kind == .tooLarge)
    }
}
