// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// "Mehr dazu erfahren", from the first word to the answer.
struct InquiryPages: Sendable {
    let visitor: Visitor?

    func form(_ measure: Measure, _ library: ExchangePorts.Library?, _ state: FormState) -> Page {
        var fields = [
            Field(
                "text", "\(text: .inquiryText)", hint: "\(text: .inquiryTextHint)", .lines(rows: 6), required: true),
            Field("name", "\(text: .inquiryName)", required: true, autocomplete: "name"),
            Field("from", "\(text: .inquiryFrom)", hint: "\(text: .inquiryFromHint)", autocomplete: "organization"),
        ]
        if visitor == nil {
            fields.append(
                Field(
                    "email", "\(text: .inquiryEmail)", hint: "\(text: .inquiryEmailHint)", .line(type: "email"),
                    required: true, autocomplete: "email"))
        }
        fields.append(
            Field(
                "passes_address", "\(text: .inquiryPassesAddress)", hint: "\(text: .inquiryPassesAddressHint)", .box))
        let form = Form(
            NetworkLinks.inquire(measure.id), button: "\(text: .inquirySend)", hasTrap: visitor == nil)
        return page(
            .tellMeMore, measure,
            """
            \(state.summary(of: fields))
            <div class="title"><h1>\(text: .tellMeMore)</h1><p class="meta">\(measure.content.title)</p></div>
            <p>\(text: .inquiryLead, ["library": "\(library?.name ?? "–")", "contact": "\(measure.content.contact)"])</p>
            \(form.html(visitor, fields, state))
            """)
    }

    func sent(_ measure: Measure, mustConfirm: Bool) -> Page {
        let title: TextKey = mustConfirm ? .inquiryAlmostSent : .inquiryIsSent
        return page(
            title, measure,
            """
            <div class="confirmation"><h1>\(text: title)</h1>
            <p>\(text: mustConfirm ? .inquiryConfirmByMail : .inquiryAnswerComes)</p>
            <p><a class="button secondary" href="\(url: NetworkLinks.measure(measure.id))">\(text: .backToMeasure)</a></p>
            </div>
            """)
    }

    /// The asker's own page.
    func own(_ view: InquiryView, _ token: SecretToken) -> Page {
        let state: HTML
        switch view.inquiry.state {
        case .unconfirmed:
            state = """
                <p>\(text: .inquiryConfirmLead)</p>\
                \(Form(NetworkLinks.confirmInquiry(token), button: "\(text: .inquiryConfirm)").html(visitor))
                """
        case .sent: state = "<p>\(text: .inquiryAnswerComes)</p>"
        case .answered:
            state = "<h2>\(text: .measureAnswer)</h2>\(Paragraphs.html(view.inquiry.answer ?? ""))"
        }
        return page(
            .yourInquiry, view.measure,
            """
            <div class="title"><h1>\(text: .yourInquiry)</h1><p class="meta">\(view.measure.content.title)</p></div>
            <p class="meta">\(text: .inquiryTo, ["library": "\(view.library?.name ?? "–")"])</p>
            \(Paragraphs.html(view.words.text))\(state)
            """)
    }

    /// Where the library answers.
    func answering(_ view: InquiryView, _ state: FormState) -> Page {
        let field = Field(TalkPart.answer, "\(text: .measureAnswer)", .lines(rows: 8), required: true)
        let from: HTML = view.words.from.map { ", \($0)" } ?? ""
        let answer: HTML =
            view.inquiry.state == .answered
            ? "<h2>\(text: .measureAnswer)</h2>\(Paragraphs.html(view.inquiry.answer ?? ""))"
            : Form(NetworkLinks.answerInquiry(view.inquiry.id), button: "\(text: .sendAnswer)").html(
                visitor, [field], state)
        return page(
            .inquiryToYou, view.measure,
            """
            \(state.summary(of: [field]))
            <div class="title"><h1>\(text: .inquiryToYou)</h1><p class="meta">\(view.measure.content.title)</p></div>
            <p class="meta">\(view.words.name)\(from)</p>\(Paragraphs.html(view.words.text))
            <p class="hint">\(text: view.inquiry.passesAddress ? .inquiryAnswerByMail : .inquiryAnswerHere)</p>\(answer)
            """)
    }

    private func page(_ title: TextKey, _ measure: Measure, _ content: HTML) -> Page {
        Page(
            title: TextUse(title), section: NetworkLinks.measuresSection,
            trail: [
                ("\(text: .measuresMenu)", NetworkLinks.measures),
                ("\(measure.content.title)", NetworkLinks.measure(measure.id)),
            ], content: content)
    }
}
