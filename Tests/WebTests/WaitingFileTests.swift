// SPDX-License-Identifier: EUPL-1.2

import Foundation
import HTTPTypes
import Kernel
import Storage
import Testing

@testable import Web

@Suite("A file whose form is refused for something else")
struct WaitingFileTests {
    private typealias Sample = MultipartSample

    private static let limits = FileLimits([.text, .pdf], megabytesEach: 1)

    private let sample: MultipartSample
    private let waiting: WaitingFiles
    private let site: SiteDouble

    init() throws {
        let sample = try Sample()
        self.sample = sample
        waiting = WaitingFiles(store: sample.store, sign: { "geheim \($0)".sha256 })
        site = try SiteDouble(
            [Self.route, Self.closed],
            uploads: UploadPorts(
                begin: { try sample.store.begin() }, clean: { ($0, $1) }, waiting: waiting))
    }

    /// The same for who is signed in.
    private static let closed = Route.post("/personal", .signedIn, handler: route.handler).taking(files: limits)

    /// A form with a title and a file, both needed. What came well is told by the address that follows.
    private static let route = Route.post("/material", .everyone) { request in
        let parts = FormPart.fields([
            Field("title", "Titel", required: true), Field("file", "Datei", .file(limits), required: true),
        ])
        do {
            var input = try request.input()
            _ = input.line("title", required: true)
            let upload = input.file("file", required: true)
            try input.finish()
            let content = try upload.map { try $0.file.bytes(at: 0, count: $0.byteCount) } ?? []
            return .seeOther(Link(path: upload?.name.text ?? "", String(decoding: content, as: UTF8.self)))
        } catch let rejection as Rejection {
            let state = FormState(try request.form(), rejection: rejection)
            let form = Form(Link(path: "material"), button: "Senden").html(nil, parts, state)
            return .page(Page(title: .save, content: "<h1>Material</h1>\(form)"), status: rejection.kind.status)
        }
    }.taking(files: limits)

    private static func file(_ name: String = "plan.txt", _ content: String = "Ablauf") -> String {
        Sample.file("name=\"file\"; filename=\"\(name)\"", content)
    }

    private static let noFile = Sample.file("name=\"file\"; filename=\"\"", "")

