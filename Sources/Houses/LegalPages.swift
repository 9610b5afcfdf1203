// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Web

/// Who answers for pages: a house, or the platform as a whole.
struct LegalSubject: Sendable {
    let frame: HouseFrame?
    let name: LocalizedText
    let email: String?
    let phone: String?
    let street: String?
    let place: String
    /// The day from which the pages are there; of a house.
    let since: Day?
    let imprint: LocalizedText
    let privacy: LocalizedText
    let accessibility: LocalizedText
    /// Houses that answer for their own pages; on the platform's pages.
    let houses: [HouseFrame]

    init(_ house: House) {
        frame = house.frame
        name = house.name
        email = house.email
        phone = house.phone
        street = house.address.street
        place = house.address.place
        since = house.createdAt.day(in: house.zone)
        imprint = house.imprint
        privacy = house.privacy
        accessibility = house.accessibility
        houses = []
    }

    init(_ platform: Platform, houses: [HouseFrame]) {
        frame = nil
        name = LocalizedText([.german: "Stadtzimmer", .english: "Stadtzimmer"])
        email = platform.email
        phone = nil
        street = nil
        place = ""
        since = nil
        imprint = platform.imprint
        privacy = platform.privacy
        accessibility = platform.accessibility
        self.houses = houses
    }

    func text(for page: LegalPage) -> LocalizedText {
        switch page {
        case .imprint: imprint
        case .privacy: privacy
        case .accessibility: accessibility
        }
    }
}

/// Imprint, privacy, accessibility: what the platform can say of itself, and what house or operator add.
enum LegalPages {
    static func page(_ page: LegalPage, of subject: LegalSubject, language: Language) -> Page {
        let body: HTML =
            switch page {
            case .imprint: imprint(subject, language)
            case .privacy: privacy(subject, language)
            case .accessibility: accessibility(subject, language)
            }
        return Page(
            title: TextUse(page.title),
            trail: [],
            content: "<h1>\(text: page.title)</h1>\n\(body)\n\(others(page, subject, language))")
    }

    private static func imprint(_ subject: LegalSubject, _ language: Language) -> HTML {
        let own = Paragraphs.html(subject.imprint, for: language)
        let missing: HTML = """
            <div class="notice" role="note"><p>\(text: .imprintMissing)</p></div>
            """
        return """
            <address><p><strong>\(subject.name.html(for: language))</strong>\(lines(subject))</p></address>
            \(ways(subject))
            \(own.isEmpty ? missing : own)
            """
    }

    private static func lines(_ subject: LegalSubject) -> HTML {
        [subject.street, subject.place].compactMap(\.self).filter { !$0.isEmpty }
            .map { "<br><bdi>\($0)</bdi>" as HTML }.joined(by: "")
    }

    private static func ways(_ subject: LegalSubject) -> HTML {
        let mail: HTML? = subject.email.map {
            "<div><dt>\(text: .byMail)</dt><dd>\(Reachability.mail($0))</dd></div>"
        }
        let phone: HTML? = subject.phone.map {
            "<div><dt>\(text: .byPhone)</dt><dd>\(Reachability.phone($0))</dd></div>"
        }
        let all = [mail, phone].compactMap(\.self)
        return all.isEmpty ? "" : "<dl class=\"facts\">\(all)</dl>"
    }

    private static func privacy(_ subject: LegalSubject, _ language: Language) -> HTML {
        """
        <p class="lead">\(text: .privacyLead)</p>
        \(Paragraphs.html(subject.privacy, for: language))
        <h2>\(text: .privacyReading)</h2><p>\(text: .privacyReadingText)</p>
        <h2>\(text: .privacyCookies)</h2><p>\(text: .privacyCookiesText)</p>
        <h2>\(text: .privacyForms)</h2><p>\(text: .privacyFormsText)</p>
        <h2>\(text: .privacyMail)</h2><p>\(text: .privacyMailText)</p>
        <h2>\(text: .privacyRights)</h2><p>\(text: .privacyRightsText)</p>
        \(ways(subject))
        """
    }

    /// The parts that the model statement asks for (Implementing Decision (EU) 2018/1523): scope, status, what is not
    /// accessible, preparation, feedback, enforcement.
    private static func accessibility(_ subject: LegalSubject, _ language: Language) -> HTML {
        let report = HousesLinks.report(subject.frame)
        return """
            <p class="lead">\(text: .accessibilityLead, ["name": subject.name.html(for: language)])</p>
            <h2>\(text: .accessibilityStatus)</h2><p>\(text: .accessibilityStatusText)</p>
            <h2>\(text: .accessibilityGaps)</h2>
            <ul><li>\(text: .gapLanguages)</li><li>\(text: .gapStaff)</li><li>\(text: .gapContent)</li></ul>
            \(Paragraphs.html(subject.accessibility, for: language))
            <h2>\(text: .accessibilityMade)</h2><p>\(text: .accessibilityMadeText)\(prepared(subject.since))</p>
            <h2>\(text: .accessibilityFeedback)</h2>
            <p>\(text: .accessibilityFeedbackText)</p>
            <p class="actions"><a class="button" href="\(url: report)">\(text: .reportBarrier)</a></p>
            \(ways(subject))
            <h2>\(text: .accessibilityEnforcement)</h2><p>\(text: .accessibilityEnforcementText)</p>
            """
    }

    private static func prepared(_ day: Day?) -> HTML {
        day.map { " \(text: .accessibilityPrepared, ["date": "\(date: $0)"])" } ?? ""
    }

    private static func others(_ page: LegalPage, _ subject: LegalSubject, _ language: Language) -> HTML {
        guard !subject.houses.isEmpty else { return "" }
        let items = subject.houses.map { house -> HTML in
            "<li><a href=\"\(url: HousesLinks.legal(page, of: house))\">\(house.name.html(for: language))</a></li>"
        }
        return """
            <section aria-labelledby="haeuser"><h2 id="haeuser">\(text: .housesAnswer)</h2><ul>\(items)</ul></section>
            """
    }
}
