// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Web

/// For whom the fit is judged: what they have to give, and where the figures come from.
struct Viewer: Sendable {
    var capacity: Capacity
    /// The library whose profile the figures are of; `nil` when somebody typed them in.
    var library: ExchangePorts.Library?
    /// To whom others are similar: what was typed as own figures, and the library. Limits are none of its figures.
    let asker: ExchangePorts.Asker

    static let unknown = Viewer(capacity: .unknown, library: nil)

    /// Whether anything is known that a measure could be held against.
    var isKnown: Bool { capacity != .unknown }

    /// The figures of a profile, where nothing else is said; `own` were typed as the asker's.
    init(
        capacity: Capacity, library: ExchangePorts.Library?, own: ExchangePorts.Asker = ExchangePorts.Asker()
    ) {
        self.capacity = capacity
        self.library = library
        var asker = own
        asker.library = library?.id
        self.asker = asker
        self.capacity.population = capacity.population ?? library?.population?.value
        self.capacity.area = capacity.area ?? library?.floorArea?.value
        self.capacity.staff = capacity.staff ?? library?.fullTimeEquivalents?.value
    }

    /// The year of a figure that stands in the profile.
    func year(of requirement: Requirement) -> Int? {
        let (figure, value): (ExchangePorts.Figure?, Int?) =
            switch requirement {
            case .population: (library?.population, capacity.population)
            case .area: (library?.floorArea, capacity.area)
            case .staff: (library?.fullTimeEquivalents, capacity.staff)
            default: (nil, nil)
            }
        return figure?.value == value ? figure?.year : nil
    }
}

/// The answer to "does it suit us?" as sentences: what is needed against what is there, with the year of each figure, what
/// similar libraries needed, what nobody knows, and what would change the verdict.
struct FitSentences: Sendable {
    struct Sentence: Sendable {
        let result: Fit.Result
        let text: HTML
        let requirement: Requirement
    }

    let fit: Fit
    let doings: [Doing]
    /// Those of the doers that are similar to whoever asks.
    let similar: Set<OrganisationID>
    let viewer: Viewer
    let language: Language

    init(_ fit: Fit, doings: [Doing], similar: Set<OrganisationID>, viewer: Viewer, language: Language) {
        self.fit = fit
        self.doings = doings
        self.similar = similar
        self.viewer = viewer
        self.language = language
    }

    /// One for each check, in the order of the checks.
    var all: [Sentence] { fit.checks.map(sentence) }

    private func sentence(_ check: Fit.Check) -> Sentence {
        Sentence(result: check.result, text: words(check), requirement: check.requirement)
    }

    /// The most telling: what fails, then what holds of people and time, then the rest that is known. More than `count`
    /// where more hard requirements fail: none of them is ever left out.
    func best(_ count: Int) -> [Sentence] {
        func weight(_ check: Fit.Check) -> Int {
            switch (check.result, check.requirement) {
            case (.fails, let requirement): requirement.figure == nil ? 1 : 0
            case (.passes, .hoursPerMonth), (.passes, .population): 2
            case (.passes, _): 3
            case (.unknown, .hoursPerMonth): 4
            case (.unknown, _): 5
            }
        }
        let ranked = fit.checks.enumerated().sorted { left, right in
            (weight(left.element), left.offset) < (weight(right.element), right.offset)
        }
        let failing = fit.checks.count { weight($0) == 0 }
        return ranked.prefix(max(count, failing)).map { sentence($0.element) }
    }

    /// What would make another verdict; none when it fits.
    var changes: [HTML] {
        var sentences: [HTML] = []
        let lacking = fit.checks.compactMap { check -> HTML? in
            guard check.result == .fails, let figure = check.requirement.figure,
                case .amount(let needed)? = check.needed,
                case .amount(let available)? = check.available
            else { return nil }
            return "\(text: check.requirement.lack, ["amount": Amount(needed - available, figure).html(language)])"
        }
        if !lacking.isEmpty { sentences.append("\(text: .fitLacking, ["list": lacking.joined(by: "; ")])") }
        sentences += fit.checks.compactMap(frugal)
        if !fit.untold.isEmpty { sentences.append("\(text: .fitTellUs, ["list": titles(fit.untold)])") }
        let unsaid = fit.checks.filter { $0.result == .unknown && $0.needed == nil && $0.requirement != .population }
        if !unsaid.isEmpty { sentences.append("\(text: .fitAskThem, ["list": titles(unsaid)])") }
        return sentences
    }

