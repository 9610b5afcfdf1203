// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Search
import Web

/// What somebody seeks among measures, as it stands in an address: the same names for pages and programs, but for the
/// visitor's own figures, which pages call as people do.
///
/// Hours are hours, money is euros, both with decimals; areas are m².
struct MeasureQuery: Sendable {
    /// How a page and a program call the visitor's own figures.
    enum Names: Sendable {
        case page, api

        var population: String { self == .page ? "einwohner" : "population" }
        var area: String { self == .page ? "flaeche" : "area" }
        var staff: String { self == .page ? "vzae" : "fte" }
        var library: String { self == .page ? "fuer" : "for" }
    }

    static let text = "q"
    static let lift = "lift"
    static let hoursCap = "hours_per_month_max"
    static let areaCap = "area_max"
    static let moneyCap = "money_per_year_max"
    static let moneyOnceCap = "money_once_max"
    static let staffCap = "fte_max"
    static let partners = "partners"
    static let backing = "backing"

    /// Stands for having none of the skills: to name none says nothing.
    static let noSkill = "none"

    enum Answer: String {
        case yes, no

        init(_ isSo: Bool) { self = isSo ? .yes : .no }
    }

    /// A figure of the libraries that did it, and the place that its bounds have in the address.
    enum LibraryFigure: String, CaseIterable, Sendable {
        case population, area, fte

        var least: String { "by_\(rawValue)_min" }
        var most: String { "by_\(rawValue)_max" }
        var decimals: Int { self == .fte ? 2 : 0 }

        var title: TextKey {
            switch self {
            case .population: .figurePopulation
            case .area: .figureArea
            case .fte: .figurePosts
            }
        }
    }

    var text = ""
    var facets: Set<String> = []
    /// What the visitor typed of their own library, and the caps; the profile of `library` fills in the rest.
    var capacity = Capacity()
    var library: OrganisationID?
    /// What was typed as one's own figures; a cap on the area is none.
    var own = ExchangePorts.Asker()
    /// Caps that were given.
    var caps: Set<Cap> = []
    var lifted: Set<Cap> = []
    var byLibraries: [LibraryFigure: ClosedRange<Int32>] = [:]
    /// The pairs as they came, to keep them in links and forms.
    let values: FormData

    /// Throws 422 for what cannot be read, with all problems at once.
    init(_ values: FormData, _ names: Names) throws(Rejection) {
        self.values = values
        var input = Input(form: values)
        text = input.line(Self.text, atMost: 200) ?? ""
        readTerms(&input)
        let limit = EffortFigure.fte.limit
        capacity.population = input.figure(names.population, units: ["einwohner", "inhabitants"], in: 0...100_000_000)
        capacity.area = input.figure(names.area, units: EffortFigure.area.units, in: 0...1_000_000)
        capacity.staff = input.figure(names.staff, decimals: 2, units: EffortFigure.fte.units, in: 0...limit)
        own = ExchangePorts.Asker(
            population: capacity.population, floorArea: capacity.area, fullTimeEquivalents: capacity.staff)
        // A form sends what is not chosen as empty; a program leaves it out.
        if let words = values[names.library], !(names == .page && words.isEmpty) {
            library = OrganisationID(words)
            if library == nil { input.note(names.library, .fieldNotAChoice) }
        }
        readCaps(&input)
        readMeans(&input, names)
        for figure in LibraryFigure.allCases { readRange(figure, &input) }
        try input.finish()
    }

    private mutating func readTerms(_ input: inout Input) {
        func read<Word: Term>(_: Word.Type) -> [String] {
            input.terms(Word.group, of: Word.self).map(\.facet)
        }
        facets = Set(read(Space.self) + read(TargetGroup.self) + read(Topic.self) + read(EffortClass.self))
    }

