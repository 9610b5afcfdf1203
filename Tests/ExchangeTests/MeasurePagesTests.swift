// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Testing

@testable import Exchange
@testable import Web

@Suite("Pages of measures")
struct MeasurePagesTests {
    @Test("say by which word something was found, and ask for figures only where there is something to judge")
    func meant() async throws {
        let network = try await TestNetwork()
        try await network.publish("Saatgut tauschen")
        let found = await network.get("/netzwerk/massnahmen?q=Saatgud").text
        #expect(found.contains("Zu „Saatgud“ gibt es nichts."))
        #expect(found.contains("<h2 id=\"treffer\">Eine Maßnahme</h2>") && found.contains("Tragt oben eure Zahlen ein"))
        let exact = await network.get("/netzwerk/massnahmen?q=Saatgut").text
        #expect(exact.contains("Saatgut tauschen") && !exact.contains("gibt es nichts"))
        let nothing = await network.get("/netzwerk/massnahmen?q=xyzzy").text
        #expect(nothing.contains("Dazu haben wir noch nichts"))
        #expect(!nothing.contains("Tragt oben eure Zahlen ein") && !nothing.contains("gibt es nichts"))
    }

    @Test("ask whether a library did it too, but not the one that told of it, nor one that said so")
    func adapting() async throws {
        let network = try await TestNetwork()
        let measure = try await network.publish("Gaming", by: TestNetwork.markt)
        try await network.adapt(measure, by: TestNetwork.dorf)
        func label(_ library: ExchangePorts.Library?) async throws -> String {
            let page = await network.get("/netzwerk/massnahmen/\(measure.id)", as: library).text
            let link = try #require(
                page.firstMatch(of: #/<a class="button( secondary)?" href="[^"]*/nachgemacht">([^<]*)</#))
            return String(link.2)
        }
        #expect(try await label(nil) == "Haben wir auch gemacht")
        #expect(try await label(TestNetwork.stadt) == "Haben wir auch gemacht")
        #expect(try await label(TestNetwork.markt) == "Haben wir noch einmal gemacht")
        #expect(try await label(TestNetwork.dorf) == "Eure Angaben ändern")
    }
}
