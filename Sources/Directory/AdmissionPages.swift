// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Mail
import Web

/// What those see who decide on applications.
struct AdmissionPages: Sendable {
    let visitor: Visitor
    let language: Language

    /// - Parameter office: in whose name the visitor decides, unless as moderator.
    func single(
        _ application: LibraryApplication, of office: AdvisoryOffice?, _ contact: DirectoryPeople.Contact?,
        candidates: [Library],
        _ state: FormState
    ) -> Page {
        let decision: HTML =
            application.state == .waiting ? forms(application, candidates, state) : outcome(application)
        let person: HTML =
            contact.map {
                """
                <p>\(text: .askedBy, ["person": "\($0.name ?? "–")"]) \
                \($0.email.map { Reachability.mail($0.value) } ?? "")</p>
                """
            } ?? ""
        return Page(
            title: .applicationHeading, section: LibraryLinks.section, trail: trail(office),
            content: """
                <div class="title"><h1>\(text: .applicationHeading)</h1>\
                <p class="meta">\(application.wish.name), \(application.wish.place)</p></div>
                \(state.summary(of: [refusalField]))
                <div class="card">\(ApplicationPages.facts(application.wish, language))\(person)</div>
                \(decision)
                """)
    }

    private func trail(_ office: AdvisoryOffice?) -> [(title: HTML, link: Link)] {
        guard let office else { return [("\(text: .desk)", LibraryLinks.desk)] }
        return [("\(text: .libraries)", LibraryLinks.list), ("\(office.name)", LibraryLinks.office(office.id))]
    }

    /// What was decided, above the list of those that wait still.
    static func notice(_ application: LibraryApplication) -> HTML {
        let slots: Slots = ["library": "\(application.wish.name)"]
        switch application.state {
        case .admitted:
            let link = application.library.map(LibraryLinks.library) ?? LibraryLinks.list
            return """
                <div class="notice success" role="status"><p>\(text: .nowAdmitted, slots) \
                <a href="\(url: link)">\(text: .toLibraryPage)</a></p></div>
                """
        case .refused: return "<div class=\"notice\" role=\"status\"><p>\(text: .nowRefused, slots)</p></div>"
        default: return ""
        }
    }

    private func outcome(_ application: LibraryApplication) -> HTML {
        switch application.state {
        case .admitted:
            let link = application.library.map(LibraryLinks.library) ?? LibraryLinks.list
            return """
                <div class="notice success" role="status"><p>\(text: .wasAdmitted)</p>\
                <p><a href="\(url: link)">\(text: .toLibraryPage)</a></p></div>
                """
        case .refused:
            return """
                <div class="notice" role="status"><p>\(text: .wasRefused)</p>\
                <p>\(text: .reasonLabel): \(application.reason)</p></div>
                """
        default: return ""
        }
    }

    private var refusalField: Field {
        Field("grund", "\(text: .refusalReason)", hint: "\(text: .refusalReasonHint)", .lines(rows: 3), required: true)
    }

    private func forms(_ application: LibraryApplication, _ candidates: [Library], _ state: FormState) -> HTML {
        let admit = Form(LibraryLinks.admission(application.id, "aufnahme"), button: "\(text: .admitLibrary)")
        let refuse = Form(
            LibraryLinks.admission(application.id, "ablehnung"), button: "\(text: .refuseLibrary)", style: "danger")
        let options: [(value: String, label: HTML, hint: HTML)] =
            [("", "\(text: .asNewLibrary)", "")]
            + candidates.map { library in
                let place: HTML = library.place.map { ", \($0)" } ?? ""
                return ("\(library.id)", "\(library.name)\(place)", "\(text: hint(library.state))")
            }
        let choice = [Field("bibliothek", "\(text: .sameLibrary)", .radio(options), required: true)]
        let admission =
            candidates.isEmpty ? admit.html(visitor) : admit.html(visitor, choice, FormState([("bibliothek", "")]))
        return """
            <section aria-labelledby="aufnehmen"><h2 id="aufnehmen">\(text: .admitLibrary)</h2>\
            <p>\(text: .admitLead)</p>\(admission)</section>
            <section aria-labelledby="ablehnen"><h2 id="ablehnen">\(text: .refuseLibrary)</h2>\
            \(refuse.html(visitor, [refusalField], state))</section>
            """
    }

    private func hint(_ state: LibraryState) -> TextKey {
        switch state {
        case .listed: .candidateListed
        case .admitted: .candidateAdmitted
        case .left: .candidateLeft
        }
    }

    /// A waiting application at a desk or on an office's page.
    func item(_ application: LibraryApplication) -> DeskItem {
        let wish = application.wish
        let link = LibraryLinks.admission(application.id)
        return DeskItem(
            title: "\(wish.name), \(wish.place)", link: link,
            details: """
                <p>\(FigureNumber.withUnit(wish.population, of: .population, language))</p>
                """,
            actions:
                "<a class=\"button compact\" href=\"\(url: link)\">\(text: .decide)<span class=\"visually-hidden\">: \(wish.name)</span></a>"
        )
    }
}
