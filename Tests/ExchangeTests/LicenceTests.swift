// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Testing

@testable import Exchange

@Suite("A licence")
struct LicenceTests {
    /// What may be given on under BY, BY-SA and CC0, by what it contains.
    private static let table: [(source: SourceLicence, allowed: Set<Licence>)] = [
        (.own, [.by, .byShareAlike, .zero]), (.zero, [.by, .byShareAlike, .zero]), (.by, [.by, .byShareAlike]),
        (.byShareAlike, [.byShareAlike]), (.byNonCommercial, []), (.byNonCommercialShareAlike, []),
        (.byNoDerivatives, []), (.byNonCommercialNoDerivatives, []), (.reserved, []),
    ]

    @Test("binds what contains the work of others", arguments: table)
    func chart(row: (source: SourceLicence, allowed: Set<Licence>)) {
        for licence in Licence.allCases {
            let isAllowed = (try? row.source.check(licence)) != nil
            #expect(isAllowed == row.allowed.contains(licence), "\(row.source) under \(licence)")
        }
    }

    @Test("says at the source why ND cannot be mixed in")
    func noDerivatives() {
        let rejection = #expect(throws: Rejection.self) { try SourceLicence.byNoDerivatives.check(.byShareAlike) }
        #expect(rejection?.fields.map(\.field) == ["source"])
        #expect(rejection?.fields.first?.message.key == .sourceForbidsChanges)
    }
}
