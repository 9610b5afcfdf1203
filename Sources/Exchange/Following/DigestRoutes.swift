// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Storage
import Web

extension Sharing {
    /// Ending the weekly mail. No sign-in: the token of the mail shows whose it is. A mail program ends it by one POST to
    /// the address in `List-Unsubscribe` (RFC 8058), a person by the button of the page.
    ///
    /// | method | path | who |
    /// |---|---|---|
    /// | GET, POST | /netzwerk/abmelden/{token} | who has the mail |
    var digestRoutes: [Route] {
        [
            .get("/netzwerk/abmelden/{token}", .everyone, handler: askUnsubscribe),
            .post("/netzwerk/abmelden/{token}", .everyone, handler: unsubscribe),
        ]
    }

    @Sendable private func askUnsubscribe(_ request: WebRequest) async throws -> WebResponse {
        let token = try request.token("token")
        let isOn = try await database.read { connection in
            guard let person = try readers.person(token, on: connection) else {
                throw Rejection(.gone, .digestTokenUnknown)
            }
            return try readers.reader(person, on: connection)?.isOn ?? false
        }
        let page = isOn ? UnsubscribePages.ask(token, request.visitor) : UnsubscribePages.done
        return WebResponse.page(page).privately
    }

    /// Answers 200 with a page, not a redirect: RFC 8058 wants none.
    @Sendable private func unsubscribe(_ request: WebRequest) async throws -> WebResponse {
        let token = try request.token("token")
        let now = request.now
        try await database.write { connection in
            guard let person = try readers.person(token, on: connection) else {
                throw Rejection(.gone, .digestTokenUnknown)
            }
            try readers.set(false, for: person, now: now, on: connection)
        }
        return WebResponse.page(UnsubscribePages.done).privately
    }
}

/// The pages behind the link of the weekly mail.
enum UnsubscribePages {
    static func ask(_ token: SecretToken, _ visitor: Visitor?) -> Page {
        Page(
            title: .digestEndTitle, head: head,
            content: """
                <h1>\(text: .digestEndTitle)</h1><p class="lead">\(text: .digestEndLead)</p>
                \(Form(SharingLinks.unsubscribe(token), button: "\(text: .digestEndDo)").html(visitor))
                """)
    }

    static var done: Page {
        Page(
            title: .digestEnded, head: head,
            content: """
                <h1>\(text: .digestEnded)</h1><p class="lead">\(text: .digestEndedLead)</p>
                <p><a class="button secondary" href="\(url: SharingLinks.subscriptions)">\(text: .digestAction)</a></p>
                """)
    }

    private static let head: HTML = "<meta name=\"robots\" content=\"noindex\">"
}
