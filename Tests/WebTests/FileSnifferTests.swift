// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Testing

@testable import Web

/// ZIPs as writers of documents make them, nothing packed.
enum SampleZIP {
    static func bytes(_ entries: [(name: String, content: String)]) -> [UInt8] {
        func number(_ value: Int, _ length: Int) -> [UInt8] { (0..<length).map { UInt8(value >> (8 * $0) & 0xFF) } }
        var body: [UInt8] = []
        var directory: [UInt8] = []
        for (name, content) in entries {
            let sizes = number(content.utf8.count, 4) + number(content.utf8.count, 4)
            let common = number(0, 8) + number(0, 4) + sizes + number(name.utf8.count, 2) + number(0, 2)
            directory +=
                [0x50, 0x4B, 1, 2, 20, 0, 20, 0] + common + number(0, 10) + number(body.count, 4) + Array(name.utf8)
            body += [0x50, 0x4B, 3, 4, 20, 0] + common + Array(name.utf8) + Array(content.utf8)
        }
        let end =
            [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + number(entries.count, 2) + number(entries.count, 2)
            + number(directory.count, 4) + number(body.count, 4) + number(0, 2)
        return body + directory + end
    }

    static func openDocument(_ kind: FileKind, more: [(String, String)] = []) -> [UInt8] {
        bytes([("mimetype", kind.mediaType), ("content.xml", "<x/>")] + more)
    }

    static func openXML(_ part: String, more: [(String, String)] = []) -> [UInt8] {
        bytes([("[Content_Types].xml", "<x/>"), ("_rels/.rels", "<x/>"), (part, "<x/>")] + more)
    }
}

@Suite("What a file is")
struct FileSnifferTests {
    private static func content(_ bytes: [UInt8]) throws -> FileContent {
        try FileSniffer(byteCount: bytes.count) { offset, count in
            Array(bytes[min(offset, bytes.count)..<min(offset + count, bytes.count)])
        }.content()
    }

    @Test(
        "is told by its first bytes",
        arguments: [
            ("%PDF-1.7\n", .kind(.pdf)), ("GIF89a..", .kind(.gif)), ("RIFF....WEBPVP8 ", .kind(.webp)),
            ("RIFF....WAVEfmt ", .other(.sound)), ("....ftypheic", .other(.heic)), ("....ftypisom", .other(.sound)),
            ("MZ\u{1}\u{2}", .other(.program)), ("#!/bin/sh\nrm -rf /", .other(.script)), ("Rar!..", .other(.archive)),
            ("", .other(.empty)), ("{\\rtf1", .other(.oldOffice)), ("\u{7F}ELF\u{2}", .other(.program)),
            ("Hallo, Räume!\n", .kind(.text)), ("a;b\r\n1;2\r\n", .kind(.text)), ("a\u{0}b", .other(.unknown)),
            ("a\u{1B}[31m", .other(.unknown)), ("<!DOCTYPE html><p>", .other(.webPage)),
            ("\u{FEFF}  \n<HTML>", .other(.webPage)), ("<script>alert(1)</script>", .other(.webPage)),
            ("<?php echo 1;", .other(.webPage)), ("<?xml version=\"1.0\"?><svg xmlns=\"\">", .other(.svg)),
            ("<svg onload=alert(1)>", .other(.svg)), ("<3 Bücher", .kind(.text)),
        ] as [(String, FileContent)])
    func readsText(text: String, content: FileContent) throws {
        #expect(try Self.content(Array(text.utf8)) == content)
    }

