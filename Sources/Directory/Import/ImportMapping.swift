// SPDX-License-Identifier: EUPL-1.2

import Foundation
package import Kernel

/// What a column of a statistics file may hold.
package enum ImportTarget: Hashable, Sendable, RawRepresentable, CaseIterable {
    case name, place, postalCode, dbsID, isil, ags, ars
    case figure(LibraryFigure)

    package static let allCases: [ImportTarget] =
        [.name, .place, .postalCode, .dbsID, .isil, .ags, .ars] + LibraryFigure.allCases.map(ImportTarget.figure)

    package init?(rawValue: String) {
        guard let target = Self.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
        self = target
    }

    package var rawValue: String {
        switch self {
        case .name: "name"
        case .place: "place"
        case .postalCode: "postal_code"
        case .dbsID: "dbs_id"
        case .isil: "isil"
        case .ags: "ags"
        case .ars: "ars"
        case .figure(let figure): figure.rawValue
        }
    }

    var title: TextKey {
        switch self {
        case .name: .libraryName
        case .place: .cityLabel
        case .postalCode: .postalCodeLabel
        case .dbsID: .dbsIDLabel
        case .isil: .isilLabel
        case .ags: .agsLabel
        case .ars: .arsLabel
        case .figure(let figure): figure.title
        }
    }

    /// How columns are called that hold it, as search keys; the numbers are the fields of the Deutsche
    /// Bibliotheksstatistik that keep their meaning from year to year.
    fileprivate var names: [String] {
        switch self {
        case .name: ["bibliothek", "bibliotheksname", "name der bibliothek", "name", "einrichtung", "institution"]
        case .place: ["ort", "stadt", "gemeinde", "ortsname", "bibliotheksort", "sitz"]
        case .postalCode: ["plz", "postleitzahl"]
        case .dbsID: ["dbs-id", "dbs id", "dbs-nr", "dbs-nummer", "dbsid", "bib-nr"]
        case .isil: ["isil", "sigel", "isil/sigel", "bibliothekssigel"]
        case .ags: ["ags", "gemeindeschlussel", "amtlicher gemeindeschlussel", "gkz"]
        case .ars: ["ars", "regionalschlussel", "amtlicher regionalschlussel"]
        case .figure(.population): ["1", "einwohner", "einwohnerzahl", "einwohner*innen", "einwohner im einzugsgebiet"]
        case .figure(.floorArea): ["flache", "publikumsflache", "gesamtflache", "benutzungsflache", "flache in qm"]
        case .figure(.fullTimeEquivalents):
            ["vza", "stellen", "personal", "personalstellen", "stellen laut stellenplan"]
        case .figure(.volunteers): ["ehrenamtliche", "ehrenamt"]
        case .figure(.weeklyHours):
            [
                "8", "wochenstunden", "wochenoffnungsstunden", "offnungsstunden pro woche",
                "wochentliche offnungsstunden",
            ]
        case .figure(.stock): ["13", "bestand", "medienbestand", "medien insgesamt", "physischer bestand"]
        case .figure(.loans): ["14", "entleihungen", "ausleihen", "entleihungen insgesamt"]
        case .figure(.visits): ["besuche", "bibliotheksbesuche", "besucher"]
        case .figure(.events): ["veranstaltungen", "anzahl veranstaltungen"]
        case .figure(.budget): ["etat", "ausgaben", "ausgaben insgesamt", "budget"]
        }
    }

    fileprivate func isCalled(_ heading: String) -> Bool {
        let key = SortKey.german(heading).trimmed
        let names = names.map(SortKey.german)
        if names.contains(key) { return true }
        // `1 Einwohner`, `(13) Bestand`, `Feld 8`
        let number = key.drop { !$0.isNumber }.prefix { $0.isNumber }
        let isNumbered = key.hasPrefix(number) || key.hasPrefix("(") || key.hasPrefix("feld ") || key.hasPrefix("nr. ")
        return !number.isEmpty && isNumbered && names.contains(String(number))
    }
}

/// Which column holds what, by heading: columns change their order between years.
package struct ImportMapping: Sendable, Equatable, Codable {
    /// Headings by `ImportTarget.rawValue`.
    package var columns: [String: String] = [:]
    /// What the floor area counts.
    package var scope: String?

    package init() {}

    package subscript(target: ImportTarget) -> String? {
        get { columns[target.rawValue] }
        set { columns[target.rawValue] = newValue }
    }

    package var areaScope: AreaScope? { scope.flatMap(AreaScope.init(rawValue:)) }

    /// What the headings suggest; `saved` is what somebody checked for the same year, where its columns are there.
    package init(suggestedFor header: [String], saved: ImportMapping? = nil) {
        var free = header
        for target in ImportTarget.allCases {
            if let column = saved?[target], free.contains(column) {
                self[target] = column
                free.removeAll { $0 == column }
            }
        }
        for target in ImportTarget.allCases where self[target] == nil {
            guard let column = free.first(where: target.isCalled) else { continue }
            self[target] = column
            free.removeAll { $0 == column }
            if target == .figure(.floorArea) { scope = Self.scope(of: column)?.rawValue }
        }
        if let scope = saved?.scope { self.scope = scope }
    }

    private static func scope(of heading: String) -> AreaScope? {
        let key = SortKey.german(heading)
        if key.contains("gesamt") { return .total }
        return key.contains("publikum") || key.contains("benutzung") ? .open : nil
    }

    /// Reads `population=Einwohner,name=Bibliothek` as commands are given it. Throws the part that cannot be read.
    package mutating func apply(_ text: String) throws(UnreadablePart) {
        for part in text.split(separator: ",") {
            let halves = part.split(separator: "=", maxSplits: 1).map(\.trimmed)
            guard halves.count == 2 else { throw UnreadablePart(text: String(part)) }
            if halves[0] == "scope", AreaScope(rawValue: halves[1]) != nil {
                scope = halves[1]
            } else if let target = ImportTarget(rawValue: halves[0]) {
                self[target] = halves[1]
            } else {
                throw UnreadablePart(text: String(part))
            }
        }
    }

    package struct UnreadablePart: Error { package let text: String }

    var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    init?(json: String) {
        guard let mapping = try? JSONDecoder().decode(ImportMapping.self, from: Data(json.utf8)) else { return nil }
        self = mapping
    }
}