    /// Where a requirement fails: the similar library that managed with the least, if that is less than the measure needs.
    private func frugal(_ check: Fit.Check) -> HTML? {
        guard check.result == .fails, let figure = check.requirement.figure, case .amount(let needed)? = check.needed,
            case .amount(let available)? = check.available,
            let least = doings.adapters(among: similar, saying: figure).min(by: { $0.amount < $1.amount }),
            least.amount < needed
        else { return nil }
        func amount(_ number: Int) -> HTML {
            "\(text: check.requirement.lack, ["amount": Amount(number, figure).html(language)])"
        }
        let slots: Slots = [
            "library": MeasureCards.name(least.doing.profile), "amount": amount(least.amount),
            "lack": amount(least.amount - available),
        ]
        return least.amount <= available ? "\(text: .fitSimilarManaged, slots)" : "\(text: .fitSimilarLess, slots)"
    }

    private func titles(_ checks: [Fit.Check]) -> HTML {
        checks.map { "\(text: $0.requirement.title)" as HTML }.joined(by: ", ")
    }

    private func words(_ check: Fit.Check) -> HTML {
        switch check.requirement {
        case .population: population(check)
        case .skills: skills(check)
        case .partners:
            "\(text: check.result == .passes ? .fitPartnersMet : check.result == .fails ? .fitPartnersLack : .fitPartners)"
        case .backing: backing(check)
        default: hard(check)
        }
    }

    private func hard(_ check: Fit.Check) -> HTML {
        guard let figure = check.requirement.figure, case .amount(let needed)? = check.needed else {
            return "\(text: check.requirement.unsaid)"
        }
        let own: HTML =
            needed == 0
            ? "\(text: .fitNeedsNone, ["what": "\(text: check.requirement.title)"])"
            : "\(text: .fitNeedAndHave, ["need": need(check.requirement, figure, needed), "have": have(check)])"
        return [own, similarNeeds(check.requirement, figure)].compactMap(\.self).joined(by: " · ")
    }

    /// What the original needs, or that it is the least of what others needed.
    private func need(_ requirement: Requirement, _ figure: EffortFigure, _ needed: Int) -> HTML {
        let key = doings.claim(of: figure) == nil ? requirement.leastNeed : requirement.need
        return "\(text: key, ["amount": Amount(needed, figure).html(language)])"
    }

    /// "drei ähnliche Bibliotheken brauchten 5–8 Stunden im Monat"; `nil` when none says so.
    private func similarNeeds(_ requirement: Requirement, _ figure: EffortFigure) -> HTML? {
        let amounts = doings.adapters(among: similar, saying: figure).map(\.amount)
        guard let range = EffortRange(amounts) else { return nil }
        let slots: Slots = [
            "number": NumberWords.count(range.libraries), "amount": Amount(range, figure).html(language),
        ]
        return "\(text: requirement.similarNeed, count: range.libraries, slots)"
    }

    private func have(_ check: Fit.Check) -> HTML {
        guard let figure = check.requirement.figure, case .amount(let available)? = check.available else {
            return "\(text: .fitYoursUnknown)"
        }
        let amount = Amount(available, figure).html(language)
        guard let year = viewer.year(of: check.requirement) else { return "\(text: .fitHave, ["amount": amount])" }
        return "\(text: .fitHaveInYear, ["amount": amount, "year": "\(year)"])"
    }

    private func population(_ check: Fit.Check) -> HTML {
        guard case .amount(let theirs)? = check.needed else { return "\(text: .fitPopulationUnsaid)" }
        if doings.contains(where: { $0.library == viewer.library?.id }) { return "\(text: .fitDoneYourselves)" }
        let doing = doings.first { $0.profile?.population?.value == theirs }
        let source: HTML = [
            doing?.profile.map { "\($0.name)" as HTML }, doing?.profile?.population?.year.map { "\($0)" as HTML },
        ].compactMap(\.self).joined(by: ", ")
        let other = NumberText.decimal(theirs, language)
        guard case .amount(let own)? = check.available else {
            return "\(text: .fitPopulationYoursUnknown, ["other": "\(other)", "source": source])"
        }
        let ownYear: HTML = viewer.year(of: .population).map { " (\($0))" } ?? ""
        let ours: HTML = "\(NumberText.decimal(own, language))\(ownYear)"
        if own == theirs { return "\(text: .fitPopulationSame, ["own": ours, "source": source])" }
        let factor = Fit.factor(own, theirs)
        let tenths = factor.isFinite ? min(Int((factor * 10).rounded()), 1_000_000) : nil
        let times = tenths.map { NumberText.decimal($0, decimals: 1, language) } ?? "∞"
        let slots: Slots = [
            "own": ours, "other": "\(other)", "source": source, "factor": "\(times)",
        ]
        return "\(text: .fitPopulation, slots)"
    }

