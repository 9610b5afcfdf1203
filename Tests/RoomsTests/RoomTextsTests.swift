// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Testing
import Web

@testable import Rooms

@Suite("What citizens read of rooms")
struct RoomTextsTests {
    /// Seen by programs, or by staff who book for somebody, and not in the section of the desk.
    private static let notForCitizens: Set<String> = [
        "seriesLater", "windowTooLong", "nameOfOrganiser", "emailOfOrganiser", "emailOfOrganiserHint", "nextStaff",
        "earlier", "later", "reasonNeeded", "hoursUnreadable", "hoursOverlap",
    ]

    @Test("is there in all four languages", arguments: [Language.english, .easyGerman, .arabic])
    func isComplete(language: Language) throws {
        let german = try #require(RoomsCapability.catalogue.files.first { $0.name == "de" }).content
        let desk = try #require(german.firstRange(of: "# The desk"))
        let deskKeys = german[desk.upperBound...].split(separator: "\n").compactMap { line in
            line.firstIndex(of: ":").map { String(line[..<$0]) }
        }
        let catalogue = try Catalogue([RoomsCapability.catalogue])
        let missing = Set(catalogue.missing(in: language).map { String($0.dropFirst("Rooms.".count)) })
        #expect(missing.subtracting(deskKeys).subtracting(Self.notForCitizens) == [])
        #expect(catalogue.surplus(in: language) == [])
    }
}
