// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Mail
import Web

/// What a library tells when it asks to join, and who asks.
struct ApplicationForm: Sendable {
    let wish: LibraryApplication.Wish
    let personName: String
    let personEmail: MailAddress

    /// The fields' names: a link may fill them in (`?einwohner=4200&flaeche=180`).
    enum Name {
        static let library = "name"
        static let place = "ort"
        static let ags = "ags"
        static let population = LibraryQuery.Name.own.population
        static let area = LibraryQuery.Name.own.area
        static let staff = LibraryQuery.Name.own.staff
        static let volunteers = LibraryQuery.Name.own.volunteers
        static let email = "mail"
        static let contact = "funktion"
        static let person = "person"
        static let personEmail = "person_mail"
    }

    /// What was read, or what is wrong with it; and the values to show then, in which an eaten zero is put back.
    static func read(_ form: FormData, year: Int, language: Language) -> (Result<ApplicationForm, Rejection>, FormData)
    {
        var input = Input(form: form)
        var corrected = form
        let name = input.line(Name.library, required: true, atMost: 200)
        let place = input.line(Name.place, required: true, atMost: 100)
        let ags = LibraryForm.identifier(Name.ags, &input, &corrected, wrong: .agsMalformed, LibraryIdentifiers.ags)
        let population = population(&input, language)
        let area = FigureRules.value(of: .floorArea, field: Name.area, from: &input, language)
        let staff = FigureRules.value(of: .fullTimeEquivalents, field: Name.staff, from: &input, language)
        let isVolunteerRun = input.flag(Name.volunteers)
        let email = LibraryForm.mailAddress(Name.email, required: true, from: &input)
        let contact = input.line(Name.contact, required: true, atMost: 100)
        let personName = input.line(Name.person, required: true, atMost: 100)
        let personEmail = LibraryForm.mailAddress(Name.personEmail, required: true, from: &input)
        do {
            try input.finish()
        } catch {
            return (.failure(error.amongLibraries), corrected)
        }
        guard let name, let place, let population, let email, let personName, let personEmail else {
            return (.failure(Rejection(.invalid, .libraryPleaseCorrect)), corrected)
        }
        let wish = LibraryApplication.Wish(
            name: name, place: place, ags: ags, email: email.value, contact: contact, population: population,
            floorArea: area, fullTimeEquivalents: staff, isVolunteerRun: isVolunteerRun, year: year)
        return (.success(ApplicationForm(wish: wish, personName: personName, personEmail: personEmail)), corrected)
    }

    /// Without a population a library can be compared with none; the sentence says so.
    private static func population(_ input: inout Input, _ language: Language) -> Int? {
        guard input.has(Name.population), input.line(Name.population, atMost: 40) != nil else {
            input.note(Name.population, .populationNeeded)
            return nil
        }
        return FigureRules.value(of: .population, field: Name.population, from: &input, language)
    }

    /// What is asked first must be answered; the rest is folded away.
    static var parts: [FormPart] {
        [
            .group(
                legend: "\(text: .aboutLibrary)",
                FormPart.fields([
                    Field(Name.library, "\(text: .libraryName)", required: true, autocomplete: "organization"),
                    Field(Name.place, "\(text: .cityLabel)", required: true, autocomplete: "address-level2"),
                    Field(
                        Name.population, "\(text: .figurePopulation)", hint: "\(text: .populationHint)", required: true,
                        width: "short"),
                    Field(
                        Name.email, "\(text: .libraryEmailLabel)", hint: "\(text: .applicationEmailHint)",
                        .line(type: "email"), required: true),
                ])),
            .group(
                legend: "\(text: .aboutYou)", hint: "\(text: .aboutYouHint)",
                FormPart.fields([
                    Field(Name.person, "\(text: .yourNameLabel)", required: true, autocomplete: "name"),
                    Field(
                        Name.contact, "\(text: .yourFunctionLabel)", hint: "\(text: .yourFunctionHint)", required: true,
                        autocomplete: "organization-title"),
                    Field(
                        Name.personEmail, "\(text: .yourEmailLabel)", hint: "\(text: .yourEmailHint)",
                        .line(type: "email"), required: true, autocomplete: "email"),
                ])),
            .folded(
                title: "\(text: .moreAboutLibrary)",
                [.other("<p class=\"hint\">\(text: .moreAboutLibraryHint)</p>")] + FormPart.fields(voluntary)),
        ]
    }

    private static var voluntary: [Field] {
        [
            Field(Name.area, "\(text: .figureFloorArea)", hint: "\(text: .floorAreaHint)", width: "short"),
            Field(Name.staff, "\(text: .figureFTE)", hint: "\(text: .fteHint)", width: "short"),
            Field(Name.volunteers, "\(text: .ownVolunteerRun)", .box),
            Field(Name.ags, "\(text: .agsLabel)", hint: "\(text: .agsHint)", width: "short"),
        ].map { field in
            var field = field
            field.hasOptionalMark = false
            return field
        }
    }
}
