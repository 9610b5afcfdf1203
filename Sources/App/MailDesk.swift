// SPDX-License-Identifier: EUPL-1.2

import Accounts
import Kernel
import Mail
import Storage
import Web

/// Tells the people at a house's desk which of its mails did not arrive, and whom to reach another way.
struct MailDesk: Sendable {
    let database: any Database
    let outbox: MailOutbox
    let people: People

    func section(of house: HouseFrame, for visitor: Visitor, on connection: any Connection) throws -> DeskSection {
        let failures =
            visitor.has(.staff, in: house.id) ? try outbox.failures(of: house.id, on: connection) : []
        let items = try failures.map { mail in
            let contact = try mail.person.flatMap { try people.contact(of: $0, on: connection) }
            let whom: HTML = "\(contact?.name ?? "–") <bdi>\(contact?.email?.value ?? "")</bdi>"
            func button(_ act: String, _ label: TextKey) -> HTML {
                Form(
                    house.link("schreibtisch", "post", "\(mail.id)", act), button: "\(text: label)",
                    style: "compact secondary"
                ).inline(visitor)
            }
            return DeskItem(
                title: "\(text: .mailNotArrived)", link: house.link("schreibtisch"),
                details: "\(whom): \(mail.reason)",
                actions: button("nochmal", .mailAgain) + button("erledigt", .mailDone))
        }
        return DeskSection(title: TextUse(.mailsNotArrived), items: items)
    }

    /// | method | path | who |
    /// |---|---|---|
    /// | POST | /{house}/schreibtisch/post/{mail}/erledigt, the same below /netzwerk | staff |
    /// | POST | /{house}/schreibtisch/post/{mail}/nochmal, the same below /netzwerk | staff |
    var routes: [Route] {
        [
            .post("/{house}/schreibtisch/post/{mail}/erledigt", .role(.staff), handler: dismiss),
            .post("/{house}/schreibtisch/post/{mail}/nochmal", .role(.staff), handler: retry),
            .post("/netzwerk/schreibtisch/post/{mail}/erledigt", .role(.staff), handler: dismiss),
            .post("/netzwerk/schreibtisch/post/{mail}/nochmal", .role(.staff), handler: retry),
        ]
    }

    @Sendable private func dismiss(_ request: WebRequest) async throws -> WebResponse {
        try await act(request) { id, house, connection in
            try outbox.dismissFailure(id, of: house, on: connection)
        }
    }

    @Sendable private func retry(_ request: WebRequest) async throws -> WebResponse {
        let now = request.now
        return try await act(request) { id, house, connection in
            try outbox.retryFailure(id, of: house, now: now, on: connection)
        }
    }

    /// Back to the desk, also when another has done it already.
    private func act(
        _ request: WebRequest, _ act: @escaping @Sendable (Int64, HouseID, any Connection) throws -> Bool
    ) async throws -> WebResponse {
        let house = try request.requireHouse()
        guard let id = request.parameters["mail"].flatMap({ Int64($0) }) else { throw Rejection(.missing, .notFound) }
        _ = try await database.write { try act(id, house.id, $0) }
        return .seeOther(house.link("schreibtisch"))
    }
}
