// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// The form in which a library writes a request or an offer.
enum NoticeForm {
    enum FormField {
        static let (title, words, tried, good, topic) = ("title", "words", "tried", "good", "topic")
        static let (place, terms, lastDay) = ("place", "terms", "last_day")
    }

    static let longestTitle = 120

    /// Throws all problems at once.
    static func read(
        _ input: inout Input, as kind: Notice.Kind, rules: NoticeRules
    ) -> Notice.Content? {
        let title = input.line(FormField.title, required: true, atMost: longestTitle)
        let words = input.text(FormField.words, required: true, atMost: 4_000)
        let topic = input.choice(FormField.topic, of: Topic.self, required: true)
        let details = details(&input, of: kind)
        let lastDay = input.day(FormField.lastDay, required: true)
        if let lastDay, let problem = rules.problem(with: lastDay) { input.note(FormField.lastDay, problem) }
        guard let title, let words, let topic, let details, let lastDay else { return nil }
        return Notice.Content(title: title, words: words, topic: topic, lastDay: lastDay, details: details)
    }

    private static func details(_ input: inout Input, of kind: Notice.Kind) -> Notice.Details? {
        switch kind {
        case .request: return .request(tried: input.text(FormField.tried, atMost: 2_000))
        case .offer:
            let good = input.choice(FormField.good, of: Notice.Good.self, required: true)
            let place = input.line(FormField.place, atMost: 200)
            let terms = input.text(FormField.terms, atMost: 2_000)
            return good.map { .offer($0, place: place, terms: terms) }
        }
    }

    static func values(_ content: Notice.Content) -> [(name: String, value: String)] {
        var values = [
            (FormField.title, content.title), (FormField.words, content.words),
            (FormField.topic, content.topic.rawValue), (FormField.lastDay, "\(content.lastDay)"),
        ]
        switch content.details {
        case .request(let tried): values.append((FormField.tried, tried ?? ""))
        case .offer(let good, let place, let terms):
            values += [
                (FormField.good, good.rawValue), (FormField.place, place ?? ""), (FormField.terms, terms ?? ""),
            ]
        }
        return values.map { (name: $0.0, value: $0.1) }
    }

    static func parts(of kind: Notice.Kind) -> [FormPart] {
        let isRequest = kind == .request
        let title = Field(
            FormField.title, "\(text: .requestTitleField)",
            hint: "\(text: isRequest ? .requestTitleHint : .offerTitleHint)", required: true)
        let words = Field(
            FormField.words, "\(text: isRequest ? .requestWordsField : .offerWordsField)",
            hint: "\(text: isRequest ? .requestWordsHint : .offerWordsHint)", .lines(rows: 6), required: true)
        let lastDay = Field(
            FormField.lastDay, "\(text: isRequest ? .requestLastDayField : .offerLastDayField)",
            hint: "\(text: .requestLastDayHint)", .date, required: true, width: "short")
        return FormPart.fields([title, words] + details(of: kind) + [topicField, lastDay])
    }

    private static func details(of kind: Notice.Kind) -> [Field] {
        switch kind {
        case .request:
            [
                Field(
                    FormField.tried, "\(text: .requestTriedField)", hint: "\(text: .requestTriedHint)",
                    .lines(rows: 3))
            ]
        case .offer:
            [
                Field(
                    FormField.good, "\(text: .offerGoodField)",
                    .choice(Notice.Good.allCases.map { ($0.rawValue, "\(text: $0.title)") }), required: true),
                Field(FormField.place, "\(text: .offerPlaceField)", hint: "\(text: .offerPlaceHint)"),
                Field(
                    FormField.terms, "\(text: .offerTermsField)", hint: "\(text: .offerTermsHint)", .lines(rows: 3)),
            ]
        }
    }

    static var topicField: Field {
        Field(
            FormField.topic, "\(text: .requestTopicField)",
            .choice([("", "\(text: .requestTopicChoose)")] + topics), required: true)
    }

    /// All topics, in the order of the vocabulary.
    static var topics: [(value: String, label: HTML)] {
        Topic.allCases.map { ($0.rawValue, "\(text: $0.title)") }
    }
}