    private mutating func readCaps(_ input: inout Input) {
        func cap(_ name: String, _ figure: EffortFigure) -> Int? {
            input.figure(name, decimals: figure.decimals, units: figure.units, in: 0...1_000_000_000)
        }
        if let hours = cap(Self.hoursCap, .hoursPerMonth) {
            capacity.hoursPerMonth = hours
            caps.insert(.hours)
        }
        if let area = cap(Self.areaCap, .area) {
            capacity.area = area
            caps.insert(.area)
        }
        if let money = cap(Self.moneyCap, .moneyPerYear) {
            capacity.moneyPerYear = money
            caps.insert(.money)
        }
        if let money = cap(Self.moneyOnceCap, .moneyOnce) {
            capacity.moneyOnce = money
            caps.insert(.money)
        }
        if let staff = cap(Self.staffCap, .fte) {
            capacity.staff = staff
            caps.insert(.staff)
        }
        for word in input.list(Self.lift).flatMap({ $0.split(separator: ",") }) {
            guard let cap = Cap(rawValue: word.trimmed) else {
                input.note(Self.lift, .fieldNotAChoice)
                continue
            }
            lifted.insert(cap)
        }
    }

    /// What a library has to give besides figures.
    private mutating func readMeans(_ input: inout Input, _ names: Names) {
        func answer(_ name: String) -> Bool? {
            let answer: Answer? = names == .page ? input.choice(name) : input.filter(name)
            return answer.map { $0 == .yes }
        }
        capacity.skills = readSkills(&input)
        capacity.hasPartners = answer(Self.partners)
        capacity.backing = answer(Self.backing).map { $0 ? Capacity.sufficientBacking : 0 }
    }

    private func readSkills(_ input: inout Input) -> Set<Skill>? {
        let words = Set(input.list(Skill.group).flatMap { $0.split(separator: ",") }.map(\.trimmed))
        if words.contains(Self.noSkill) {
            if words.count > 1 { input.note(Skill.group, .meansNoneAndSome) }
            return []
        }
        let skills = input.terms(Skill.group, of: Skill.self)
        return skills.isEmpty ? nil : skills
    }

    private mutating func readRange(_ figure: LibraryFigure, _ input: inout Input) {
        let limits = 0...1_000_000_000
        let least = input.figure(figure.least, decimals: figure.decimals, in: limits)
        let most = input.figure(figure.most, decimals: figure.decimals, in: limits)
        guard least != nil || most != nil else { return }
        let (low, high) = (Int32(clamping: least ?? 0), Int32(clamping: most ?? Int(Int32.max)))
        guard low <= high else {
            input.note(figure.most, .rangeIsEmpty)
            return
        }
        byLibraries[figure] = low...high
    }

    /// The caps that hide.
    var activeCaps: Set<Cap> { caps.subtracting(lifted) }

    /// Whether anything narrows the list down.
    var isNarrowed: Bool { !text.isEmpty || !facets.isEmpty || !byLibraries.isEmpty }

    /// What is asked of the index. `audiences` are those of the reader, `days` those on which a measure was published.
    func search(
        for viewer: Viewer, audiences: Set<ItemReference>, publishedOn days: ClosedRange<Int32>? = nil,
        offset: Int = 0, limit: Int
    ) -> SearchQuery {
        SearchQuery(
            text, kinds: [MeasureEntry.kind], house: .network, audiences: audiences, facets: facets,
            limits: viewer.capacity.limits(activeCaps), filter: MeasureFilter(byLibraries: byLibraries, days: days),
            ranking: FitJudge(viewer.capacity), offset: offset, limit: limit)
    }
}

extension Input {
    /// Several words of a vocabulary.
    mutating func terms<Word: Term>(_ name: String, of: Word.Type = Word.self) -> Set<Word> {
        var words: Set<Word> = []
        for text in list(name).flatMap({ $0.split(separator: ",") }) {
            if let word = Word(rawValue: text.trimmed) { words.insert(word) } else { note(name, .fieldNotAChoice) }
        }
        return words
    }
}

extension MeasureQuery {
    /// What is said of whoever asks, as pages pass it on: it lets the fit be judged in the same way everywhere.
    static func ofAsker(_ values: FormData) -> [(name: String, value: String)] {
        let names = Names.page
        let kept: Set = [
            names.population, names.area, names.staff, names.library, hoursCap, areaCap, moneyCap, moneyOnceCap,
            staffCap, Skill.group, partners, backing,
        ]
        return values.pairs.filter { kept.contains($0.name) && !$0.value.isEmpty }
    }

    /// Nothing in particular is sought.
    static let everything = MeasureQuery()

    private init() { values = FormData() }
}
