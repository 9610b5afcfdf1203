// SPDX-License-Identifier: EUPL-1.2

package import Kernel

/// The Länder of Germany, by the second part of their codes in ISO 3166-2.
package enum FederalState: String, CaseIterable, Sendable {
    case badenWuerttemberg = "BW"
    case bavaria = "BY"
    case berlin = "BE"
    case brandenburg = "BB"
    case bremen = "HB"
    case hamburg = "HH"
    case hesse = "HE"
    case mecklenburgVorpommern = "MV"
    case lowerSaxony = "NI"
    case northRhineWestphalia = "NW"
    case rhinelandPalatinate = "RP"
    case saarland = "SL"
    case saxony = "SN"
    case saxonyAnhalt = "ST"
    case schleswigHolstein = "SH"
    case thuringia = "TH"
}

/// A day on which work rests by law.
package enum PublicHoliday: CaseIterable, Sendable {
    case newYear, epiphany, womensDay, goodFriday, easterSunday, easterMonday, labourDay, liberation, ascension
    case whitSunday, whitMonday, corpusChristi, uprising, assumption, worldChildrensDay, unity, reformation, allSaints
    case repentance, christmas, secondChristmas
}

/// The public holidays of the whole of a Land, by the laws in force since 2020; earlier years are answered by them too.
/// Holidays of single municipalities (Augsburg's Peace Festival, Assumption and Corpus Christi where most people are
/// Catholic) are not among them.
package enum PublicHolidays {
    /// Of several on one day the first.
    package static func holiday(on day: Day, in state: FederalState) -> PublicHoliday? {
        PublicHoliday.allCases.first { holiday in
            self.day(of: holiday, in: day.year) == day && holiday.isKept(in: state, year: day.year)
        }
    }

    private static func day(of holiday: PublicHoliday, in year: Int) -> Day? {
        switch holiday.rule {
        case .fixed(let month, let day): Day(year: year, month: month, day: day)
        case .afterEaster(let distance): easter(in: year).map { $0 + distance }
        case .repentance: repentance(in: year)
        }
    }

    /// Easter Sunday of the Gregorian calendar (Meeus, "Astronomical Algorithms", 1991, chapter 8).
    private static func easter(in year: Int) -> Day? {
        let golden = year % 19
        let (century, rest) = year.quotientAndRemainder(dividingBy: 100)
        let correction = (century - (century + 8) / 25 + 1) / 3
        let moon = (19 * golden + century - century / 4 - correction + 15) % 30
        let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - moon - rest % 4) % 7
        let late = (golden + 11 * moon + 22 * weekday) / 451
        let sum = moon + weekday - 7 * late + 114
        return Day(year: year, month: sum / 31, day: sum % 31 + 1)
    }

    /// The last Wednesday before 23 November.
    private static func repentance(in year: Int) -> Day? { Day(year: year, month: 11, day: 20).map { $0.monday + 2 } }
}

extension PublicHoliday {
    fileprivate enum Rule {
        case fixed(month: Int, day: Int)
        case afterEaster(Int)
        case repentance
    }

    fileprivate var rule: Rule {
        switch self {
        case .newYear: .fixed(month: 1, day: 1)
        case .epiphany: .fixed(month: 1, day: 6)
        case .womensDay: .fixed(month: 3, day: 8)
        case .goodFriday: .afterEaster(-2)
        case .easterSunday: .afterEaster(0)
        case .easterMonday: .afterEaster(1)
        case .labourDay: .fixed(month: 5, day: 1)
        case .liberation: .fixed(month: 5, day: 8)
        case .ascension: .afterEaster(39)
        case .whitSunday: .afterEaster(49)
        case .whitMonday: .afterEaster(50)
        case .corpusChristi: .afterEaster(60)
        case .uprising: .fixed(month: 6, day: 17)
        case .assumption: .fixed(month: 8, day: 15)
        case .worldChildrensDay: .fixed(month: 9, day: 20)
        case .unity: .fixed(month: 10, day: 3)
        case .reformation: .fixed(month: 10, day: 31)
        case .allSaints: .fixed(month: 11, day: 1)
        case .repentance: .repentance
        case .christmas: .fixed(month: 12, day: 25)
        case .secondChristmas: .fixed(month: 12, day: 26)
        }
    }

    fileprivate func isKept(in state: FederalState, year: Int) -> Bool {
        switch self {
        case .newYear, .goodFriday, .easterMonday, .labourDay, .ascension, .whitMonday, .unity, .christmas,
            .secondChristmas:
            true
        case .epiphany: [.badenWuerttemberg, .bavaria, .saxonyAnhalt].contains(state)
        case .womensDay: state == .berlin || state == .mecklenburgVorpommern && year >= 2023
        case .easterSunday, .whitSunday: state == .brandenburg
        // Berlin keeps some days once.
        case .liberation: state == .berlin && [2020, 2025].contains(year)
        case .uprising: state == .berlin && year == 2028
        case .corpusChristi:
            [.badenWuerttemberg, .bavaria, .hesse, .northRhineWestphalia, .rhinelandPalatinate, .saarland]
                .contains(state)
        case .assumption: state == .saarland
        case .worldChildrensDay: state == .thuringia
        case .reformation:
            [
                .brandenburg, .bremen, .hamburg, .mecklenburgVorpommern, .lowerSaxony, .saxony, .saxonyAnhalt,
                .schleswigHolstein, .thuringia,
            ].contains(state)
        case .allSaints:
            [.badenWuerttemberg, .bavaria, .northRhineWestphalia, .rhinelandPalatinate, .saarland].contains(state)
        case .repentance: state == .saxony
        }
    }
}
