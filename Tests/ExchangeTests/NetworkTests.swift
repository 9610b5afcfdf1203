// SPDX-License-Identifier: EUPL-1.2

import Exchange
import Testing

@Suite("The network")
struct NetworkTests {
    @Test func isACapability() { #expect(ExchangeCapability.name == "exchange") }
}
