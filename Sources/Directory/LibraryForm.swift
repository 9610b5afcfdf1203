// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Mail
import Web

/// What a library's members say of it besides figures.
struct LibraryForm: Sendable {
    let organisation: Organisation.Profile
    let library: LibraryProfile

    /// What was read, or what is wrong with it; and the values to show then, in which an eaten zero is put back.
    static func read(_ form: FormData, known: LibraryProfile) -> (Result<LibraryForm, Rejection>, FormData) {
        var input = Input(form: form)
        var corrected = form
        let name = input.line("name", required: true, atMost: 200)
        let profile = LibraryProfile(
            kind: input.choice("kind", of: LibraryKind.self),
            structure: input.choice("structure", of: LibraryStructure.self),
            isVolunteerRun: input.line("volunteers").map { $0 == "1" },
            isil: identifier("isil", &input, &corrected, wrong: .isilMalformed, LibraryIdentifiers.isil),
            ags: identifier("ags", &input, &corrected, wrong: .agsMalformed, LibraryIdentifiers.ags),
            ars: identifier("ars", &input, &corrected, wrong: .arsMalformed, LibraryIdentifiers.ars),
            dbsID: known.dbsID)
        if let ags = profile.ags, let ars = profile.ars, LibraryIdentifiers.ags(ofARS: ars) != ags {
            input.note("ars", .arsOfAnotherPlace)
        }
        let organisation = Organisation.Profile(
            name: name ?? "", kind: .library, street: input.line("street"),
            postalCode: input.line("postal_code", atMost: 10), city: input.line("city", required: true, atMost: 100),
            email: mailAddress("email", from: &input)?.value, phone: input.line("phone", atMost: 40),
            website: website(from: &input), contact: input.line("contact", atMost: 100))
        do {
            try input.finish()
        } catch {
            return (.failure(error.amongLibraries), corrected)
        }
        return (.success(LibraryForm(organisation: organisation, library: profile)), corrected)
    }

    /// An identifier; one whose first zero is missing is put back into the form, to be looked at.
    static func identifier(
        _ field: String, _ input: inout Input, _ form: inout FormData, wrong: TextKey,
        _ read: (String) throws(LibraryIdentifiers.Failure) -> String
    ) -> String? {
        guard let text = input.line(field, atMost: 40) else { return nil }
        do {
            return try read(text)
        } catch .zeroMissing(let meant) {
            form = FormData(form.pairs.map { ($0.name, $0.name == field ? meant : $0.value) })
            input.note(field, TextUse(.zeroMissing, ["meant": "\(meant)"]))
        } catch {
            input.note(field, wrong)
        }
        return nil
    }

    static func mailAddress(_ field: String, required: Bool = false, from input: inout Input) -> MailAddress? {
        guard let text = input.line(field, required: required, atMost: 254) else { return nil }
        guard let address = MailAddress(text) else {
            input.note(field, .addressMalformed)
            return nil
        }
        return address
    }

    private static func website(from input: inout Input) -> Link? {
        guard let text = input.line("homepage", atMost: 300) else { return nil }
        let address = text.contains("://") ? text : "https://" + text
        guard let link = Link(external: address), address.lowercased().hasPrefix("http") else {
            input.note("homepage", .websiteMalformed)
            return nil
        }
        return link
    }

    static func values(_ organisation: Organisation.Profile, _ library: LibraryProfile) -> [(
        name: String, value: String
    )] {
        let all: [(String, String?)] = [
            ("name", organisation.name), ("kind", library.kind?.rawValue), ("structure", library.structure?.rawValue),
            ("volunteers", library.isVolunteerRun.map { $0 ? "1" : "0" }), ("isil", library.isil),
            ("ags", library.ags), ("ars", library.ars), ("street", organisation.street),
            ("postal_code", organisation.postalCode), ("city", organisation.city), ("email", organisation.email),
            ("phone", organisation.phone), ("homepage", organisation.website?.value),
            ("contact", organisation.contact),
        ]
        return all.compactMap { name, value in value.map { (name, $0) } }
    }

    static var parts: [FormPart] {
        let unknown: (String, HTML) = ("", "\(text: .notSaid)")
        let kinds = [unknown] + LibraryKind.allCases.map { ($0.rawValue, "\(text: $0.title)") }
        let structures = [unknown] + LibraryStructure.allCases.map { ($0.rawValue, "\(text: $0.title)") }
        let volunteers = [unknown, ("1", "\(text: .yes)"), ("0", "\(text: .no)")]
        return [
            .group(
                legend: "\(text: .whoYouAre)",
                FormPart.fields([
                    Field("name", "\(text: .libraryName)", required: true, autocomplete: "organization"),
                    Field("kind", "\(text: .kindLabel)", .choice(kinds), width: "short"),
                    Field("structure", "\(text: .structureLabel)", .choice(structures), width: "short"),
                    Field(
                        "volunteers", "\(text: .volunteerRunLabel)", hint: "\(text: .volunteerRunHint)",
                        .choice(volunteers), width: "short"),
                ])),
            .group(
                legend: "\(text: .whereYouAre)", hint: "\(text: .whereYouAreHint)",
                FormPart.fields([
                    Field("street", "\(text: .streetLabel)", autocomplete: "address-line1"),
                    Field("postal_code", "\(text: .postalCodeLabel)", autocomplete: "postal-code", width: "tiny"),
                    Field("city", "\(text: .cityLabel)", required: true, autocomplete: "address-level2"),
                    Field("email", "\(text: .libraryEmailLabel)", .line(type: "email")),
                    Field("phone", "\(text: .phoneLabel)", .line(type: "tel"), width: "short"),
                    Field("homepage", "\(text: .websiteLabel)"),
                    Field("contact", "\(text: .contactLabel)", hint: "\(text: .contactHint)"),
                ])),
            .group(
                legend: "\(text: .identifiers)", hint: "\(text: .identifiersHint)",
                FormPart.fields([
                    Field("isil", "\(text: .isilLabel)", hint: "\(text: .isilHint)", width: "short"),
                    Field("ags", "\(text: .agsLabel)", hint: "\(text: .agsHint)", width: "short"),
                    Field("ars", "\(text: .arsLabel)", hint: "\(text: .arsHint)", width: "short"),
                ])),
        ]
    }
}

extension Rejection {
    /// The same problems, with the words that libraries use among themselves above them.
    var amongLibraries: Rejection {
        guard [.invalid, .tooLarge].contains(kind), message.key == .pleaseCorrect else { return self }
        return Rejection(kind, TextUse(.libraryPleaseCorrect), fields: fields)
    }
}
