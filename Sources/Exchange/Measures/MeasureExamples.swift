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
            PageExample(NetworkLinks.own, state: "empty", viewer: .staff),
            PageExample(NetworkLinks.newMeasure, state: "forbidden", viewer: .staff),
            PageExample(NetworkLinks.inquiry(.random()), state: "unknown"),
        ]
        if let measure = try measures.store.mostReused(limit: 1, on: connection).first {
            pages += examples(of: measure.id)
            pages += examples(of: measure.id, for: .member(measure.library))
            pages += try measures.inquiries.waiting(for: measure.library, on: connection).prefix(1).flatMap { inquiry in
                let link = NetworkLinks.answerInquiry(inquiry.id)
                let member = PageExample.Viewer.member(measure.library)
                return [
                    PageExample(link, viewer: member),
                    PageExample(link, state: "error", viewer: member, post: [(TalkPart.answer, "")]),
                ]
            }
            let others = try measures.adaptations.adaptations(of: [measure.id], on: connection).map(\.library)
            let thanked = try measures.talk.thanked(measure.id, by: others, on: connection)
            if let one = others.first(where: { !thanked.contains($0) }) ?? others.first {
                pages += examples(adapting: measure.id, for: .member(one))
            }
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
        ]
    }

    /// What the library sees that told the measure.
    private func examples(of id: MeasureID, for member: PageExample.Viewer) -> [PageExample] {
        let materials = NetworkLinks.materials(id)
        return [
            PageExample(NetworkLinks.home, state: "own", viewer: member),
            PageExample(NetworkLinks.measures, state: "own", viewer: member),
            PageExample(NetworkLinks.own, viewer: member),
            PageExample(NetworkLinks.newMeasure, viewer: member),
            PageExample(NetworkLinks.newMeasure, state: "error", viewer: member, post: [("title", "")]),
            PageExample(NetworkLinks.measure(id), state: "own", viewer: member),
            PageExample(
                NetworkLinks.edit(id, .effort), state: "error", viewer: member,
                post: EffortFigure.allCases.map { ("effort.\($0.rawValue)", "viel") }),
            PageExample(NetworkLinks.publish(id), viewer: member),
            PageExample(materials, viewer: member),
            PageExample(materials, state: "error", viewer: member, post: [("name", ""), ("licence", "alle")]),
            PageExample(
                materials, state: "false file", viewer: member,
                post: [("name", "Plan"), ("licence", Licence.by.rawValue), ("source", SourceLicence.own.rawValue)],
                file: PageExample.File("file", name: "plan.pdf", contentType: "application/pdf", content: "kein PDF")),
            PageExample(
                materials, state: "waiting file", viewer: member, post: [("name", "")],
                file: PageExample.File("file", name: "plan.txt", contentType: "text/plain", content: "Ein Plan.\n")),
        ] + MeasureStep.allCases.map { PageExample(NetworkLinks.edit(id, $0), state: $0.rawValue, viewer: member) }
    }

    /// What a library sees that did it too.
    private func examples(adapting id: MeasureID, for member: PageExample.Viewer) -> [PageExample] {
        let adaptation = NetworkLinks.adapt(id)
        return [
            PageExample(NetworkLinks.measure(id), state: "of another", viewer: member),
            PageExample(
                NetworkLinks.questions(id), state: "error", viewer: member, post: [(TalkPart.question, "")]),
            PageExample(NetworkLinks.inquire(id), state: "member", viewer: member),
            PageExample(adaptation, viewer: member),
            PageExample(adaptation, state: "error", viewer: member, post: [("effort.hours_per_month", "x")]),
        ]
    }
}
