// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Search
import Storage
import Web

/// Answers everything that is asked of measures. Each file of routes extends it by its own.
struct MeasureHandlers: Sendable {
    let database: any Database
    let search: SearchIndex
    let ports: ExchangePorts
    let once: Once
    let workshops: Workshops
    let files: FileStore
    let measures: Measures

    var routes: [Route] {
        findRoutes + measureRoutes + editRoutes + adaptationRoutes + talkRoutes + inquiryRoutes + materialRoutes
            + ownRoutes + measureAPI
    }

    func reader(_ request: WebRequest, on connection: any Connection) throws -> Reader {
        try reader(request.visitor, on: connection)
    }

    func reader(_ visitor: Visitor?, on connection: any Connection) throws -> Reader {
        guard let visitor else { return .guest }
        return Reader(visitor: visitor, libraries: try ports.memberships(visitor, connection))
    }

    /// A published measure that the reader may see; also one that was withdrawn, as far as something of it stands.
    func published(_ id: MeasureID, for reader: Reader, on connection: any Connection) throws -> Measure {
        guard let measure = try measures.store.published(id, on: connection),
            reader.mayRead(measure.content.audience)
        else { throw Rejection(.missing, .notFound) }
        return measure
    }

    /// The latest version of a measure, for its own library.
    func own(_ id: MeasureID, for reader: Reader, on connection: any Connection) throws -> Measure {
        guard let measure = try measures.store.latest(id, on: connection) else {
            throw Rejection(.missing, .notFound)
        }
        guard reader.mayEdit(measure) else {
            let isKnown = measure.state == .published && reader.mayRead(measure.content.audience)
            throw isKnown ? Rejection(.forbidden, .notYourLibrary) : Rejection(.missing, .notFound)
        }
        return measure
    }

    /// Somebody who acts for one of their libraries.
    func author(
        _ request: WebRequest, for wish: OrganisationID?, on connection: any Connection
    ) throws -> Measures.Author {
        let visitor = try request.requireVisitor()
        let library = try MeasureRules.library(wish, of: ports.memberships(visitor, connection))
        return Measures.Author(person: visitor.person, library: library)
    }

    /// The reader's libraries with their names, in the order of names.
    func libraries(of reader: Reader, on connection: any Connection) throws -> [ExchangePorts.Library] {
        try ports.libraries(reader.libraries, connection).values.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
    }

    /// For whom the fit is judged: the figures that were typed, else the library that was named, else the member's own.
    /// Throws 404 for a library that is not in the network.
    func viewer(_ query: MeasureQuery, _ reader: Reader, on connection: any Connection) throws -> Viewer {
        if let id = query.library {
            guard let library = try ports.libraries([id], connection)[id] else {
                throw Rejection(.missing, .libraryUnknown)
            }
            return Viewer(capacity: query.capacity, library: library, own: query.own)
        }
        let hasTyped = [query.capacity.population, query.capacity.area, query.capacity.staff].contains { $0 != nil }
        guard !hasTyped, let own = reader.libraries.first else {
            return Viewer(capacity: query.capacity, library: nil, own: query.own)
        }
        return Viewer(capacity: query.capacity, library: try ports.libraries([own], connection)[own])
    }

    /// Libraries, and which of them are similar to whoever asks: none to somebody of whom nothing is known.
    func comparison(
        _ libraries: some Sequence<OrganisationID>, with viewer: Viewer
    ) async throws -> ExchangePorts.Comparison {
        try await ports.comparison(viewer.asker, Set(libraries).sorted())
    }

    /// What a list shows of measures, with the runs of others.
    struct Listed: Sendable {
        var measures: [Measure]
        /// By measure.
        fileprivate var runs: [MeasureID: [Run]]
        /// All that others keep of measures which were withdrawn.
        fileprivate var left: [MeasureID: [Adaptation]]

        fileprivate var libraries: Set<OrganisationID> {
            Set(measures.map(\.library)).union(runs.values.joined().map(\.library))
        }
    }

