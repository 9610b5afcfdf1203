// SPDX-License-Identifier: EUPL-1.2

import Calendars
import Foundation
import Kernel
import Mail
import Web

/// One page on which a manager furnishes a house: how the house stands in the form, what the form looks like, and the
/// house that comes of what was sent.
struct FurnishStep: Sendable {
    /// The path below the furnishing pages.
    let path: String
    let title: TextKey
    let lead: TextKey
    /// Whether visitors would miss nothing here; `nil` where they never do.
    let isDone: (@Sendable (House) -> Bool)?
    let values: @Sendable (House) -> [(name: String, value: String)]
    let fields: @Sendable (FormState) -> [FormPart]
    /// Notes problems in the input.
    let apply: @Sendable (House, inout Input) -> House

    /// All of them in the order in which a new house needs them. `sections` are what houses can switch on.
    static func all(sections: @escaping @Sendable () -> [Section]) -> [FurnishStep] {
        [basics, words, place, contacts, colour, modules(sections), legal]
    }

    private static let basics = FurnishStep(
        path: "grunddaten", title: .stepBasics, lead: .stepBasicsLead,
        isDone: { $0.email != nil },
        values: { house in
            LocalizedField.values("name", house.name) + [
                ("zone", house.zone.identifier), ("email", house.email ?? ""), ("phone", house.phone ?? ""),
                ("website", house.website?.value ?? ""),
                ("social", house.socialLinks.map(\.value).joined(separator: "\n")),
            ]
        },
        fields: { state in
            let reach = [
                Field("email", "\(text: .houseEmail)", hint: "\(text: .houseEmailHint)", .line(type: "email")),
                Field("phone", "\(text: .housePhone)", .line(type: "tel"), width: "short"),
                Field("website", "\(text: .houseWebsite)", hint: "\(text: .houseWebsiteHint)", .line(type: "url")),
                Field("social", "\(text: .houseSocial)", hint: "\(text: .houseSocialHint)", .lines(rows: 3)),
                Field("zone", "\(text: .houseZone)", hint: "\(text: .houseZoneHint)", required: true),
            ]
            return [LocalizedField.group("name", .houseName, hint: .houseNameHint, required: true)]
                + FormPart.fields(reach)
        },
        apply: { house, input in
            var house = house
            house.name = HouseRules.localized("name", required: true, atMost: 80, from: &input)
            house.zone = HouseRules.zone(from: &input) ?? house.zone
            house.email = HouseRules.email("email", from: &input)?.value
            house.phone = HouseRules.phone("phone", from: &input)
            house.website = HouseRules.website("website", from: &input)
            house.socialLinks = HouseRules.socialLinks(from: &input)
            return house
        })

    private static let words = FurnishStep(
        path: "texte", title: .stepWords, lead: .stepWordsLead,
        isDone: { !$0.claim.isEmpty && !$0.lead.isEmpty },
        values: { LocalizedField.values("claim", $0.claim) + LocalizedField.values("lead", $0.lead) },
        fields: { _ in
            [
                LocalizedField.group("claim", .houseClaim, hint: .houseClaimHint),
                LocalizedField.group("lead", .houseLead, hint: .houseLeadHint, rows: 4),
            ]
        },
        apply: { house, input in
            var house = house
            house.claim = HouseRules.localized("claim", atMost: 120, from: &input)
            house.lead = HouseRules.localized("lead", atMost: 600, lines: true, from: &input)
            return house
        })