    private func skills(_ check: Fit.Check) -> HTML {
        guard case .skills(let needed)? = check.needed, !needed.isEmpty else { return "\(text: .fitNoSkills)" }
        if check.result == .fails, case .skills(let own)? = check.available {
            return "\(text: .fitSkillsLack, ["list": list(needed.subtracting(own))])"
        }
        return "\(text: check.result == .passes ? .fitSkillsMet : .fitSkills, ["list": list(needed)])"
    }

    private func list(_ skills: Set<Skill>) -> HTML {
        Skill.allCases.filter(skills.contains).map { "\(text: $0.title)" as HTML }.joined(by: ", ")
    }

    private func backing(_ check: Fit.Check) -> HTML {
        guard case .flag(true)? = check.needed else { return "\(text: .fitNoBacking)" }
        switch check.result {
        case .passes: return "\(text: .fitBackingMet)"
        case .fails: return "\(text: .fitBackingLack)"
        case .unknown: return "\(text: .fitBacking)"
        }
    }
}

extension Fit {
    /// What whoever asks has not told and the measure needs to know.
    var untold: [Check] { checks.filter { $0.result == .unknown && $0.available == nil && $0.needed != nil } }
}

extension Requirement {
    var title: TextKey {
        switch self {
        case .hoursPerMonth: .effortHoursPerMonth
        case .area: .effortArea
        case .moneyPerYear: .effortMoneyPerYear
        case .moneyOnce: .effortMoneyOnce
        case .staff: .effortFTE
        case .population: .figurePopulation
        case .skills: .shownSkills
        case .partners: .measurePartners
        case .backing: .measureBacking
        }
    }

    fileprivate var unsaid: TextKey {
        switch self {
        case .hoursPerMonth: .fitHoursUnsaid
        case .area: .fitAreaUnsaid
        case .moneyPerYear: .fitMoneyPerYearUnsaid
        case .moneyOnce: .fitMoneyOnceUnsaid
        default: .fitStaffUnsaid
        }
    }

    fileprivate var need: TextKey {
        switch self {
        case .hoursPerMonth: .fitHours
        case .area: .fitArea
        case .moneyPerYear: .fitMoneyPerYear
        case .moneyOnce: .fitMoneyOnce
        default: .fitStaff
        }
    }

    /// When the original does not say so.
    fileprivate var leastNeed: TextKey {
        switch self {
        case .hoursPerMonth: .fitLeastHours
        case .moneyPerYear: .fitLeastMoneyPerYear
        case .moneyOnce: .fitLeastMoneyOnce
        default: .fitLeastAmount
        }
    }

    fileprivate var similarNeed: TextKey {
        switch self {
        case .hoursPerMonth: .fitSimilarHours
        case .moneyPerYear: .fitSimilarMoneyPerYear
        case .moneyOnce: .fitSimilarMoneyOnce
        default: .fitSimilarAmount
        }
    }

    fileprivate var lack: TextKey {
        switch self {
        case .hoursPerMonth: .fitLackHours
        case .moneyPerYear: .fitLackMoneyPerYear
        default: .fitLackAmount
        }
    }
}

extension Fit.Verdict {
    var title: TextKey {
        switch self {
        case .fits: .verdictFits
        case .partly: .verdictPartly
        case .fails: .verdictFails
        case .unknown: .verdictUnknown
        }
    }

    private var sign: (mark: HTML, style: HTML) {
        switch self {
        case .fits: ("✓", "good")
        case .partly: ("◐", "warn")
        case .fails: ("✗", "bad")
        case .unknown: ("?", "neutral")
        }
    }

    /// Never by colour alone.
    var tag: HTML {
        "<span class=\"tag \(sign.style)\"><span aria-hidden=\"true\">\(sign.mark)</span> \(text: title)</span>"
    }
}

extension [FitSentences.Sentence] {
    var html: HTML {
        let items = map { sentence -> HTML in
            let sign = sentence.result.sign
            return """
                <li class="\(sign.style)"><span aria-hidden="true">\(sign.mark)</span>\
                <span class="visually-hidden">\(text: sign.spoken): </span>\(sentence.text)</li>
                """
        }
        return "<ul class=\"checks\">\(items)</ul>"
    }
}

extension Fit.Result {
    var sign: (mark: HTML, style: HTML, spoken: TextKey) {
        switch self {
        case .passes: ("✓", "good", .checkPasses)
        case .fails: ("✗", "bad", .checkFails)
        case .unknown: ("?", "warn", .checkUnknown)
        }
    }
}