    @Test(
        "is told by bytes that are no text",
        arguments: [
            ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0], .kind(.png)),
            ([0xFF, 0xD8, 0xFF, 0xE1], .kind(.jpeg)),
            ([0xCA, 0xFE, 0xBA, 0xBE], .other(.program)), ([0x1F, 0x8B, 8], .other(.archive)),
            ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], .other(.oldOffice)),
            ([0x52, 0xE4, 0x75], .other(.oldText)),
            ([0x52, 0xE4, 0x81], .other(.unknown)), ([0x52, 0xE4, 0], .other(.unknown)),
            (Array("<html>".utf8) + [0xE4], .other(.webPage)),
            ([0x50, 0x4B, 3, 4], .other(.archive)),
        ] as [([UInt8], FileContent)])
    func readsBytes(bytes: [UInt8], content: FileContent) throws {
        #expect(try Self.content(bytes) == content)
    }

    @Test("is told of a ZIP by what lies in it")
    func readsZIPs() throws {
        for kind in [FileKind.odt, .ods, .odp] {
            #expect(try Self.content(SampleZIP.openDocument(kind)) == .kind(kind))
            #expect(try Self.content(SampleZIP.openDocument(kind, more: [("Basic/x.xml", "")])) == .other(.macros))
        }
        for (part, kind) in [
            ("word/document.xml", FileKind.docx), ("xl/workbook.xml", .xlsx), ("ppt/presentation.xml", .pptx),
        ] {
            #expect(try Self.content(SampleZIP.openXML(part)) == .kind(kind))
            let macros = SampleZIP.openXML(part, more: [("word/vbaProject.bin", "")])
            #expect(try Self.content(macros) == .other(.macros))
        }
        #expect(try Self.content(SampleZIP.bytes([("a.txt", "a")])) == .other(.archive))
        #expect(try Self.content(SampleZIP.bytes([("META-INF/MANIFEST.MF", "a")])) == .other(.program))
        #expect(try Self.content(SampleZIP.openXML("visio/document.xml")) == .other(.archive))
        let whole = SampleZIP.openXML("word/document.xml")
        for cut in stride(from: 4, to: whole.count, by: 3) {
            #expect(try Self.content(Array(whole[..<cut])) == .other(.archive), "cut at \(cut)")
        }
    }

    @Test("is text only when all of it is, wherever the pieces end")
    func readsLongText() throws {
        for start in 0..<4 {
            let text = String(repeating: "x", count: start) + String(repeating: "ä€😀", count: 20_000)
            #expect(try Self.content(Array(text.utf8)) == .kind(.text))
            #expect(try Self.content(Array(text.utf8) + [0xC3]) == .other(.oldText))
            #expect(try Self.content(Array(text.utf8) + [0xC3, 0x81]) == .kind(.text))
            #expect(try Self.content(Array(text.utf8) + [0xC3, 0x41, 0x81]) == .other(.unknown))
            #expect(try Self.content(Array(text.utf8) + [0]) == .other(.unknown))
        }
    }

    @Test(
        "must fit its name and its place",
        arguments: [
            ("plan.pdf", .kind(.pdf), nil), ("plan.PDF", .kind(.pdf), nil), ("liste.csv", .kind(.text), nil),
            ("foto.jpeg", .kind(.jpeg), nil), ("plan.pdf", .other(.program), .fileIsSomethingElse),
            ("plan.pdf", .kind(.png), .fileIsSomethingElse), ("plan", .kind(.pdf), .fileIsSomethingElse),
            ("plan.pdf.exe", .kind(.pdf), .fileIsSomethingElse), ("leer.pdf", .other(.empty), .fileEmpty),
            ("bild.gif", .kind(.gif), .fileKindNotWanted), ("notiz.txt", .kind(.text), .fileKindNotWanted),
            ("liste.csv", .other(.oldText), .fileIsSomethingElse),
        ] as [(String, FileContent, TextKey?)])
    func fits(name: String, content: FileContent, problem: TextKey?) {
        let limits = FileLimits([.pdf, .jpeg, .png, .csv])
        do throws(Rejection) {
            let kind = try UploadPorts.accepted(content, FileName(name), limits)
            #expect(problem == nil)
            #expect(FileName(name).fits(kind))
        } catch {
            #expect(error.message.key == problem)
        }
    }

    @Test("may be old text where that is read and not shown, under a name that fits")
    func oldText() throws {
        let limits = FileLimits([.csv, .text], takesOldText: true)
        #expect(try UploadPorts.accepted(.other(.oldText), FileName("dbs.csv"), limits) == .csv)
        #expect(try UploadPorts.accepted(.other(.oldText), FileName("dbs.txt"), limits) == .text)
        #expect(throws: Rejection.self) { try UploadPorts.accepted(.other(.oldText), FileName("dbs.pdf"), limits) }
    }

    @Test("keeps its ending when its name is long")
    func shortensNames() {
        let name = FileName(String(repeating: "ä", count: 300) + ".pdf")
        #expect(name.text.count == 120)
        #expect(name.ending == "pdf")
        #expect(FileName("a.b.gif").ending(with: "png").text == "a.b.png")
    }

    @Test(
        "is as large as people say",
        arguments: [(0, "0 kB"), (1, "1 kB"), (850_999, "850 kB"), (2_340_000, "2,3 MB"), (20_000_000, "20 MB")])
    func saysSizes(bytes: Int, text: String) throws {
        let german = try Catalogue([WebCatalogue.source]).texts(in: .german)
        #expect(HTML(FileSize(bytes).words).plainText(with: german) == text)
    }
}

@Suite("A range of a file")
struct FileRangeTests {
    @Test(
        "is read as RFC 9110 says",
        arguments: [
            (nil, .whole), ("bytes=0-0", .part(0..<1)), ("bytes=0-99", .part(0..<10)), ("bytes=3-", .part(3..<10)),
            ("bytes=-3", .part(7..<10)), ("bytes=-99", .part(0..<10)), ("bytes=9-9", .part(9..<10)),
            ("bytes=10-", .unsatisfiable), ("bytes=-0", .unsatisfiable), ("bytes=99-100", .unsatisfiable),
            ("bytes=5-3", .whole), ("bytes=-", .whole), ("bytes=a-b", .whole), ("bytes=0-1,3-4", .whole),
            ("lines=0-1", .whole), ("bytes=99999999999999999999-", .unsatisfiable),
            ("bytes=0-99999999999999999999", .part(0..<10)),
        ] as [(String?, FileRange)])
    func reads(header: String?, range: FileRange) {
        #expect(FileRange(header, ifRange: nil, tag: "\"t\"", byteCount: 10) == range)
        #expect(FileRange(header, ifRange: "\"t\"", tag: "\"t\"", byteCount: 10) == range)
        #expect(FileRange(header, ifRange: "\"old\"", tag: "\"t\"", byteCount: 10) == .whole)
        #expect(FileRange(header, ifRange: "W/\"t\"", tag: "\"t\"", byteCount: 10) == .whole)
    }
}
