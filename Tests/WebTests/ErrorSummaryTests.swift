// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Testing

@testable import Web

@Suite("The summary above a form")
struct ErrorSummaryTests {
    private static let state = FormState(
        FormData([("title", "")]),
        rejection: Rejection(
            .invalid, .pleaseCorrect,
            fields: [
                Rejection.Field("title", .fieldRequired), Rejection.Field("from", .fieldRequired),
                Rejection.Field("name.de", .fieldRequired), Rejection.Field("elsewhere", .fieldRequired),
            ]))

    private func text(_ html: HTML) throws -> String {
        String(
            decoding: html.rendered(with: try Catalogue([WebCatalogue.source]).texts(in: .german)), as: UTF8.self)
    }

    private static let parts: [FormPart] = [
        .field(Field("title", "Titel")),
        .row([.field(Field("from", "Von", .time))]),
        .group(legend: "Name", namesFields: true, [.field(Field("name.de", "Deutsch"))]),
        .group(legend: "Mehr", [.field(Field("fine", "Passt"))]),
    ]

    @Test("names each field as the form does, and links to it")
    func namesFields() throws {
        let summary = try text(Self.state.summary(of: Self.parts))
        let message = try text(HTML(TextUse(.fieldRequired)))
        #expect(summary.contains("<a href=\"#f-title\">Titel – \(message)</a>"))
        #expect(summary.contains("<a href=\"#f-from\">Von – \(message)</a>"))
        #expect(summary.contains("<a href=\"#f-name-de\">Name, Deutsch – \(message)</a>"))
        #expect(!summary.contains("Passt"))
    }

    @Test("says what is wrong with something that the form does not show, without a link to nowhere")
    func saysTheRest() throws {
        let message = try text(HTML(TextUse(.fieldRequired)))
        let summary = try text(Self.state.summary(of: Self.parts))
        #expect(summary.contains("<li>\(message)</li>"))
        #expect(!summary.contains("#f-elsewhere"))
    }

    @Test("reaches what is folded away, which is open when something in it is wrong or filled in")
    func reachesFolded() throws {
        let parts: [FormPart] = [.folded(title: "Mehr", [.row([.field(Field("more", "Noch etwas"))])])]
        let wrong = FormState(
            FormData(),
            rejection: Rejection(.invalid, .pleaseCorrect, fields: [Rejection.Field("more", .fieldRequired)]))
        #expect(try text(wrong.summary(of: parts)).contains("<a href=\"#f-more\">Noch etwas – "))
        #expect(try text(parts.html(wrong)).contains("<details open><summary>Mehr</summary>"))
        #expect(try text(parts.html(FormState(FormData([("more", "x")])))).contains("<details open>"))
        let closed = FormState(FormData([("more", ""), ("other", "x")]))
        #expect(try text(parts.html(closed)).contains("<details><summary>"))
    }

    @Test("leaves out the mark of fields that may stay empty")
    func leavesOutTheMark() throws {
        let field = Field("title", "Titel")
        #expect(try text(field.html(Self.state)).contains("class=\"optional\""))
        #expect(!(try text(Self.state.summary(of: [field])).contains("class=\"optional\"")))
    }

    @Test("is not there when nothing is wrong")
    func staysAway() { #expect(FormState().summary(of: Self.parts).isEmpty) }
}
