// SPDX-License-Identifier: EUPL-1.2

import Accounts
import Directory
import Exchange
import Foundation
import Houses
import Imaging
import Kernel
import Logging
import Mail
import Rooms
import Search
import Storage
import Web

/// Everything the server is made of, connected: the only place that knows all capabilities.
final class Wiring: Sendable {
    let settings: Settings
    let clock: Clock
    let logger: Logger
    let database: any Database
    let vault: Vault
    let people: People
    let sessions: Sessions
    let administration: Administration
    let frames: HouseFrames
    let houses: HousesCapability
    let rooms: RoomsCapability
    let directoryCapability: DirectoryCapability
    let exchange: ExchangeCapability
    let search: SearchIndex
    let capabilities: [any Capability]
    let outbox: MailOutbox
    let once: Once
    let files: FileStore
    let cleaner: ImageCleaner
    let fileTidying: RecurringWork
    let fileRoutes: FileRoutes
    let versions: PublicVersions
    let requestCounts = RequestCounts()
    let letters: Letters
    let catalogue: Catalogue
    let mailDesk: MailDesk
    private let directory: DataDirectory?

    /// Opens the database and connects the parts. Carries out no migration.
    init(_ settings: Settings, base: String, clock: Clock = .system, logger: Logger) async throws {
        self.settings = settings
        self.clock = clock
        self.logger = logger
        directory = settings.usesPostgres ? nil : try DataDirectory(settings.data)
        let database: any Database =
            if let url = settings.database {
                try await PostgresDatabase(url: url)
            } else {
                try SQLiteDatabase(path: DataDirectory.databaseFile(in: settings.data))
            }
        self.database = database
        vault = Vault(
            try await KeyFile(path: settings.masterKeyPath).settledKeys {
                try await Administration.fits(Vault($0), database)
            })
        people = People(vault: vault, clock: clock)
        sessions = Sessions(database: database, people: people)
        frames = HouseFrames(database: database)
        versions = PublicVersions()
        once = Once(database)
        files = FileStore(directory: DataDirectory.files(in: settings.data))
        try files.prepare()
        cleaner = try ImageCleaner()
        catalogue = try Catalogue(
            [
                WebCatalogue.source, AccountsCapability.catalogue, HousesCapability.catalogue,
                DirectoryCapability.catalogue, RoomsCapability.catalogue, ExchangeCapability.catalogue,
                Catalogue.Source(capability: "App", files: Embedded.texts),
            ])
        outbox = MailOutbox(
            database: database, transport: try mailTransport(url: settings.mail ?? "file:\(settings.data)/mail"),
            ports: Self.mailPorts(people), clock: clock)
        guard let sender = MailAddress(settings.mailFrom) else { throw Complaint("--mail-from is not an address") }
        letters = Letters(outbox: outbox, catalogue: catalogue, sender: sender, base: base, clock: clock)

        mailDesk = MailDesk(database: database, outbox: outbox, people: people)
        let others = Others()
        let accountsPorts = AccountsPorts(
            exportOthers: { try others.export($0, on: $1) },
            eraseOthers: { [outbox] person, now, connection in
                try others.erase(person, now: now, on: connection)
                try outbox.erase(person: person, on: connection)
            },
            place: { try others.resolve($0, on: $1) },
            ledger: settings.usesPostgres
                ? TableErasureLedger(database) : FileErasureLedger(path: DataDirectory.erasures(in: settings.data)))
        administration = Administration(database: database, people: people, letters: letters, ports: accountsPorts)
        let accounts = AccountsCapability(
            database: database, people: people, letters: letters, ports: accountsPorts,
            zone: TimeZone(identifier: "Europe/Berlin") ?? .gmt)
        search = SearchIndex(database: database)
        let invitation = Invitation(database: database, people: people, letters: letters)
        directoryCapability = DirectoryCapability(
            database: database, search: search, letters: letters,
            ports: DirectoryPorts(
                house: { [frames] in try frames.house($0, on: $1) },
                people: Self.directoryPeople(people, invitation),
                panels: { library, visitor, _, connection in
                    try others.capability(ExchangeCapability.self).map {
                        [try $0.panel(of: library, for: visitor, on: connection)]
                    } ?? []
                },
                published: Self.publishedResults(others),
                firstSteps: { ExchangeCapability.firstSteps },
                handOver: { leaving, heir, library, connection in
                    try others.capability(ExchangeCapability.self)?.handOver(
                        from: leaving, to: heir, of: library, now: clock.now(), on: connection)
                },
                changed: { libraries, connection in
                    try others.capability(ExchangeCapability.self)?.changed(
                        libraries, now: clock.now(), on: connection)
                },
                left: { library, now, connection in
                    let exchange = others.capability(ExchangeCapability.self)
                    try exchange?.left(library, now: now, on: connection)
                    try exchange?.changed([library], now: now, on: connection)
                }))
        rooms = RoomsCapability(
            database: database, ports: Self.roomsPorts(people, frames), letters: letters, once: once)
        exchange = ExchangeCapability(
            database: database, search: search,
            ports: Self.exchangePorts(people, frames, others, directoryCapability.libraries),
            workshops: Self.workshopPorts(directoryCapability.libraries),
            sharing: Self.sharingPorts(
                people: people, frames: frames, others: others, libraries: directoryCapability.libraries),
            letters: letters, once: once, files: files)
        houses = HousesCapability(
            database: database, clock: clock, letters: letters,
            ports: Self.housesPorts(
                people: people, others: others, rooms: rooms, directory: directoryCapability,
                organisations: OrganisationsPort(house: { [frames] in try frames.house($0, on: $1) }),
                invitation: invitation, mailDesk: mailDesk))
        fileTidying = files.tidying(database) { try others.usedFiles(among: $0, on: $1) }
        fileRoutes = FileRoutes(store: files, database: database) { file, name, visitor, connection in
            try others.show(file, named: name, to: visitor, on: connection)
        }
        capabilities = [accounts, houses, directoryCapability, rooms, exchange]
        others.set([houses, directoryCapability, rooms, exchange])
        let (frames, versions) = (frames, versions)
        database.onCommit { signals in
            frames.note(signals)
            versions.note(signals)
        }
    }

