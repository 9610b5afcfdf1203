// SPDX-License-Identifier: EUPL-1.2

import Foundation

/// Libraries as their statistics tell of them: most serve a few thousand people, some hundreds of thousands; areas and
/// posts follow the population, not everybody tells everything.
struct GeneratedLibraries {
    private struct Library {
        let name: String
        let place: String
        let population: Int
        let area: Double
        let posts: Double
        let isil: String?
    }

    static let years = [2023, 2024, 2025]
    private let libraries: [Library]

    init(count: Int) {
        var chance = Chance(seed: 2_026)
        let kinds = ["Gemeindebücherei", "Stadtbücherei", "Stadtbibliothek", "Bücherei", "Pfarrbücherei", "Mediathek"]
        let heads = [
            "Ahl", "Birk", "Buch", "Dorn", "Erl", "Fels", "Grün", "Hasel", "Kirch", "Lind", "Moor", "Neu", "Ober",
        ]
        let middles = ["en", "er", "els", "ings", "els", "ers", "wald", "bach", "stein", "feld", "berg"]
        let tails = ["hausen", "dorf", "heim", "stedt", "au", "tal", "brück", "rode", "kirchen", "furt", "see"]
        libraries = (0..<count).map { number in
            let place = "Beispiel \(chance.one(of: heads))\(chance.one(of: middles))\(chance.one(of: tails)) \(number)"
            let population = min(1_500_000, max(300, Int(chance.lognormal(median: 6_500, spread: 1.2))))
            return Library(
                name: "\(chance.one(of: kinds)) \(place)", place: place, population: population,
                area: Double(population) * 0.03 * chance.lognormal(median: 1, spread: 0.4),
                posts: chance.happens(0.35) ? 0 : Double(population) / 3_500 * chance.lognormal(median: 1, spread: 0.3),
                isil: chance.happens(0.6) ? "DE-B\(number)" : nil)
        }
    }

    /// The rows of one year as a file of the Deutsche Bibliotheksstatistik has them. The older the year, the fewer
    /// libraries told; the last year has all.
    func file(of year: Int) -> Data {
        var chance = Chance(seed: UInt64(year))
        let age = Double((Self.years.last ?? year) - year)
        var text =
            "DBS-ID;ISIL;Bibliothek;Ort;PLZ;AGS;1 Einwohner;Publikumsfläche;VZÄ;8 Wochenöffnungsstunden;13 Medienbestand;"
            + "14 Entleihungen\n"
        func german(_ value: Double) -> String { String(format: "%.2f", value).replacing(".", with: ",") }
        for (number, library) in libraries.enumerated() where chance.happens(1 - age * 0.3) {
            let change = pow(1.01, -age)
            let (stock, hours) = (Double(library.population) * (1 + chance.part()), 6 + 40 * chance.part())
            text +=
                [
                    "BB\(number)", library.isil ?? "", library.name, library.place,
                    "99\(String(format: "%03d", number % 999))",
                    "05\(String(format: "%06d", number))", "\(Int(Double(library.population) * change))",
                    chance.happens(0.9) ? "\(Int(library.area))" : "N",
                    chance.happens(0.95) ? german(library.posts) : "NULL",
                    german(hours), "\(Int(stock))", "\(Int(stock * 1.8))",
                ].joined(separator: ";") + "\n"
        }
        return Data(text.utf8)
    }
}