    /// Measures as lists show them: two statements, whatever their number, and one more when some were withdrawn.
    func listed(_ measures: [Measure], on connection: any Connection) throws -> Listed {
        let store = self.measures.adaptations
        let withdrawn = measures.filter { $0.state == .withdrawn }.map(\.id)
        return Listed(
            measures: measures,
            runs: Dictionary(grouping: try store.runs(of: measures.map(\.id), on: connection), by: \.measure),
            left: Dictionary(grouping: try store.adaptations(of: withdrawn, on: connection), by: \.measure))
    }

    func items(_ listed: Listed, for viewer: Viewer) async throws -> [MeasureItem] {
        let comparison = try await comparison(listed.libraries, with: viewer)
        return listed.measures.map { measure in
            let runs = (listed.runs[measure.id] ?? []).filter(measure.shows)
            let left = (listed.left[measure.id] ?? []).filter { measure.shows($0.run) }
            return MeasureItem(
                measure, MeasureEntry.readable(measure, left), runs: runs, comparison, viewer: viewer)
        }
    }
}

/// A measure as a list shows it: of a measure for everyone only what everyone may know.
struct MeasureItem: Sendable {
    let measure: Measure
    /// What everyone whom it is for may read; of a withdrawn measure what others keep of it.
    let content: MeasureContent
    let library: ExchangePorts.Library?
    let doings: [Doing]
    /// Libraries that are similar to whoever asks, also such as have nothing to do with this measure.
    let similar: Set<OrganisationID>
    /// `nil` when nothing is known of who asks.
    let fit: Fit?
    let viewer: Viewer

    fileprivate init(
        _ measure: Measure, _ content: MeasureContent, runs: [Run], _ comparison: ExchangePorts.Comparison,
        viewer: Viewer
    ) {
        self.measure = measure
        self.content = content
        library = comparison.libraries[measure.library]
        doings = MeasureEntry.doings(measure, runs, comparison.libraries)
        similar = comparison.similar
        fit = viewer.isKnown ? Fit(MeasureFigures(content, doings: doings), for: viewer.capacity) : nil
        self.viewer = viewer
    }

    init(
        _ measure: Measure, adaptations: [Adaptation], _ comparison: ExchangePorts.Comparison, viewer: Viewer
    ) {
        let shown = adaptations.filter { measure.shows($0.run) }
        self.init(
            measure, MeasureEntry.readable(measure, shown), runs: shown.map(\.run), comparison, viewer: viewer)
    }

    func sentences(_ language: Language) -> FitSentences? {
        fit.map { FitSentences($0, doings: doings, similar: similar, viewer: viewer, language: language) }
    }
}

extension [Measure] {
    func sorted(inOrderOf ids: [MeasureID]) -> [Measure] {
        let known = Dictionary(uniqueKeysWithValues: map { ($0.id, $0) })
        return ids.compactMap { known[$0] }
    }
}

extension MeasureHandlers {
    /// Whether somebody may read a file under that name: a published measure gives its files to whoever may read it,
    /// a draft and one that was withdrawn only to its own library.
    func shows(
        _ file: FileHash, named name: FileName, to visitor: Visitor?, on connection: any Connection
    ) throws -> Bool {
        let uses = try measures.materials.measures(with: file, named: name, on: connection)
        guard !uses.isEmpty else { return false }
        let reader = try reader(visitor, on: connection)
        return try uses.contains { id in
            guard let measure = try measures.store.latest(id, on: connection) else { return false }
            if reader.mayEdit(measure) { return true }
            guard let published = try measures.store.published(id, on: connection) else { return false }
            return published.state == .published && reader.mayRead(published.content.audience)
        }
    }

    /// A published measure, as other capabilities may show it.
    func resolve(_ item: ItemReference, on connection: any Connection) throws -> ResolvedItem? {
        guard item.kind == MeasureEntry.kind,
            let measure = try measures.store.published(MeasureID(item.id), on: connection)
        else { return nil }
        return ResolvedItem(
            title: "\(measure.content.title)", link: NetworkLinks.measure(measure.id),
            isPublic: measure.state == .published && measure.content.audience == .everyone)
    }
}
