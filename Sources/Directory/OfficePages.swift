// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// Pages about advisory offices, and theirs.
struct OfficePages: Sendable {
    let visitor: Visitor
    let language: Language

    private static let fields: [Field] = [
        Field("stelle", "\(text: .officeName)", required: true),
        Field("ort", "\(text: .cityLabel)"),
        Field(OfficeForm.region, "\(text: .regionLabel)", hint: "\(text: .regionHint)", required: true),
        Field("name", "\(text: .officePerson)", required: true),
        Field("email", "\(text: .emailLabel)", .line(type: "email"), required: true),
    ]

    func list(_ state: FormState, _ offices: [AdvisoryOffice], isSaved: Bool) -> Page {
        let form = Form(LibraryLinks.offices, button: "\(text: .appointOffice)")
        let regions = offices.map { FormPart.field(regionField(of: $0)) }
        return Page(
            title: .offices, section: LibraryLinks.section, trail: [("\(text: .desk)", LibraryLinks.desk)],
            content: """
                \(isSaved ? Notices.saved : "")
                <div class="title"><h1>\(text: .offices)</h1><p class="lead">\(text: .officesLead)</p></div>
                \(state.summary(of: regions + FormPart.fields(Self.fields)))
                \(offices.isEmpty ? "<p>\(text: .noOffices)</p>" : offices.map { card($0, state) }.joined(by: ""))
                <section aria-labelledby="neu"><h2 id="neu">\(text: .appointOffice)</h2>\
                \(form.html(visitor, Self.fields, state))</section>
                """)
    }

    /// Which of several offices somebody wants to work for.
    static func choice(_ offices: [AdvisoryOffice]) -> Page {
        let items = offices.map { "<li><a href=\"\(url: LibraryLinks.office($0.id))\">\($0.name)</a></li>" as HTML }
        return Page(
            title: .offices, section: LibraryLinks.officesSection,
            content: """
                <div class="title"><h1>\(text: .offices)</h1><p class="lead">\(text: .officesLead)</p></div>
                \(items.isEmpty ? "<p>\(text: .noOffices)</p>" : "<ul>\(items)</ul>")
                """)
    }

    private func regionField(of office: AdvisoryOffice) -> Field {
        Field(
            OfficeForm.regionField(of: office.id), "\(text: .regionLabel): \(office.name)",
            hint: "\(text: .regionHint)",
            required: true)
    }

    private func card(_ office: AdvisoryOffice, _ state: FormState) -> HTML {
        let field = regionField(of: office)
        let shown =
            state.values[field.name] == nil
            ? FormState([(field.name, office.prefixes.joined(separator: ", "))]) : state
        let save = Form(LibraryLinks.offices(office.id), button: "\(text: .save)")
        return """
            <div class="card"><h2><a href="\(url: LibraryLinks.office(office.id))">\(office.name)</a></h2>\
            \(save.html(visitor, [field], shown))\
            <a class="button secondary compact" href="\(url: LibraryLinks.offices(office.id, "ende"))">\
            \(text: .dismissOffice)<span class="visually-hidden">: \(office.name)</span></a></div>
            """
    }

    /// Asks before an office stops being one: nobody can be asked back after it.
    func dismissal(_ office: AdvisoryOffice, members: Int) -> Page {
        let form = Form(
            LibraryLinks.offices(office.id, "ende"), button: "\(text: .dismissOffice)", style: "danger",
            cancel: "<a class=\"button quiet\" href=\"\(url: LibraryLinks.offices)\">\(text: .cancel)</a>")
        return Page(
            title: .dismissOffice, section: LibraryLinks.section,
            trail: [("\(text: .offices)", LibraryLinks.offices)],
            content: """
                <div class="title"><h1>\(text: .dismissOffice)</h1><p class="meta">\(office.name)</p></div>
                <ul><li>\(text: .dismissMeansMembers, count: members)</li>\
                <li>\(text: .dismissMeansWaiting)</li><li>\(text: .dismissMeansLibraries)</li></ul>
                \(form.html(visitor))
                """)
    }

    /// - Parameter decided: what the visitor has just decided on.
    func office(
        _ office: AdvisoryOffice, decided: LibraryApplication?, waiting: [LibraryApplication], libraries: [Library]
    ) -> Page {
        let pages = AdmissionPages(visitor: visitor, language: language)
        let items = waiting.map { application -> HTML in
            let item = pages.item(application)
            return """
                <li><div><h3><a href="\(url: item.link)">\(item.title)</a></h3>\(item.details)</div>\
                <div class="actions">\(item.actions)</div></li>
                """
        }
        let members = libraries.map { "<li><a href=\"\(url: $0.link)\">\($0.name)</a></li>" as HTML }
        return Page(
            title: TextUse(.plainName, ["name": "\(office.name)"]), section: LibraryLinks.officesSection,
            content: """
                <div class="title"><h1>\(office.name)</h1>\
                <p class="meta">\(text: .regionOf, ["prefixes": "\(office.prefixes.joined(separator: ", "))"])</p></div>
                \(decided.map(AdmissionPages.notice) ?? "")
                <h2>\(text: .applicationsWaiting)</h2>
                \(items.isEmpty ? "<p>\(text: .nobodyWaits)</p>" : "<ol class=\"desk\">\(items)</ol>")
                <h2>\(text: .librariesOfRegion)</h2>
                \(members.isEmpty ? "<p>\(text: .noLibrariesInRegion)</p>" : "<ul>\(members)</ul>")
                <p><a href="\(url: MemberGroup(office).members())">\(text: .officeTeam)</a></p>
                """)
    }
}
