// SPDX-License-Identifier: EUPL-1.2

package import Calendars
package import Foundation
package import Kernel
package import Web

/// An institution's place on the server: what it says of itself, where it is, when it is open, whom to ask.
package struct House: Sendable, Equatable {
    package let id: HouseID
    /// Its name in URLs; fixed for good, for others link to it.
    package let slug: String
    package var name: LocalizedText
    /// One line that says what the house is for.
    package var claim = LocalizedText()
    /// Two or three sentences below the claim.
    package var lead = LocalizedText()
    /// `#rrggbb`
    package var accent: String
    package var zone: TimeZone
    package var address = HouseAddress()
    /// The institution's own, public.
    package var email: String?
    package var phone: String?
    package var website: Link?
    package var socialLinks: [Link] = []
    package var opening = OpeningHours()
    /// On whose public holidays it is closed; `nil`: on none.
    package var federalState: FederalState?
    /// What the hours alone do not say.
    package var openingNote = LocalizedText()
    package var imprint = LocalizedText()
    package var privacy = LocalizedText()
    package var accessibility = LocalizedText()
    package var contacts: [HouseContact] = []
    package let isDemo: Bool
    /// Names of the capabilities that it uses, in the order in which they were chosen.
    package var modules: [String] = []
    package let createdAt: Instant

    /// What every page of the house needs to know.
    package var frame: HouseFrame {
        HouseFrame(
            id: id, slug: slug, name: name, zone: zone, accent: accent, isDemo: isDemo, modules: Set(modules),
            reach: address.reach(email: email, phone: phone), federalState: federalState)
    }
}

/// Where a house is.
package struct HouseAddress: Sendable, Equatable {
    package var street: String?
    package var postalCode: String?
    package var city: String?
    /// How to find it there: floor, entrance, lift.
    package var note = LocalizedText()

    package init(
        street: String? = nil, postalCode: String? = nil, city: String? = nil, note: LocalizedText = LocalizedText()
    ) {
        self.street = street
        self.postalCode = postalCode
        self.city = city
        self.note = note
    }

    /// `04107 Leipzig`
    var place: String { [postalCode, city].compactMap(\.self).joined(separator: " ") }
    var isEmpty: Bool { street == nil && place.isEmpty && note.isEmpty }

    /// What the foot of the house's pages says.
    func reach(email: String?, phone: String?) -> HouseFrame.Reach {
        HouseFrame.Reach(street: street, place: place.isEmpty ? nil : place, email: email, phone: phone)
    }
}

/// Whom to ask at a house: a function, never a named person.
package struct HouseContact: Sendable, Equatable {
    package var function: LocalizedText
    package var email: String?
    package var phone: String?

    package init(function: LocalizedText, email: String? = nil, phone: String? = nil) {
        self.function = function
        self.email = email
        self.phone = phone
    }
}

/// As what an organisation stands behind a house.
package enum HousePart: String, CaseIterable, Sendable {
    case carrier, funder, partner

    var title: TextKey {
        switch self {
        case .carrier: .partCarrier
        case .funder: .partFunder
        case .partner: .partPartner
        }
    }
}

/// An organisation that stands behind a house.
package struct HouseParty: Sendable, Equatable {
    package let part: HousePart
    package let organisation: ItemReference

    package init(part: HousePart, organisation: ItemReference) {
        self.part = part
        self.organisation = organisation
    }
}