    /// All migrations, in the order in which they are carried out.
    static let migrations: [Migration] =
        JobStore.migrations + FileStore.migrations + Once.migrations + MailMigrations.all
        + AccountsCapability.migrations
        + HousesCapability.migrations + DirectoryCapability.migrations + RoomsCapability.migrations
        + SearchIndex.migrations + ExchangeCapability.migrations

    /// Brings the schema up to date and forgets again whoever was forgotten since.
    func prepare() async throws {
        try await database.migrate(Self.migrations, clock: clock)
        guard try await Administration.fits(vault, database) else {
            throw Complaint("The key file \(settings.masterKeyPath) is not the one that this database was sealed with.")
        }
        try await administration.reapplyErasures()
        try await searchProof.fill()
    }

    var searchProof: SearchProof { SearchProof(database: database, capabilities: capabilities, clock: clock) }

    func close() async throws { try await database.close() }

    private static func mailPorts(_ people: People) -> MailPorts {
        MailPorts(
            seal: { person, data, connection in try people.seal(data, for: person, on: connection) },
            open: { person, data, connection in try people.open(data, of: person, on: connection) },
            deliveryFailed: { _, _ in })
    }

    private static func roomsPorts(_ people: People, _ frames: HouseFrames) -> RoomsPorts {
        RoomsPorts(
            enterPerson: { contact, connection in
                try people.enter(
                    name: contact.name, email: contact.email, phone: contact.phone, language: contact.language,
                    on: connection)
            },
            confirmPerson: { person, now, connection in try people.confirm(person, now: now, on: connection) },
            contact: { person, connection in
                try people.contact(of: person, on: connection).map {
                    RoomsPorts.Contact(name: $0.name, email: $0.email, phone: $0.phone, language: $0.language)
                }
            },
            seal: { data, person, connection in try people.seal(data, for: person, on: connection) },
            open: { data, person, connection in try people.open(data, of: person, on: connection) },
            house: { id in try await frames.all().first { $0.id == id } },
            frame: { try frames.house($0, on: $1) })
    }
}

/// What the owner of the server is told at the command line.
struct Complaint: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
