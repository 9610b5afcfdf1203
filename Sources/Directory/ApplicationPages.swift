// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// What a library sees that asks to join.
enum ApplicationPages {
    static func ask(_ state: FormState, _ visitor: Visitor?) -> Page {
        let form = Form(LibraryLinks.join, button: "\(text: .sendApplication)", hasTrap: true)
        let workshop: HTML = "<a href=\"\(url: LibraryLinks.workshop)\">\(text: .toolkitWorkshop)</a>"
        return Page(
            title: .joinNetwork, section: LibraryLinks.section,
            content: """
                <div class="title"><h1>\(text: .joinNetwork)</h1><p class="lead">\(text: .joinLead)</p></div>
                <div class="notice"><p>\(text: .joinAfterWorkshop, ["workshop": workshop])</p></div>
                \(state.summary(of: ApplicationForm.parts))
                <ol class="next-steps"><li>\(text: .joinStepMail)</li><li>\(text: .joinStepConfirm)</li>\
                <li>\(text: .joinStepAdmission)</li></ol>
                \(form.html(visitor, ApplicationForm.parts, state))
                <p class="meta">\(text: .joinPrivacy)</p>
                """)
    }

    /// - Parameter address: where the link to confirm went, as far as it is known still.
    static func sent(to address: String?) -> Page {
        let lead: HTML =
            address.map { "\(text: .applicationSentTo, ["address": "<strong><bdi>\($0)</bdi></strong>"])" }
            ?? "\(text: .applicationSentLead)"
        let again: HTML = "<a href=\"\(url: LibraryLinks.join)\">\(text: .applicationSentAgain)</a>"
        return Page(
            title: .applicationSent, section: LibraryLinks.section,
            content: """
                <div class="confirmation"><h1>\(text: .applicationSent)</h1>
                <p class="lead">\(lead)</p>
                <ol class="next-steps"><li>\(text: .joinStepConfirm)</li><li>\(text: .joinStepAdmission)</li></ol>
                <p>\(text: .applicationSentLife, ["again": again])</p>
                <p><a class="button secondary" href="\(url: LibraryLinks.list)">\(text: .lookAround)</a></p></div>
                """)
    }

    static func show(
        _ application: LibraryApplication, _ token: SecretToken, _ visitor: Visitor?, _ language: Language
    ) -> Page {
        let title: TextKey
        var actions: HTML = ""
        let withdraw = Form(
            LibraryLinks.application(token, "rueckzug"), button: "\(text: .withdrawApplication)", style: "secondary")
        switch application.state {
        case .unconfirmed:
            title = .applicationToConfirm
            let confirm = Form(
                LibraryLinks.application(token, "bestaetigung"), button: "\(text: .confirmApplication)")
            actions = "<p>\(text: .confirmLead)</p>\(confirm.html(visitor))\(withdraw.html(visitor))"
        case .waiting:
            title = .applicationWaits
            actions = "<p>\(text: .applicationWaitsLead)</p>\(withdraw.html(visitor))"
        case .admitted:
            title = .applicationAdmitted
            let link = application.library.map(LibraryLinks.library) ?? LibraryLinks.list
            actions = """
                <p>\(text: .applicationAdmittedLead)</p>\
                <p><a class="button" href="\(url: link)">\(text: .toLibraryPage)</a></p>
                """
        case .refused:
            title = .applicationRefused
            actions = """
                <p>\(text: .reasonLabel): \(application.reason)</p>\
                <p><a class="button secondary" href="\(url: LibraryLinks.join)">\(text: .applyAgain)</a></p>
                """
        case .withdrawn:
            title = .applicationWithdrawn
            actions = "<p><a href=\"\(url: LibraryLinks.join)\">\(text: .applyAgain)</a></p>"
        }
        return Page(
            title: title, section: LibraryLinks.section,
            content: """
                <div class="title"><h1>\(text: title)</h1><p class="meta">\(application.wish.name)</p></div>
                <div class="card">\(facts(application.wish, language))</div>
                \(actions)
                """)
    }

    /// What was told of the library.
    static func facts(_ wish: LibraryApplication.Wish, _ language: Language) -> HTML {
        func row(_ title: TextKey, _ value: HTML) -> HTML { "<div><dt>\(text: title)</dt><dd>\(value)</dd></div>" }
        let figures = LibraryFigure.sizes.map { figure -> HTML in
            let entry = wish.figures.first { $0.figure == figure }
            return row(
                figure.title,
                entry.map { FigureNumber.withUnit($0.value, of: figure, language) } ?? "\(text: .unknownFigure)")
        }
        let volunteers: HTML = wish.isVolunteerRun ? row(.volunteerRunLabel, "\(text: .yes)") : ""
        return """
            <dl class="facts">\(row(.libraryName, "\(wish.name)"))\(row(.cityLabel, "\(wish.place)"))\
            \(wish.ags.map { row(.agsLabel, "\($0)") } ?? "")\(figures)\(volunteers)\
            \(row(.libraryEmailLabel, "<bdi>\(wish.email)</bdi>"))\
            \(wish.contact.map { row(.contactLabel, "\($0)") } ?? "")</dl>
            """
    }
}
