// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// Which libraries somebody wants to see.
struct LibraryFilter: Sendable, Equatable {
    var words: [String] = []
    var population: ClosedRange<Int>?
    var floorArea: ClosedRange<Int>?
    /// In hundredths of a post.
    var fullTimeEquivalents: ClosedRange<Int>?
    var kind: LibraryKind?
    /// Of each, one of the words has to be among what the library published.
    var tags: [LibraryTags] = []

    /// Whether a library fits. A size that is unknown is in no range.
    func admits(_ item: LibrarySnapshot.Item) -> Bool {
        let traits = item.traits
        return words.allSatisfy(item.searchKey.contains)
            && Self.holds(population, traits.population) && Self.holds(floorArea, traits.floorArea)
            && Self.holds(fullTimeEquivalents, traits.fullTimeEquivalents)
            && (kind == nil || traits.kind == kind)
            && tags.allSatisfy { wanted in traits.tags.map { $0.words & wanted.words != 0 } ?? false }
    }

    /// Reads which published results are wanted; notes words that nobody can publish.
    mutating func readTags(_ published: PublishedResults, _ input: inout Input) {
        for group in published.groups {
            let wanted = Set(input.list(group.name).flatMap { $0.split(separator: ",") }.map(\.trimmed))
            if !wanted.isSubset(of: group.words.map(\.value)) { input.note(group.name, .fieldNotAChoice) }
            if !wanted.isEmpty { tags.append(published.tags([group.name: wanted])) }
        }
    }

    private static func holds(_ range: ClosedRange<Int>?, _ value: Int?) -> Bool {
        guard let range else { return true }
        return value.map(range.contains) ?? false
    }

    static func words(of text: String) -> [String] {
        SortKey.search(text).split { !($0.isLetter || $0.isNumber || $0 == "-") }.prefix(8).map(String.init)
    }

    /// From one bound or both; `nil` without either. Bounds the wrong way round admit nothing.
    static func range(_ low: Int?, _ high: Int?) -> ClosedRange<Int>? {
        guard low != nil || high != nil else { return nil }
        let (low, high) = (low ?? 0, high ?? .max)
        return low <= high ? low...high : -1 ... -1
    }
}

/// What stands in the address of the list: filters, and a guest's own three figures.
struct LibraryQuery: Sendable {
    private(set) var filter = LibraryFilter()
    /// A guest's own figures, as far as given. Nothing of them is kept.
    private(set) var own: LibraryTraits?
    private(set) var page = 1
    /// What was typed, and what is wrong with it.
    let state: FormState

    enum Name {
        static let text = "q"
        static let population = "groesse"
        static let kind = "art"
        static let area = (low: "flaeche_von", high: "flaeche_bis")
        static let staff = (low: "vzae_von", high: "vzae_bis")
        static let page = "seite"
        static let own = (population: "einwohner", area: "flaeche", staff: "vzae", volunteers: "ehrenamt")
        static let filters = [text, population, kind, area.low, area.high, staff.low, staff.high]
    }

    init(_ query: FormData, _ language: Language, _ published: PublishedResults) {
        var input = Input(form: query)
        filter.words = LibraryFilter.words(of: input.line(Name.text, atMost: 100) ?? "")
        if let text = input.line(Name.population) {
            if let size = Int(text).flatMap(PopulationClass.init(rawValue:)) {
                filter.population = LibraryFilter.range(size.atLeast, size.atMost)
            } else {
                input.note(Name.population, .fieldNotAChoice)
            }
        }
        filter.kind = input.choice(Name.kind, of: LibraryKind.self)
        filter.floorArea = Self.range(.floorArea, Name.area, &input)
        filter.fullTimeEquivalents = Self.range(.fullTimeEquivalents, Name.staff, &input)
        filter.readTags(published, &input)
        own = Self.own(&input, language)
        page = query[Name.page].flatMap { Int($0) }.map { min(max($0, 1), 10_000) } ?? 1
        var rejection: Rejection?
        do {
            try input.finish()
        } catch let problem {
            rejection = problem.amongLibraries
        }
        state = FormState(query, rejection: rejection)
    }

    private static func range(
        _ figure: LibraryFigure, _ field: (low: String, high: String), _ input: inout Input
    ) -> ClosedRange<Int>? {
        func bound(_ name: String) -> Int? {
            input.figure(name, decimals: figure.decimals, units: figure.units, in: 0...figure.largest)
        }
        return LibraryFilter.range(bound(field.low), bound(field.high))
    }

    private static func own(_ input: inout Input, _ language: Language) -> LibraryTraits? {
        let traits = LibraryTraits(
            population: FigureRules.value(of: .population, field: Name.own.population, from: &input, language),
            floorArea: FigureRules.value(of: .floorArea, field: Name.own.area, from: &input, language),
            fullTimeEquivalents: FigureRules.value(
                of: .fullTimeEquivalents, field: Name.own.staff, from: &input, language),
            isVolunteerRun: input.flag(Name.own.volunteers) ? true : nil)
        return traits == LibraryTraits() ? nil : traits
    }
}
