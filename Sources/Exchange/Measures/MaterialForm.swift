// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage
import Web

/// The form for something to take along: a file, or a page elsewhere.
struct MaterialForm: Sendable {
    private enum FormField {
        static let (name, address, file, alternative) = ("name", "url", "file", "alt")
        static let (licence, source, credit) = ("licence", "source", "credit")
    }

    enum Place: Sendable {
        case link(Link)
        case upload(Upload)
    }

    let name: String
    let place: Place
    let licence: Licence
    let credit: String?
    let altText: String?

    static let empty = FormState([
        (FormField.licence, Licence.by.rawValue), (FormField.source, SourceLicence.own.rawValue),
    ])

    static var parts: [FormPart] {
        let licences = Licence.allCases.map { ($0.rawValue, "\(text: $0.title)" as HTML, "\(text: $0.hint)" as HTML) }
        let sources = SourceLicence.allCases.map { ($0.rawValue, "\(text: $0.title)" as HTML) }
        return FormPart.fields([
            Field(FormField.name, "\(text: .materialName)", hint: "\(text: .materialNameHint)", required: true),
            Field(
                FormField.licence, "\(text: .materialLicence)", hint: "\(text: .materialLicenceHint)", .radio(licences),
                required: true),
            Field(
                FormField.source, "\(text: .materialSource)", hint: "\(text: .materialSourceHint)", .choice(sources),
                required: true),
            Field(FormField.credit, "\(text: .materialCredit)", hint: "\(text: .materialCreditHint)"),
        ]) + [
            .group(
                legend: "\(text: .materialPlace)", hint: "\(text: .materialPlaceHint)",
                FormPart.fields(placeFields))
        ]
    }

    private static var placeFields: [Field] {
        var fields = [
            Field(
                FormField.address, "\(text: .materialURL)", hint: "\(text: .materialURLHint)", .line(type: "url")),
            Field(FormField.alternative, "\(text: .materialAlt)", hint: "\(text: .materialAltHint)"),
            Field(FormField.file, "\(text: .materialFile)", .file(AttachedFile.limits)),
        ]
        for index in fields.indices { fields[index].hasOptionalMark = false }
        return fields
    }

    /// What a form says; its problems are noted. `nil` when it says too little.
    static func read(_ input: inout Input) -> MaterialForm? {
        let name = input.line(FormField.name, required: true, atMost: 120)
        let licence = licence(&input)
        let credit = input.line(FormField.credit, atMost: 200)
        let place = place(&input)
        var altText = input.line(FormField.alternative, atMost: 300)
        if case .upload(let upload)? = place, upload.kind.isImage {
            if altText == nil { input.note(FormField.alternative, .materialAltMissing) }
        } else {
            altText = nil
        }
        guard let name, let licence, let place else { return nil }
        return MaterialForm(name: name, place: place, licence: licence, credit: credit, altText: altText)
    }

    private static func place(_ input: inout Input) -> Place? {
        let address = input.line(FormField.address, atMost: 1_000)
        let upload = input.file(FormField.file)
        let isRefused = input.problems.contains { [FormField.file, FormField.address].contains($0.field) }
        switch (address, upload) {
        case (nil, nil):
            if !isRefused { input.note(FormField.file, .materialNothingChosen) }
            return nil
        case (_?, _?):
            input.note(FormField.address, .materialLinkAndFile)
            return nil
        case (nil, let upload?): return .upload(upload)
        case (let address?, nil):
            guard address.hasPrefix("http"), let link = Link(external: address) else {
                input.note(FormField.address, .materialURLUnreadable)
                return nil
            }
            return .link(link)
        }
    }

    /// The licence that was chosen, if what the material contains allows it.
    private static func licence(_ input: inout Input) -> Licence? {
        let licence: Licence? = input.choice(FormField.licence, required: true)
        let source: SourceLicence? = input.choice(FormField.source, required: true)
        guard let licence, let source else { return nil }
        do {
            try source.check(licence)
        } catch {
            for problem in error.fields { input.note(problem.field, problem.message) }
        }
        return licence
    }
}
