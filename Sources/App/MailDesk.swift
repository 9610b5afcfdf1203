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
            let done = Form(
                house.link("schreibtisch", "post", "\(mail.id)", "erledigt"), button: "\(text: .mailDone)",
                style: "compact secondary")
            return DeskItem(
                title: "\(text: .mailNotArrived)", link: house.link("schreibtisch"),
                details: "\(whom): \(mail.reason)", actions: done.html(visitor))
        }
        return DeskSection(title: TextUse(.mailsNotArrived), items: items)
    }

    /// | method | path | who |
    /// |---|---|---|
    /// | POST | /{house}/schreibtisch/post/{mail}/erledigt | staff |
    var routes: [Route] {
        [.post("/{house}/schreibtisch/post/{mail}/erledigt", .role(.staff), handler: dismiss)]
    }

    @Sendable private func dismiss(_ request: WebRequest) async throws -> WebResponse {
        let house = try request.requireHouse()
        guard let id = request.parameters["mail"].flatMap({ Int64($0) }) else { throw Rejection(.missing, .notFound) }
        _ = try await database.write { [outbox] in try outbox.dismissFailure(id, of: house.id, on: $0) }
        return .seeOther(house.link("schreibtisch"))
    }
}
