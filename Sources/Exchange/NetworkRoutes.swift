// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Storage
import Web

/// The first page of the network.
///
/// | method | path      | who      |
/// |--------|-----------|----------|
/// | GET    | /netzwerk | everyone |
struct NetworkRoutes: Sendable {
    let database: any Database

    var all: [Route] { [.publicly("/netzwerk", handler: home)] }

    private func home(_ request: WebRequest) async throws -> WebResponse {
        .page(Page(title: TextUse(.networkTitle), content: "<h1>\(text: .networkTitle)</h1>"))
    }
}
