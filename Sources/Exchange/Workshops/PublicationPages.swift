// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Web

/// Where a workshop belongs, and what of it everybody may read.
struct PublicationPages: Sendable {
    let moderated: Moderated
    let visitor: Visitor?
    let zone: TimeZone

    private var workshop: Workshop { moderated.workshop }
    private var home: Link { WorkshopLinks.moderation(moderated.key) }
    private var trail: [(title: HTML, link: Link)] { [WorkshopPage.startStep, ("\(workshop.name)", home)] }

    func libraries(_ libraries: [(id: OrganisationID, name: String)], _ state: FormState) -> Page {
        let link = WorkshopLinks.moderation(moderated.key, "bibliothek")
        let options = libraries.map { (value: "\($0.id)", label: "\($0.name)" as HTML, hint: "" as HTML) }
        let current = workshop.organisation.map { "\($0)" } ?? options.first?.value ?? ""
        let fields = [Field("organisation", "\(text: .workshopLibrary)", .radio(options), required: true)]
        let form = Form(link, button: "\(text: .workshopAttach)")
        let choose: HTML =
            libraries.isEmpty
            ? """
            <div class="empty"><p>\(text: .workshopNoLibrary)</p><p><a class="button" \
            href="\(url: Link(path: "netzwerk", "mitmachen"))">\(text: .workshopMembership)</a></p></div>
            """ : form.html(visitor, fields, FormState([(name: "organisation", value: current)]))
        let detach: HTML =
            workshop.organisation == nil
            ? ""
            : "<h2>\(text: .workshopDetachTitle)</h2><p>\(text: .workshopDetachLead)</p>"
                + Form(
                    link, button: "\(text: .workshopDetach)", style: "secondary",
                    hidden: [(name: "organisation", value: "")]
                ).html(visitor)
        return WorkshopPage.make(
            .workshopAttachTitle,
            """
            <h1>\(text: .workshopAttachTitle)</h1><p class="lead">\(text: .workshopAttachLead)</p>\(choose)\(detach)
            """, trail: trail, isOpen: false)
    }

    func publish(
        _ results: WorkshopResults, published: [WorkshopPublication], by organisation: OrganisationID, notice: String?
    ) -> Page {
        let isPublished = Set(published.map(\.section))
        let boxes = WorkshopSection.allCases.filter(results.has).map { section -> HTML in
            let checked: HTML = isPublished.contains(section) ? " checked" : ""
            let version = published.filter { $0.section == section }.max { $0.version < $1.version }
            let tag: HTML = version.map { "<p class=\"hint\">\(self.version($0))</p>" } ?? ""
            return """
                <div class="choice"><input type="checkbox" id="s-\(section.rawValue)" name="section" \
                value="\(section.rawValue)"\(checked)><label for="s-\(section.rawValue)">\(text: section.title)</label>\(tag)</div>
                """
        }
        let form = Form(
            WorkshopLinks.moderation(moderated.key, "veroeffentlichung"), button: "\(text: .workshopPublish)",
            cancel:
                "<a class=\"button quiet\" href=\"\(url: WorkshopLinks.moderation(moderated.key, "ergebnis"))\">\(text: .back)</a>"
        )
        let withdraw = Form(
            WorkshopLinks.moderation(moderated.key, "ruecknahme"), button: "\(text: .workshopWithdraw)", style: "danger"
        )
        let publicLink: HTML =
            published.isEmpty
            ? ""
            : """
            <p><a href="\(url: WorkshopLinks.published(organisation))">\(text: .workshopPublishedPage)</a></p>
            <h2>\(text: .workshopWithdrawTitle)</h2><p>\(text: .workshopWithdrawLead)</p>\(withdraw.html(visitor))
            """
        let choice = form.html(
            visitor, "<fieldset class=\"field\"><legend>\(text: .workshopSections)</legend>\(boxes)</fieldset>")
        let done: TextKey? = notice == "1" ? .workshopPublishedNow : notice == "zurueck" ? .workshopWithdrawn : nil
        return WorkshopPage.make(
            .workshopPublishTitle,
            """
            \(WorkshopPage.notice(done))<h1>\(text: .workshopPublishTitle)</h1>\
            <p class="lead">\(text: .workshopPublishLead)</p>
            \(workshop.state == .ended ? choice : "<p>\(text: .workshopResultsLater)</p>")\(publicLink)
            """, trail: trail, isOpen: false)
    }

