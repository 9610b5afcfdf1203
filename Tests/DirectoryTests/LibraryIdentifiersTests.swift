// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Testing

@testable import Directory

@Suite("Numbers that authorities give libraries")
struct LibraryIdentifiersTests {
    @Test(
        "are ISILs", arguments: ["DE-1110", "DE-11-10", "DE-Ze112", "FR-751131015", "O-abc", "OCLC-IEBMB", "DE-1:2/3"])
    func isil(text: String) throws {
        #expect(try LibraryIdentifiers.isil(" \(text) ") == text)
    }

    @Test(
        "are no ISILs",
        arguments: ["", "DE", "DE-", "DE1110", "de-1110", "DEU1-", "DE-123456789012", "DE-11 10", "DEUTS-1", "DE-ä"])
    func noISIL(text: String) {
        #expect(throws: LibraryIdentifiers.Failure.malformed) { try LibraryIdentifiers.isil(text) }
    }

    @Test("keep their hyphens: two ISILs that differ in one are two libraries")
    func hyphens() throws {
        #expect(try LibraryIdentifiers.isil("DE-1110") != LibraryIdentifiers.isil("DE-11-10"))
    }

    @Test("have 8 digits, or the zero is offered that a spreadsheet ate")
    func ags() throws {
        #expect(try LibraryIdentifiers.ags("05 315 000") == "05315000")
        #expect(throws: LibraryIdentifiers.Failure.zeroMissing("01002003")) { try LibraryIdentifiers.ags("1002003") }
        for text in ["", "531500", "0531500", "123456789", "0531500x"] {
            #expect(throws: LibraryIdentifiers.Failure.malformed, "\(text)") { try LibraryIdentifiers.ags(text) }
        }
    }

    @Test("have 12 digits, of which five and three are the AGS")
    func ars() throws {
        #expect(try LibraryIdentifiers.ars("053150000000") == "053150000000")
        #expect(throws: LibraryIdentifiers.Failure.zeroMissing("010020000003")) {
            try LibraryIdentifiers.ars("10020000003")
        }
        #expect(LibraryIdentifiers.ags(ofARS: "051540036036") == "05154036")
        #expect(LibraryIdentifiers.ags(ofARS: "0515") == nil)
    }

    @Test("lie in a region by how they begin")
    func region() throws {
        #expect(try LibraryIdentifiers.region(" 05 3 ") == "053")
        for text in ["", "0", "05x", "1234567890123"] {
            #expect(throws: LibraryIdentifiers.Failure.malformed) { try LibraryIdentifiers.region(text) }
        }
        #expect(LibraryIdentifiers.region("053", holdsAGS: "05315000", ars: nil))
        #expect(LibraryIdentifiers.region("0515400", holdsAGS: "05154036", ars: "051540036036"))
        #expect(!LibraryIdentifiers.region("054", holdsAGS: "05315000", ars: nil))
        #expect(!LibraryIdentifiers.region("05", holdsAGS: nil, ars: nil), "what is unknown lies nowhere")
    }

    @Test("belong to the class of which they are the boundary")
    func classes() {
        let boundaries = [5_000, 10_000, 15_000, 30_000, 50_000, 100_000]
        for (number, boundary) in boundaries.enumerated() {
            #expect(PopulationClass(of: boundary).rawValue == number)
            #expect(PopulationClass(of: boundary + 1).rawValue == number + 1)
            #expect(PopulationClass.allCases[number + 1].atLeast == boundary + 1)
        }
        #expect(PopulationClass(of: 1) == .upTo5000 && PopulationClass(of: 3_600_000) == .above)
    }
}