    private static let place = FurnishStep(
        path: "anschrift", title: .stepPlace, lead: .stepPlaceLead,
        isDone: { !$0.address.isEmpty && !$0.opening.isEmpty },
        values: { house in
            [
                ("street", house.address.street ?? ""), ("postal_code", house.address.postalCode ?? ""),
                ("city", house.address.city ?? ""), ("federal_state", house.federalState?.rawValue ?? ""),
            ] + LocalizedField.values("note", house.address.note) + OpeningFields.values(house.opening)
                + LocalizedField.values("opening_note", house.openingNote)
        },
        fields: { state in
            let address = [
                Field("street", "\(text: .street)"),
                Field("postal_code", "\(text: .postalCode)", width: "tiny"),
                Field("city", "\(text: .city)"),
            ]
            return FormPart.fields(address) + [
                LocalizedField.group("note", .placeNote, hint: .placeNoteHint),
                OpeningFields.week(state), .field(OpeningFields.holidays),
                LocalizedField.group("opening_note", .openingNote, hint: .openingNoteHint, rows: 2),
            ]
        },
        apply: { house, input in
            var house = house
            house.address = HouseAddress(
                street: input.line("street"), postalCode: input.line("postal_code", atMost: 20),
                city: input.line("city", atMost: 100),
                note: HouseRules.localized("note", atMost: 200, from: &input))
            house.opening = HouseRules.opening(spansPerDay: OpeningFields.spansPerDay, from: &input)
            house.federalState = input.choice("federal_state")
            house.openingNote = HouseRules.localized("opening_note", atMost: 600, lines: true, from: &input)
            return house
        })

    private static let contacts = FurnishStep(
        path: "kontakte", title: .stepContacts, lead: .stepContactsLead,
        isDone: { !$0.contacts.isEmpty },
        values: { ContactFields.values($0.contacts) },
        fields: { ContactFields.all($0) },
        apply: { house, input in
            var house = house
            house.contacts = HouseRules.contacts(count: ContactFields.atMost, from: &input)
            return house
        })

    private static let colour = FurnishStep(
        path: "farbe", title: .stepColour, lead: .stepColourLead,
        isDone: nil,
        values: { [("accent", $0.accent)] },
        fields: { state in
            let field = Field(
                "accent", "\(text: .accent)", hint: "\(text: .accentHint)", .colour, required: true, width: "tiny")
            return [.other(ColourPages.preview(of: state.values["accent"] ?? "")), .field(field)]
        },
        apply: { house, input in
            var house = house
            house.accent = HouseRules.accent(from: &input) ?? house.accent
            return house
        })

    private static func modules(_ sections: @escaping @Sendable () -> [Section]) -> FurnishStep {
        FurnishStep(
            path: "bereiche", title: .stepModules, lead: .stepModulesLead,
            isDone: { !$0.modules.isEmpty },
            values: { house in house.modules.map { ("modules", $0) } },
            fields: { state in
                let options = sections().map { (value: $0.module, label: "\(text: $0.doorTitle)" as HTML) }
                return [.field(Field("modules", "\(text: .modules)", .several(options)))]
            },
            apply: { house, input in
                var house = house
                let wanted = Set(input.list("modules"))
                house.modules = sections().map(\.module).filter(wanted.contains)
                return house
            })
    }

    private static let legal = FurnishStep(
        path: "rechtliches", title: .stepLegal, lead: .stepLegalLead,
        isDone: { !$0.imprint.isEmpty && !$0.privacy.isEmpty },
        values: { house in
            LocalizedField.values("imprint", house.imprint) + LocalizedField.values("privacy", house.privacy)
                + LocalizedField.values("accessibility", house.accessibility)
        },
        fields: { _ in
            [
                LocalizedField.group("imprint", .imprint, hint: .imprintHint, rows: 8),
                LocalizedField.group("privacy", .privacy, hint: .privacyHint, rows: 6),
                LocalizedField.group("accessibility", .accessibility, hint: .accessibilityHint, rows: 6),
            ]
        },
        apply: { house, input in
            var house = house
            house.imprint = HouseRules.localized("imprint", atMost: 20_000, lines: true, from: &input)
            house.privacy = HouseRules.localized("privacy", atMost: 20_000, lines: true, from: &input)
            house.accessibility = HouseRules.localized("accessibility", atMost: 20_000, lines: true, from: &input)
            return house
        })
}
