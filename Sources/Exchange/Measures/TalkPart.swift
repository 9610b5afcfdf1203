// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// Questions and answers at a measure: members ask and answer, everybody reads.
struct TalkPart: Sendable {
    let view: MeasureView
    let language: Language

    private var visitor: Visitor? { view.reader.visitor }

    static let question = "question"
    static let answer = "answer"

    var html: HTML {
        let list: HTML =
            view.questions.isEmpty
            ? "<p>\(text: .noQuestionsYet)</p>"
            : "<ul class=\"plain\">\(view.questions.map { item($0) })</ul>"
        return """
            <section aria-labelledby="fragen"><h2 id="fragen">\(text: .questionsAndAnswers)</h2>\(list)\(ask)</section>
            """
    }

    private func item(_ question: Question) -> HTML {
        let answers = question.answers.map { answer -> HTML in
            "<li><p class=\"meta\">\(MeasureCards.name(view.libraries[answer.library]))</p>\(Paragraphs.html(answer.text))</li>"
        }
        let list: HTML = answers.isEmpty ? "" : "<ul>\(answers)</ul>"
        return """
            <li id="frage-\(question.id.description)" class="card"><p class="meta">\(MeasureCards.name(view.libraries[question.library]))</p>
            \(Paragraphs.html(question.text))\(list)\(reply(question))</li>
            """
    }

    private func reply(_ question: Question) -> HTML {
        guard !view.reader.libraries.isEmpty else { return "" }
        let isHere = view.answering == question.id
        let state = isHere ? view.questionState : FormState()
        let name = "\(Self.answer).\(question.id)"
        let form = Form(NetworkLinks.answers(question.id), button: "\(text: .sendAnswer)", style: "secondary")
            .html(visitor, speakers + [Field(name, "\(text: .measureAnswer)", .lines(rows: 4), required: true)], state)
        let open: HTML = isHere ? " open" : ""
        return "<details\(open)><summary>\(text: .answerThis)</summary>\(form)</details>"
    }

    private var ask: HTML {
        guard !view.reader.libraries.isEmpty else { return "<p>\(text: .membersMayAsk)</p>" }
        let state = view.answering == nil ? view.questionState : FormState()
        return """
            <h3>\(text: .askInPublic)</h3><p class="hint">\(text: .askInPublicHint)</p>
            \(Form(NetworkLinks.questions(view.measure.id), button: "\(text: .sendQuestion)").html(
                visitor, speakers + [Field(Self.question, "\(text: .measureQuestion)", .lines(rows: 4), required: true)],
                state))
            """
    }

    private var speakers: [Field] {
        let own = view.reader.libraries.compactMap { view.libraries[$0] }
        return own.count > 1 ? [MeasureFields.library(own)] : []
    }
}
