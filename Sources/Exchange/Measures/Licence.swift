// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Storage
import Web

/// Under which materials are given to others: each lets them be changed, for that is what they are for.
package enum Licence: String, CaseIterable, Sendable, ColumnValue {
    case by = "CC-BY-4.0"
    case byShareAlike = "CC-BY-SA-4.0"
    case zero = "CC0-1.0"

    package var title: TextKey {
        switch self {
        case .by: .licenceBy
        case .byShareAlike: .licenceByShareAlike
        case .zero: .licenceZero
        }
    }

    var hint: TextKey {
        switch self {
        case .by: .licenceByHint
        case .byShareAlike: .licenceByShareAlikeHint
        case .zero: .licenceZeroHint
        }
    }

    var deed: Link? {
        switch self {
        case .by: Link(external: "https://creativecommons.org/licenses/by/4.0/deed.de")
        case .byShareAlike: Link(external: "https://creativecommons.org/licenses/by-sa/4.0/deed.de")
        case .zero: Link(external: "https://creativecommons.org/publicdomain/zero/1.0/deed.de")
        }
    }
}

/// The licence of what somebody else made and a material contains.
enum SourceLicence: String, CaseIterable, Sendable {
    case own, zero, by
    case byShareAlike = "by_sa"
    case byNonCommercial = "by_nc"
    case byNonCommercialShareAlike = "by_nc_sa"
    case byNoDerivatives = "by_nd"
    case byNonCommercialNoDerivatives = "by_nc_nd"
    case reserved

    var title: TextKey {
        switch self {
        case .own: .sourceOwn
        case .zero: .sourceZero
        case .by: .sourceBy
        case .byShareAlike: .sourceByShareAlike
        case .byNonCommercial: .sourceByNonCommercial
        case .byNonCommercialShareAlike: .sourceByNonCommercialShareAlike
        case .byNoDerivatives: .sourceByNoDerivatives
        case .byNonCommercialNoDerivatives: .sourceByNonCommercialNoDerivatives
        case .reserved: .sourceReserved
        }
    }

    /// Whether something that contains material under this licence may be given on under another (Creative Commons,
    /// compatibility chart of the licences 4.0).
    func check(_ licence: Licence) throws(Rejection) {
        let (field, problem): (String, TextKey)
        switch (self, licence) {
        case (.own, _), (.zero, _), (.by, .by), (.by, .byShareAlike), (.byShareAlike, .byShareAlike): return
        case (.by, .zero): (field, problem) = ("licence", .sourceByNeedsNaming)
        case (.byShareAlike, _): (field, problem) = ("licence", .sourceShareAlikeBinds)
        case (.byNonCommercial, _), (.byNonCommercialShareAlike, _):
            (field, problem) = ("source", .sourceForbidsCommerce)
        case (.byNoDerivatives, _), (.byNonCommercialNoDerivatives, _):
            (field, problem) = ("source", .sourceForbidsChanges)
        case (.reserved, _): (field, problem) = ("source", .sourceIsReserved)
        }
        throw Rejection(.invalid, .pleaseCorrect, fields: [Rejection.Field(field, problem)])
    }
}

/// Something to take along: a file, or a page elsewhere.
package struct Material: Sendable {
    package enum Mark {}

    package enum Place: Sendable, Equatable {
        case file(AttachedFile)
        case link(Link)
    }

    package let id: ID<Mark>
    package let measure: MeasureID
    package let name: String
    package let place: Place
    package let licence: Licence
    /// Whom the licence wants named.
    package let credit: String?
    /// What an image shows, for those who do not see it.
    package let altText: String?
}
