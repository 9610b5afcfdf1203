// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Storage
package import Web

extension Workshops {
    /// Pages in their states. Those of the model workshops go by the demonstration's own links, which are no secret.
    package func examples(on connection: any Connection) throws -> [PageExample] {
        var pages = [
            PageExample(WorkshopLinks.start), PageExample(WorkshopLinks.new),
            PageExample(WorkshopLinks.new.with("weg", "kurz"), state: "short"),
            PageExample(WorkshopLinks.start, state: "member", viewer: .staff),
            PageExample(WorkshopLinks.new, state: "member", viewer: .staff),
            PageExample(WorkshopLinks.new, state: "error", post: [("name", "")]),
            PageExample(WorkshopLinks.material), PageExample(WorkshopLinks.join),
            PageExample(WorkshopLinks.join("NNNNNN"), state: "error"), PageExample(WorkshopLinks.published),
            PageExample(WorkshopLinks.own, viewer: .staff),
        ]
        for demo in WorkshopDemo.Run.allCases {
            guard let workshop = try store.workshop(demo.token, on: connection) else { continue }
            pages += try examples(of: workshop, key: demo.token.text, demo, on: connection)
        }
        return pages
    }

    private func examples(
        of workshop: Workshop, key: String, _ demo: WorkshopDemo.Run, on connection: any Connection
    ) throws -> [PageExample] {
        func link(_ part: String) -> Link { WorkshopLinks.moderation(key, part) }
        let state = demo.rawValue
        var pages = [
            PageExample(WorkshopLinks.moderation(key), state: state), PageExample(link("loeschen"), state: state),
        ]
        if let code = workshop.code { pages.append(PageExample(WorkshopLinks.join(code), state: state)) }
        if try answers.participant(demo.participant, on: connection) != nil {
            pages.append(PageExample(WorkshopLinks.participation(demo.participant), state: state))
        }
        switch workshop.state {
        case .ended:
            pages += [
                PageExample(link("ergebnis")), PageExample(link("vergleich")),
                PageExample(link("bibliothek"), viewer: .staff), PageExample(link("veroeffentlichung"), viewer: .staff),
                PageExample(WorkshopLinks.participation(demo.participant, "ergebnis"), state: "released"),
            ].filter { workshop.former != nil || !$0.link.value.hasSuffix("/vergleich") && $0.state != "released" }
            if let library = workshop.organisation { pages.append(PageExample(WorkshopLinks.published(library))) }
        case .running where workshop.mode == .each:
            pages += [
                PageExample(link("boegen")), PageExample(link("boegen"), state: "error", post: []),
                PageExample(link("einladung")),
                PageExample(link("stand"), state: "conflict", post: [("version", "999"), ("act", "end")]),
            ]
        case .running:
            pages.append(
                PageExample(
                    link("angaben"), state: "error",
                    post: [("step", workshop.step.rawValue), ("note.R5", "x"), ("importance.children", "9")]))
        default: break
        }
        return pages
    }
}
