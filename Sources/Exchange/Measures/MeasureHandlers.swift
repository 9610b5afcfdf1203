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

    /// Those of the libraries that are similar to whoever asks: nobody to somebody of whom nothing is known.
    func similar(
        _ libraries: some Sequence<OrganisationID>, to viewer: Viewer, on connection: any Connection
    ) throws -> Set<OrganisationID> {
        guard viewer.asker != ExchangePorts.Asker() else { return [] }
        return try ports.similar(viewer.asker, libraries.sorted(), connection)
    }

    /// Items of a list with everything that is shown of them: five statements, whatever their number.
    func items(
        _ ids: [MeasureID], for viewer: Viewer, on connection: any Connection
    ) throws -> [MeasureItem] {
        let found = try measures.store.published(ids, on: connection)
        return try items(found, for: viewer, on: connection).sorted(inOrderOf: ids)
    }

    func items(
        _ found: [Measure], for viewer: Viewer, on connection: any Connection
    ) throws -> [MeasureItem] {
        let done = Dictionary(
            grouping: try measures.adaptations.adaptations(of: found.map(\.id), on: connection), by: \.measure)
        let involved = Set(found.map(\.library) + done.values.joined().map(\.library))
        let libraries = try ports.libraries(involved.sorted(), connection)
        let similar = try self.similar(Set(done.values.joined().map(\.library)), to: viewer, on: connection)
        return found.map {
            MeasureItem(
                $0, adaptations: done[$0.id] ?? [], libraries: libraries, similar: similar, viewer: viewer)
        }
    }
}

/// A measure as a list shows it: of a measure for everyone only what everyone may know.
struct MeasureItem: Sendable {
    let measure: Measure
    /// What everyone whom it is for may read; of a withdrawn measure what others keep of it.
    let content: MeasureContent
    let library: ExchangePorts.Library?
    let adaptations: [Adaptation]
    let doings: [Doing]
    /// Libraries that are similar to whoever asks, also such as have nothing to do with this measure.
    let similar: Set<OrganisationID>
    /// `nil` when nothing is known of who asks.
    let fit: Fit?
    let viewer: Viewer

    init(
        _ measure: Measure, adaptations: [Adaptation], libraries: [OrganisationID: ExchangePorts.Library],
        similar: Set<OrganisationID> = [], viewer: Viewer
    ) {
        let shown =
            measure.content.audience == .members
            ? adaptations : adaptations.filter { $0.content.audience == .everyone }
        self.measure = measure
        content = MeasureEntry.readable(measure, shown)
        library = libraries[measure.library]
        self.adaptations = shown
        doings = MeasureEntry.doings(measure, shown, libraries)
        self.similar = similar
        fit = viewer.isKnown ? Fit(MeasureFigures(content, doings: doings), for: viewer.capacity) : nil
        self.viewer = viewer
    }

    func sentences(_ language: Language) -> FitSentences? {
        fit.map { FitSentences($0, doings: doings, similar: similar, viewer: viewer, language: language) }
    }
}

extension [MeasureItem] {
    fileprivate func sorted(inOrderOf ids: [MeasureID]) -> [MeasureItem] {
        let known = Dictionary(uniqueKeysWithValues: map { ($0.measure.id, $0) })
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
