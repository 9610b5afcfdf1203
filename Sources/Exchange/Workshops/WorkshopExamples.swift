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
            PageExample(WorkshopLinks.new, state: "error", post: [("name", "")]),
            PageExample(WorkshopLinks.material), PageExample(WorkshopLinks.join),
            PageExample(WorkshopLinks.join("NNNNNN"), state: "error"), PageExample(WorkshopLinks.published),
            PageExample(WorkshopLinks.own, state: "empty", viewer: .staff),
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
                PageExample(WorkshopLinks.participation(demo.participant, "ergebnis"), state: "released"),
            ].filter { workshop.former != nil || !$0.link.value.hasSuffix("/vergleich") && $0.state != "released" }
            if workshop.isReleased, let code = workshop.code {
                pages.append(PageExample(WorkshopLinks.lateResults(code), state: "released"))
            }
            if let library = workshop.organisation {
                pages.append(PageExample(WorkshopLinks.published(library)))
                if workshop.former != nil { pages += examples(of: key, for: .member(library)) }
            }
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

    /// What members of the library see that a workshop belongs to.
    private func examples(of key: String, for member: PageExample.Viewer) -> [PageExample] {
        [
            PageExample(WorkshopLinks.start, state: "member", viewer: member),
            PageExample(WorkshopLinks.new, state: "member", viewer: member),
            PageExample(WorkshopLinks.own, viewer: member),
            PageExample(WorkshopLinks.moderation(key, "bibliothek"), viewer: member),
            PageExample(WorkshopLinks.moderation(key, "veroeffentlichung"), viewer: member),
        ]
    }
}
