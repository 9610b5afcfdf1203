// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage
import Web

extension MeasureHandlers {
    func examples(on connection: any Connection) throws -> [PageExample] {
        let find = NetworkLinks.measures
        let names = MeasureQuery.Names.page
        var pages = [
            PageExample(NetworkLinks.home), PageExample(find),
            PageExample(find.with(MeasureQuery.text, "xyzzy"), state: "empty"),
            PageExample(
                find.with(names.population, "4200").with(names.area, "180").with(names.staff, "1,5"), state: "fit"),
            PageExample(
                find.with(MeasureQuery.hoursCap, "2").with(MeasureQuery.moneyCap, "50"), state: "caps"),
            PageExample(find.with(names.population, "viele"), state: "error"),
            PageExample(NetworkLinks.own, viewer: .staff),
        ]
        if let measure = try measures.store.mostReused(limit: 1, on: connection).first {
            pages += examples(of: measure.id)
        }
        return pages
    }

    private func examples(of id: MeasureID) -> [PageExample] {
        let names = MeasureQuery.Names.page
        return [
            PageExample(NetworkLinks.measure(id)),
            PageExample(NetworkLinks.measure(id).with(names.population, "4200").with(names.area, "5"), state: "fit"),
            PageExample(
                NetworkLinks.measure(id).with(names.population, "4200").with(MeasureQuery.hoursCap, "viele"),
                state: "error"),
            PageExample(
                NetworkLinks.measure(id).with("gespeichert", "1").with("vorher", "hours_per_month:1-900"),
                state: "saved"),
            PageExample(NetworkLinks.print(id)), PageExample(NetworkLinks.history(id)),
            PageExample(NetworkLinks.inquire(id)),
            PageExample(NetworkLinks.inquire(id), state: "error", post: [("name", ""), ("email", "keine Adresse")]),
            PageExample(NetworkLinks.inquirySent(id).with("an", "mail"), state: "sent"),
            PageExample(NetworkLinks.measure(id), viewer: .staff),
            PageExample(NetworkLinks.withdraw(id), viewer: .staff),
            PageExample(NetworkLinks.materials(id), state: "forbidden", viewer: .staff),
        ]
    }
}