    private func version(_ publication: WorkshopPublication) -> HTML {
        HTML(
            TextUse(
                .workshopVersion,
                ["version": "\(publication.version)", "date": "\(date: publication.publishedAt.day(in: zone))"]))
    }
}

/// What libraries published.
struct PublishedPages: Sendable {
    let zone: TimeZone
    let language: Language

    static let onOnePage = 50

    /// - Parameter next: the last one of this page, when others follow.
    func list(_ libraries: [(id: OrganisationID, name: String)], next position: OrganisationID?) -> Page {
        let items = libraries.map {
            "<li><a href=\"\(url: WorkshopLinks.published($0.id))\">\($0.name)</a></li>" as HTML
        }
        let next: HTML =
            position.map {
                """
                <p class="pages"><a rel="next" href="\(url: WorkshopLinks.published(after: $0))">\
                \(text: .workshopMoreLibraries)</a></p>
                """
            } ?? ""
        let list: HTML =
            items.isEmpty && position == nil
            ? """
            <div class="empty"><p>\(text: .workshopNothingPublished)</p><p><a class="button" \
            href="\(url: WorkshopLinks.start)">\(text: .workshopTitle)</a></p></div>
            """ : "<ul>\(items)</ul>\(next)"
        return WorkshopPage.make(
            .workshopPublishedTitle,
            "<h1>\(text: .workshopPublishedTitle)</h1><p class=\"lead\">\(text: .workshopPublishedLead)</p>\(list)",
            trail: [WorkshopPage.startStep])
    }

    func page(
        _ library: WorkshopPorts.Library, _ id: OrganisationID, _ sections: [Workshops.PublishedSection],
        all: [WorkshopPublication], others: [ID<Workshop>]
    ) -> Page {
        let shown = sections.map { section -> HTML in
            let publication = section.publication
            let date = publication.publishedAt.day(in: zone)
            let old = all.filter { $0.section == publication.section && $0.version != publication.version }
                .map { version(of: $0, id) }
            let line: HTML = """
                <p class="meta">\(text: .workshopVersion, ["version": "\(publication.version)", "date": "\(date: date)"]) \(old)</p>
                """
            return OutcomeSections(results: section.results, language: language).section(publication.section) + line
        }
        let runs = others.map { run -> HTML in
            let link = WorkshopLinks.published(id).with("werkstatt", "\(run)")
            return "<li><a href=\"\(url: link)\">\(text: .workshopRun, ["number": "\(run.value)"])</a></li>"
        }
        let more: HTML = runs.isEmpty ? "" : "<h2>\(text: .workshopOtherRuns)</h2><ul>\(runs)</ul>"
        return WorkshopPage.make(
            .workshopResultsTitle,
            """
            <h1>\(text: .workshopResultsOf, ["library": "\(library.name)"])</h1>\
            <p class="lead">\(text: .workshopPublishedBy)</p>\(shown)\(more)
            """, trail: [WorkshopPage.startStep, ("\(text: .workshopPublishedTitle)", WorkshopLinks.published)])
    }

    private func version(of publication: WorkshopPublication, _ id: OrganisationID) -> HTML {
        let link = WorkshopLinks.published(id).with("werkstatt", "\(publication.workshop)")
            .with("abschnitt", publication.section.rawValue).with("fassung", "\(publication.version)")
        return """
            <a href="\(url: link)">\(text: .workshopOlderVersion, ["version": "\(publication.version)"])</a>\u{20}
            """
    }
}