    /// The marks that a page carries.
    private func marks(_ answer: SiteDouble.Answer) -> [String] {
        answer.text.matches(of: /name="file\.da" value="([^"]+)" checked/).map { String($0.output.1) }
    }

    private func stored(_ content: String = "Ablauf") throws -> Bool {
        let hash = try #require(FileHash(content.sha256))
        return FileManager.default.fileExists(atPath: sample.store.path(of: hash))
    }

    @Test("is shown, waits, and comes along when the form comes again", arguments: [HTTPFields(), .signedIn])
    func waits(headers: HTTPFields) async throws {
        defer { sample.remove() }
        let refused = await site.post("/material", headers, parts: Sample.text("title", "") + Self.file())
        #expect(refused.status == 422 && refused.text.contains("„plan.txt“ (TXT, 1 kB) ist schon da"))
        let mark = try #require(marks(refused).first)
        #expect(try stored())
        let again = await site.post(
            "/material", headers,
            parts: Sample.text("title", "") + Sample.text("file.da", mark) + Self.noFile)
        #expect(again.status == 422 && marks(again) == [mark], "it waits as long as anything else is wrong")
        let taken = await site.post(
            "/material", headers,
            parts: Sample.text("title", "Plan") + Sample.text("file.da", mark) + Self.noFile)
        #expect(taken.status == 303 && taken.headers[.location] == "/plan.txt/Ablauf")
        let detour = await site.post(
            "/material", headers, body: "title=Plan&file.da=\(mark.percentEncoded)")
        #expect(detour.status == 303, "the page of an ended session sends it without parts")
        #expect(try sample.arrivals == 0)
    }

    @Test("is kept for a refused form alone")
    func keepsNothingElse() async throws {
        defer { sample.remove() }
        let taken = await site.post("/material", parts: Sample.text("title", "Plan") + Self.file())
        #expect(taken.status == 303)
        #expect(try !stored())
        let wrong = await site.post("/material", parts: Sample.text("title", "") + Self.file("plan.pdf"))
        #expect(wrong.status == 422 && marks(wrong).isEmpty)
        #expect(try !stored(), "what is not taken does not wait")
    }

    private static func formToken(of person: PersonID, for span: Span = .days(1)) -> String {
        Sample.text(
            "form_token",
            FormToken.make(for: person, until: SiteDouble.now + span, sign: { "geheim \($0)".sha256 }))
    }

    @Test("waits also when the session has ended, for whom its form was shown to")
    func sessionEnded() async throws {
        defer { sample.remove() }
        let parts = Self.formToken(of: SiteDouble.staff.person) + Sample.text("title", "Plan") + Self.file()
        let detour = await site.post("/personal", parts: parts)
        #expect(detour.status == 401 && detour.text.contains("„plan.txt“ (TXT, 1 kB) ist schon da"))
        #expect(try stored() && sample.arrivals == 0)
        let mark = String(
            try #require(detour.text.firstMatch(of: /type="hidden" name="file\.da" value="([^"]+)"/)).output.1)
        let body = "title=Plan&file.da=\(mark.percentEncoded)"
        let still = await site.post("/personal", body: body)
        #expect(still.status == 401 && still.text.contains("value=\"\(mark)\""), "it waits until somebody signs in")
        let taken = await site.post("/personal", .signedIn, body: body)
        #expect(taken.status == 303 && taken.headers[.location] == "/plan.txt/Ablauf")
    }

    @Test("waits for nobody else, and is named when it does not wait")
    func sessionOfAnother() async throws {
        defer { sample.remove() }
        let other = await site.post(
            "/personal", parts: Self.formToken(of: PersonID(99)) + Sample.text("title", "Plan") + Self.file())
        let mark = String(try #require(other.text.firstMatch(of: /name="file\.da" value="([^"]+)"/)).output.1)
        let foreign = await site.post("/personal", .signedIn, body: "title=Plan&file.da=\(mark.percentEncoded)")
        #expect(foreign.status == 422 && foreign.text.contains("„plan.txt“ ist nicht mehr da"))
        let forged = Sample.text("form_token", "a.3.9999999999.b")
        for token in ["", forged, Self.formToken(of: PersonID(3), for: .seconds(-1))] {
            let lost = await site.post(
                "/personal", parts: token + Sample.text("title", "Plan") + Self.file("neu.txt", "Neues"))
            #expect(lost.status == 401 && lost.text.contains("„neu.txt“ konnten wir nicht behalten"))
            #expect(lost.text.contains("value=\"Plan\"") && !lost.text.contains("file.da"))
            #expect(try !stored("Neues"))
        }
        let wrong = await site.post(
            "/personal", parts: Self.formToken(of: PersonID(3)) + Self.file("plan.pdf", "Neues"))
        #expect(wrong.status == 401 && wrong.text.contains("„plan.pdf“ konnten wir nicht behalten"))
        let late = Self.file("neu.txt", "Neues") + Self.formToken(of: PersonID(3))
        #expect(await site.post("/personal", parts: late).text.contains("konnten wir nicht behalten"))
        #expect(try !stored("Neues") && sample.arrivals == 0)
    }

    @Test("is left out when its box is not ticked, and replaced by another")
    func letsChoose() async throws {
        defer { sample.remove() }
        let mark = try #require(
            marks(await site.post("/material", parts: Sample.text("title", "") + Self.file())).first)
        let without = await site.post("/material", parts: Sample.text("title", "Plan") + Self.noFile)
        #expect(without.status == 422 && without.text.contains("Hier fehlt noch eine Datei"))
        let other = await site.post(
            "/material",
            parts: Sample.text("title", "Plan") + Sample.text("file.da", mark) + Self.file("neu.txt", "Neues"))
        #expect(other.headers[.location] == "/neu.txt/Neues")
        let refused = await site.post(
            "/material",
            parts: Sample.text("title", "Plan") + Sample.text("file.da", mark) + Self.file("neu.pdf", "Text"))
        #expect(refused.status == 422 && marks(refused) == [mark], "a bad replacement does not cost the first")
    }

    @Test("is missed kindly when it is gone")
    func isMissed() async throws {
        defer { sample.remove() }
        let mark = try #require(
            marks(await site.post("/material", parts: Sample.text("title", "") + Self.file())).first)
        let hash = try #require(FileHash("Ablauf".sha256))
        try FileManager.default.removeItem(atPath: sample.store.path(of: hash))
        let answer = await site.post(
            "/material", parts: Sample.text("title", "Plan") + Sample.text("file.da", mark) + Self.noFile)
        #expect(answer.status == 422 && answer.text.contains("„plan.txt“ ist nicht mehr da"))
        #expect(answer.text.contains("value=\"Plan\"") && marks(answer).isEmpty)
    }

    @Test("is had by nobody else, whatever a mark says")
    func bindsMarks() async throws {
        defer { sample.remove() }
        let store = sample.store
        func upload(_ content: String, _ name: String) throws -> Upload {
            let file = try store.begin()
            try file.append(Array(content.utf8))
            return Upload(field: "file", name: FileName(name), kind: .text, file: file)
        }
        let (anna, berta) = (PersonID(1), PersonID(2))
        let (mine, other) = (try upload("meins", "a.b c.txt"), try upload("fremd", "x.txt"))
        let mark = try #require(waiting.mark(mine, of: anna, now: SiteDouble.now))
        try await waiting.put(mine, now: SiteDouble.now)
        let foreign = try #require(FileHash(other.file.contentHash))
        try await waiting.put(other, now: SiteDouble.now)
        func take(_ mark: String, _ person: PersonID?, _ span: Span = .zero, _ limits: FileLimits = Self.limits) throws
            -> Upload?
        {
            try waiting.take(mark, for: "file", of: person, limits, now: SiteDouble.now + span)
        }
        #expect(try take(mark, anna)?.name.text == "a.b c.txt")
        #expect(try take(mark, anna, .hours(22))?.file.contentHash == "meins".sha256)
        #expect(try take(mark, anna, .hours(23)) == nil, "it may be tidied soon")
        #expect(try take(mark, berta) == nil && take(mark, nil) == nil)
        #expect(try take(mark, anna, .zero, FileLimits([.pdf])) == nil, "another form takes no such file")
        let parts = mark.split(separator: ".").map(String.init)
        let hash = try #require(parts.first)
        let forgeries = [
            mark.replacing(hash, with: foreign.text), mark.replacing(".text.", with: ".pdf."),
            mark.replacing(".1.", with: ".2."), mark.replacing(".1.", with: ".-."), mark.replacing("txt", with: "pdf"),
            parts.dropLast().joined(separator: "."), parts.dropLast().joined(separator: ".") + ".",
            "", ".", "......", mark + ".", String(repeating: "9.", count: 7), "\(foreign)",
        ]
        for forgery in forgeries {
            for person in [anna, berta, nil] { #expect(try take(forgery, person) == nil, "\(forgery)") }
        }
        try await waiting.put(mine, now: SiteDouble.now)
        #expect(try take(mark, anna) != nil, "what is kept already stays")
    }

    @Test("counts among those that one form may have")
    func counts() async throws {
        defer { sample.remove() }
        let limits = FileLimits([.text], count: 2)
        func received(_ content: String) throws -> ReceivedFile {
            let file = try sample.store.begin()
            try file.append(Array(content.utf8))
            let upload = Upload(field: "file", name: FileName("\(content).txt"), kind: .text, file: file)
            return ReceivedFile(field: "file", name: upload.name, state: .accepted(upload))
        }
        var first = Multipart(files: [try received("a")])
        try first.take(from: waiting, of: nil, limits, now: SiteDouble.now)
        first.markNews(for: waiting, of: nil, now: SiteDouble.now)
        for upload in first.news { try await waiting.put(upload, now: SiteDouble.now) }
        var second = Multipart(form: first.form, files: [try received("b"), try received("c")])
        try second.take(from: waiting, of: nil, limits, now: SiteDouble.now)
        #expect(second.files.map(\.name.text) == ["a.txt", "b.txt", "c.txt"])
        #expect(second.files.last?.refusal?.key == .fileTooMany)
        #expect(second.news.map(\.name.text) == ["b.txt"])
    }
}
