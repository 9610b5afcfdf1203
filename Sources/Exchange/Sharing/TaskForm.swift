// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// The forms in which a library describes a task and its parts, and another what it has brought.
enum TaskForm {
    enum FormField {
        static let (title, words, topic) = ("title", "words", "topic")
        static let (deliverable, hours, due) = ("deliverable", "hours", "due")
        static let (spent, notes, result, link) = ("spent", "notes", "result", "link")
        static let (file, fileStays) = ("file", "file_stays")
    }

    static let longestTitle = 120
    /// Rows for parts in the form of a new task; more can be added to the task afterwards.
    static let rows = 4

    static func read(_ input: inout Input) -> SharedTask.Content? {
        let title = input.line(FormField.title, required: true, atMost: longestTitle)
        let words = input.text(FormField.words, required: true, atMost: 4_000)
        let topic = input.choice(FormField.topic, of: Topic.self, required: true)
        guard let title, let words, let topic else { return nil }
        return SharedTask.Content(title: title, words: words, topic: topic)
    }

    static func readPart(_ input: inout Input, today: Day) -> TaskPart.Content? {
        let title = input.line(FormField.title, required: true, atMost: longestTitle)
        let deliverable = input.text(FormField.deliverable, required: true, atMost: 1_000)
        let hours = input.hours(FormField.hours, atMost: TaskRules.longestEstimate, mayBeZero: false)
        let due = input.day(FormField.due, required: true)
        if let due, let problem = TaskRules.problem(withDue: due, today: today) { input.note(FormField.due, problem) }
        guard let title, let deliverable, let hours, let due else { return nil }
        return TaskPart.Content(title: title, deliverable: deliverable, estimate: hours, dueDay: due)
    }

    /// The rows of a new task in which something stands. An empty row is none; a task without any part is refused.
    static func readParts(_ input: inout Input, today: Day) -> [TaskPart.Content] {
        var parts: [TaskPart.Content] = []
        var isEmpty = true
        for row in 1...rows {
            var nested = input.nested("part\(row)")
            let names = [FormField.title, FormField.deliverable, FormField.hours, FormField.due]
            guard names.contains(where: { nested.hasText($0) }) else { continue }
            isEmpty = false
            if let part = readPart(&nested, today: today) { parts.append(part) }
            input.absorb(nested)
        }
        if isEmpty { input.note("part1.\(FormField.title)", .taskNeedsParts) }
        return parts
    }

    /// What a library has brought for a part, with the file that came for it. `before` is what the part had: its file
    /// stays as long as it is wanted and no other comes.
    static func readOutcome(
        _ input: inout Input, before: TaskPart.Outcome?
    ) -> (outcome: TaskPart.Outcome, upload: Upload?)? {
        let spent = input.hours(FormField.spent, atMost: TaskRules.longestSpent, mayBeZero: true)
        let notes = input.text(FormField.notes, atMost: 2_000)
        let result = input.text(FormField.result, atMost: 8_000)
        let address = input.line(FormField.link, atMost: 500)
        let link = address.flatMap(Link.init(external:)).flatMap { $0.value.hasPrefix("http") ? $0 : nil }
        if address != nil, link == nil { input.note(FormField.link, .taskLinkUnusable) }
        let upload = input.file(FormField.file)
        let hasFileTrouble = input.problems.contains { $0.field == FormField.file }
        let file = input.flag(FormField.fileStays) ? before?.file : nil
        if result == nil, address == nil, upload == nil, file == nil, !hasFileTrouble {
            input.note(FormField.result, .taskResultMissing)
        }
        return spent.map {
            (TaskPart.Outcome(spent: $0, notes: notes, result: result, link: link, file: file), upload)
        }
    }

    static func values(_ content: SharedTask.Content) -> [(name: String, value: String)] {
        [
            (FormField.title, content.title), (FormField.words, content.words),
            (FormField.topic, content.topic.rawValue),
        ]
    }

    static func values(_ content: TaskPart.Content) -> [(name: String, value: String)] {
        [
            (FormField.title, content.title), (FormField.deliverable, content.deliverable),
            (FormField.hours, content.estimate.typed), (FormField.due, "\(content.dueDay)"),
        ]
    }

    static func values(_ outcome: TaskPart.Outcome) -> [(name: String, value: String)] {
        [
            (FormField.spent, outcome.spent.typed), (FormField.notes, outcome.notes ?? ""),
            (FormField.result, outcome.result ?? ""), (FormField.link, outcome.link?.value ?? ""),
        ] + (outcome.file == nil ? [] : [(FormField.fileStays, "1")])
    }

    static var fields: [FormPart] {
        FormPart.fields([
            Field(
                FormField.title, "\(text: .taskTitleField)", hint: "\(text: .taskTitleHint)", required: true),
            Field(
                FormField.words, "\(text: .taskWordsField)", hint: "\(text: .taskWordsHint)", .lines(rows: 6),
                required: true),
            NoticeForm.topicField,
        ])
    }

    static var rowsOfParts: [FormPart] {
        (1...rows).map { row in
            .group(
                legend: "\(text: .taskPartNumber, ["number": "\(row)"])",
                hint: row == 1 ? "" : "\(text: .taskPartEmpty)",
                namesFields: true, partFields(prefix: "part\(row).", required: row == 1))
        }
    }

    static func partFields(prefix: String = "", required: Bool = true) -> [FormPart] {
        var fields = [
            Field(prefix + FormField.title, "\(text: .taskPartTitle)", required: required),
            Field(
                prefix + FormField.deliverable, "\(text: .taskPartDeliverable)",
                hint: "\(text: .taskPartDeliverableHint)", .lines(rows: 2), required: required),
            Field(
                prefix + FormField.hours, "\(text: .taskPartHours)", hint: "\(text: .taskPartHoursHint)",
                required: required, width: "tiny"),
            Field(prefix + FormField.due, "\(text: .taskPartDue)", .date, required: required, width: "short"),
        ]
        for index in fields.indices { fields[index].hasOptionalMark = false }
        return FormPart.fields(fields)
    }

    /// `file` is what the part has already.
    static func outcomeFields(_ file: AttachedFile?) -> [FormPart] {
        let stays = file.map { file in
            let name: HTML = "<a href=\"\(url: file.link)\">\(file.name.text)</a> (\(file.facts))"
            return Field(
                FormField.fileStays, "\(text: .taskFileStays)", hint: "\(text: .taskFileStaysHint, ["file": name])",
                .box)
        }
        return FormPart.fields(
            [
                Field(
                    FormField.spent, "\(text: .taskSpentField)", hint: "\(text: .taskSpentHint)", required: true,
                    width: "tiny"),
                Field(FormField.result, "\(text: .taskResultField)", hint: "\(text: .taskResultHint)", .lines(rows: 6)),
                Field(FormField.link, "\(text: .taskLinkField)", hint: "\(text: .taskLinkHint)", .line(type: "url")),
                Field(FormField.notes, "\(text: .taskNotesField)", hint: "\(text: .taskNotesHint)", .lines(rows: 3)),
            ] + [stays].compactMap(\.self) + [
                Field(
                    FormField.file, "\(text: .taskFileField)", hint: "\(text: .taskFileHint)",
                    .file(AttachedFile.limits))
            ])
    }
}

extension Input {
    /// Whether anything was written in a field of a form.
    fileprivate func hasText(_ name: String) -> Bool {
        var copy = self
        return copy.text(name, atMost: .max) != nil || copy.problems.count > problems.count
    }
}
