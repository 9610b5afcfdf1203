// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Kernel
import Storage
import Web

/// Requests, offers, shared tasks, and what people follow: the parts connected.
struct Sharing: Sendable {
    let database: any Database
    let files: FileStore
    let ports: SharingPorts
    let letters: SharingLetters
    let notices: Notices
    let messages: NoticeMessages
    let tasks: SharedTasks
    let leaving: Leaving
    let follows = FollowStore()
    let readers = DigestStore()
    private let finds: SavedSearchFinds

    init(
        database: any Database, ports: SharingPorts, letters: Letters, files: FileStore,
        finds: @escaping SavedSearchFinds
    ) {
        self.finds = finds
        self.database = database
        self.files = files
        self.ports = ports
        self.letters = SharingLetters(letters: letters, ports: ports)
        notices = Notices(ports: ports, letters: self.letters)
        messages = NoticeMessages(ports: ports, letters: self.letters)
        tasks = SharedTasks(ports: ports, letters: self.letters)
        leaving = Leaving(notices: notices, tasks: tasks)
    }

    static let migrations = SharingMigrations.all + FollowingMigrations.all

    var routes: [Route] {
        noticeRoutes + noticeActRoutes + taskRoutes + partRoutes + moderationRoutes + followRoutes + digestRoutes
            + sharingAPI
    }

    var sections: [Section] {
        [
            Section(
                module: ExchangeCapability.name, isOfNetwork: true, path: SharingLinks.notices,
                menuTitle: .requestsMenu,
                doorTitle: .requestsDoor, doorLine: .requestsDoorLine),
            Section(
                module: ExchangeCapability.name, isOfNetwork: true, path: SharingLinks.tasks, menuTitle: .tasksMenu,
                doorTitle: .tasksDoor, doorLine: .tasksDoorLine),
        ]
    }

    var recurring: [RecurringWork] {
        let zone = HouseFrame.network(isDemo: false).zone
        return [
            RecurringWork("notices that end", every: .hours(1)) { [database, notices] now in
                while try await database.write({ try notices.warn(today: now.day(in: zone), on: $0) }) == 50 {}
            },
            RecurringWork("weekly mail", every: .minutes(10)) { [digest] now in
                try await digest.send(now: now, zone: zone)
            },
        ]
    }

    var digest: WeeklyDigest {
        WeeklyDigest(database: database, ports: ports, letters: letters, finds: finds)
    }

    /// Notices and tasks, as everybody may see them.
    func resolve(_ item: ItemReference, on connection: any Connection) throws -> ResolvedItem? {
        switch item.kind {
        case Notice.itemKind:
            guard let notice = try notices.store.notice(ID(item.id), on: connection), notice.hiding == nil,
                notice.state != .withdrawn
            else { return nil }
            return ResolvedItem(
                title: "\(notice.content.title)", link: SharingLinks.notice(notice.id), isPublic: true)
        case SharedTask.itemKind:
            guard let task = try tasks.store.task(ID(item.id), on: connection), TaskRules.isReadable(task) else {
                return nil
            }
            return ResolvedItem(title: "\(task.content.title)", link: SharingLinks.task(task.id), isPublic: true)
        default: return nil
        }
    }

    /// Whether somebody may read a file under that name: what came of a task is for everyone who may read the task.
    func shows(
        _ file: FileHash, named name: FileName, to visitor: Visitor?, on connection: any Connection
    ) throws -> Bool {
        let isModerator = visitor?.has(.moderator, in: .network) == true
        return try tasks.store.tasks(with: file, named: name, on: connection).contains { id in
            guard let task = try tasks.store.task(id, on: connection) else { return false }
            return TaskRules.isReadable(task) || task.hiding != nil && isModerator
        }
    }
}

/// Who asks, as routes and pages of this part need to know them.
struct Asker: Sendable {
    let visitor: Visitor?
    /// The libraries for which they may act, in the order of names.
    let libraries: [SharingPorts.Library]

    var isModerator: Bool { visitor?.has(.moderator, in: HouseID.network) == true }

    /// Whether they may act for that library.
    func acts(for library: OrganisationID) -> Bool { libraries.contains { $0.id == library } }

    /// Throws 401 or 403 when they belong to no library of the network.
    func requireMembership() throws(Rejection) {
        guard visitor != nil else { throw Rejection(.unauthenticated, .signInNeeded) }
        if libraries.isEmpty { throw Rejection(.forbidden, .requestMembersOnly) }
    }

    /// Throws 401 or 403 when they may not act for that library.
    func require(_ library: OrganisationID) throws(Rejection) -> Notices.Actor {
        guard let visitor else { throw Rejection(.unauthenticated, .signInNeeded) }
        guard acts(for: library) else { throw Rejection(.forbidden, .requestNotYours) }
        return Notices.Actor(person: visitor.person, library: library)
    }

    /// The library that they act for: the one that the form names, or their only one.
    func actor(_ input: inout Input) throws(Rejection) -> Notices.Actor? {
        try requireMembership()
        guard let visitor else { throw Rejection(.unauthenticated, .signInNeeded) }
        if libraries.count == 1 { return Notices.Actor(person: visitor.person, library: libraries[0].id) }
        guard let text = input.line("library", required: true) else { return nil }
        guard let library = OrganisationID(text), acts(for: library) else {
            input.note("library", .fieldNotAChoice)
            return nil
        }
        return Notices.Actor(person: visitor.person, library: library)
    }

    /// The choice between several libraries; nothing where there is none to make.
    var libraryField: [FormPart] {
        guard libraries.count > 1 else { return [] }
        let choices = libraries.map { (value: $0.id.description, label: "\($0.name)" as HTML) }
        return [.field(Field("library", "\(text: .requestForLibrary)", .choice(choices), required: true))]
    }
}

extension Sharing {
    func asker(_ request: WebRequest, on connection: any Connection) throws -> Asker {
        Asker(visitor: request.visitor, libraries: try ports.libraries(of: request.visitor, on: connection))
    }

    func asker(_ request: WebRequest) async throws -> Asker {
        guard request.visitor != nil else { return Asker(visitor: nil, libraries: []) }
        return try await database.read { try asker(request, on: $0) }
    }

    func today(_ request: WebRequest) throws -> Day { request.now.day(in: try request.requireHouse().zone) }
}
