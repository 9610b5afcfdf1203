// SPDX-License-Identifier: EUPL-1.2

package import Calendars
package import Kernel

extension PublicHoliday {
    package var title: TextKey {
        switch self {
        case .newYear: .holidayNewYear
        case .epiphany: .holidayEpiphany
        case .womensDay: .holidayWomensDay
        case .goodFriday: .holidayGoodFriday
        case .easterSunday: .holidayEasterSunday
        case .easterMonday: .holidayEasterMonday
        case .labourDay: .holidayLabourDay
        case .liberation: .holidayLiberation
        case .ascension: .holidayAscension
        case .whitSunday: .holidayWhitSunday
        case .whitMonday: .holidayWhitMonday
        case .corpusChristi: .holidayCorpusChristi
        case .uprising: .holidayUprising
        case .assumption: .holidayAssumption
        case .worldChildrensDay: .holidayWorldChildrensDay
        case .unity: .holidayUnity
        case .reformation: .holidayReformation
        case .allSaints: .holidayAllSaints
        case .repentance: .holidayRepentance
        case .christmas: .holidayChristmas
        case .secondChristmas: .holidaySecondChristmas
        }
    }
}

extension FederalState {
    package var title: TextKey {
        switch self {
        case .badenWuerttemberg: .stateBadenWuerttemberg
        case .bavaria: .stateBavaria
        case .berlin: .stateBerlin
        case .brandenburg: .stateBrandenburg
        case .bremen: .stateBremen
        case .hamburg: .stateHamburg
        case .hesse: .stateHesse
        case .mecklenburgVorpommern: .stateMecklenburgVorpommern
        case .lowerSaxony: .stateLowerSaxony
        case .northRhineWestphalia: .stateNorthRhineWestphalia
        case .rhinelandPalatinate: .stateRhinelandPalatinate
        case .saarland: .stateSaarland
        case .saxony: .stateSaxony
        case .saxonyAnhalt: .stateSaxonyAnhalt
        case .schleswigHolstein: .stateSchleswigHolstein
        case .thuringia: .stateThuringia
        }
    }
}
