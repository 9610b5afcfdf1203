// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Mail
import Web

import struct Foundation.TimeZone

/// What those see who decide on applications.
struct AdmissionPages: Sendable {
    let visitor: Visitor
    let language: Language

    /// - Parameters:
    ///   - office: in whose name the visitor decides, unless as moderator.
    ///   - isTooLate: whether the visitor decided after somebody else had.
    func single(
        _ application: LibraryApplication, of office: AdvisoryOffice?, _ contact: Correspondent?,
        candidates: [Library], _ state: FormState, isTooLate: Bool, zone: TimeZone
    ) -> Page {
        let decision: HTML =
            application.state == .waiting
            ? forms(application, candidates, state)
            : """
            \(outcome(application, zone))
            <p><a href="\(url: LibraryLinks.applications(of: office?.id))">\(text: .backToApplications)</a></p>
            """
        let person: HTML =
            contact.map {
                """
                <p>\(text: .askedBy, ["person": "\($0.name ?? "–")"]) \
                \($0.email.map { Reachability.mail($0.value) } ?? "")</p>
                """
            } ?? ""
        return Page(
            title: .applicationHeading,
            section: office == nil ? LibraryLinks.section : LibraryLinks.officesSection, trail: trail(office),
            content: """
                <div class="title"><h1>\(text: .applicationHeading)</h1>\
                <p class="meta">\(application.wish.name), \(application.wish.place)</p></div>
                \(isTooLate ? tooLate(state) : state.summary(of: [refusalField]))
                <div class="card">\(ApplicationPages.facts(application.wish, language))\(person)</div>
                \(decision)
                """)
    }

    private func trail(_ office: AdvisoryOffice?) -> [(title: HTML, link: Link)] {
        guard let office else { return [("\(text: .desk)", LibraryLinks.desk)] }
        return [("\(office.name)", LibraryLinks.office(office.id))]
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

    /// That somebody else was faster, and what was typed for nothing.
    private func tooLate(_ state: FormState) -> HTML {
        let reason = state.values[Self.reason]?.trimmed ?? ""
        let unsent: HTML =
            reason.isEmpty ? "" : "<p>\(text: .reasonNotSent)</p><blockquote>\(Paragraphs.html(reason))</blockquote>"
        return "<div class=\"notice warning\" role=\"alert\"><p>\(text: .alreadyDecided)</p>\(unsent)</div>"
    }

    /// When and in whose name it was decided; as far as that is known.
    private func decision(_ application: LibraryApplication, _ zone: TimeZone) -> HTML {
        guard let moment = application.decidedAt else { return "" }
        var slots: Slots = ["moment": "\(text: .moment(moment, zone: zone))"]
        switch application.decidedBy {
        case nil: return "<p>\(text: .decidedThen, slots)</p>"
        case .moderators: return "<p>\(text: .decidedByModerators, slots)</p>"
        case .office(let name):
            slots["office"] = "\(name)"
            return "<p>\(text: .decidedByOffice, slots)</p>"
        }
    }

    private func outcome(_ application: LibraryApplication, _ zone: TimeZone) -> HTML {
        switch application.state {
        case .admitted:
            let link = application.library.map(LibraryLinks.library) ?? LibraryLinks.list
            return """
                <div class="notice success" role="status"><p>\(text: .wasAdmitted)</p>\
                \(decision(application, zone))\
                <p><a href="\(url: link)">\(text: .toLibraryPage)</a></p></div>
                """
        case .refused:
            return """
                <div class="notice" role="status"><p>\(text: .wasRefused)</p>\(decision(application, zone))\
                <p>\(text: .reasonLabel): \(application.reason)</p></div>
                """
        default: return ""
        }
    }

    /// The name of the field for the reason of a refusal.
    static let reason = "grund"

    private var refusalField: Field {
        Field(
            Self.reason, "\(text: .refusalReason)", hint: "\(text: .refusalReasonHint)", .lines(rows: 3), required: true
        )
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
