// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Storage
import Web

extension MeasureHandlers {
    /// What others may take along.
    ///
    /// | method | path | who |
    /// |---|---|---|
    /// | GET, POST | /netzwerk/massnahmen/{measure}/materialien | members of its library |
    /// | POST | /netzwerk/massnahmen/{measure}/materialien/{material}/ende | members of its library |
    var materialRoutes: [Route] {
        [
            .get("/netzwerk/massnahmen/{measure}/materialien", .signedIn, handler: showMaterials),
            .post("/netzwerk/massnahmen/{measure}/materialien", .signedIn, handler: addLink),
            .post("/netzwerk/massnahmen/{measure}/materialien/{material}/ende", .signedIn, handler: removeMaterial),
        ]
    }

    @Sendable private func showMaterials(_ request: WebRequest) async throws -> WebResponse {
        try await materials(request, MaterialPages.newLink, isSaved: request.query["gespeichert"] != nil)
    }

    @Sendable private func addLink(_ request: WebRequest) async throws -> WebResponse {
        let form = try request.form()
        let id: MeasureID = try request.id("measure")
        do {
            var input = Input(form: form)
            let name = input.line("name", required: true, atMost: 120)
            let address = input.line("url", required: true, atMost: 1_000)
            let link = address.flatMap { $0.hasPrefix("http") ? Link(external: $0) : nil }
            if address != nil, link == nil { input.note("url", .materialURLUnreadable) }
            let licence = MaterialPages.licence(&input)
            let credit = input.line("credit", atMost: 200)
            try input.finish()
            guard let name, let link, let licence else { throw Rejection(.invalid, .pleaseCorrect) }
            try await database.write { connection in
                _ = try own(id, for: reader(request, on: connection), on: connection)
                guard
                    try measures.materials.materials(of: id, on: connection).count < MaterialStore.mostOfOne
                else { throw Rejection(.conflict, .tooManyMaterials) }
                try measures.materials.add(
                    name, .link(link), licence: licence, credit: credit, altText: nil, to: id, on: connection)
                connection.signal(.publicData(.network))
            }
            return .seeOther(saved(NetworkLinks.materials(id)))
        } catch let rejection as Rejection where rejection.kind == .invalid {
            return try await materials(request, FormState(form, rejection: rejection), isSaved: false)
        }
    }

    @Sendable private func removeMaterial(_ request: WebRequest) async throws -> WebResponse {
        let id: MeasureID = try request.id("measure")
        let material: ID<Material.Mark> = try request.id("material")
        let isRemoved = try await database.write { connection in
            _ = try own(id, for: reader(request, on: connection), on: connection)
            connection.signal(.publicData(.network))
            return try measures.materials.remove(material, of: id, on: connection)
        }
        guard isRemoved else { throw Rejection(.missing, .notFound) }
        return .seeOther(saved(NetworkLinks.materials(id)))
    }

    private func materials(_ request: WebRequest, _ state: FormState, isSaved: Bool) async throws -> WebResponse {
        let measure = try await ownMeasure(request)
        let list = try await database.read { try measures.materials.materials(of: measure.id, on: $0) }
        return WebResponse.page(
            MaterialPages(visitor: request.visitor).page(measure, list, state, isSaved: isSaved),
            status: state.rejection == nil ? .ok : .unprocessableContent
        ).privately
    }
}

/// Where a library gives others something to take along.
struct MaterialPages: Sendable {
    let visitor: Visitor?

    static let newLink = FormState([("licence", Licence.by.rawValue), ("source", SourceLicence.own.rawValue)])

    func page(_ measure: Measure, _ materials: [Material], _ state: FormState, isSaved: Bool) -> Page {
        let items = materials.map { material -> HTML in
            let label: HTML = "\(text: .removeMaterial)<span class=\"visually-hidden\">: \(material.name)</span>"
            let remove = Form(NetworkLinks.removal(material), button: label, style: "compact quiet").inline(visitor)
            return "<li>\(Self.line(material)) \(remove)</li>"
        }
        let list: HTML = items.isEmpty ? "<p>\(text: .noMaterialsYet)</p>" : "<ul class=\"plain\">\(items)</ul>"
        let saved: HTML =
            isSaved ? "<div class=\"notice success\" role=\"status\"><p>\(text: .materialsSaved)</p></div>" : ""
        let parts = MeasureFields.link
        let form = Form(NetworkLinks.materials(measure.id), button: "\(text: .addMaterial)")
        return Page(
            title: .measureMaterials, section: NetworkLinks.measuresSection,
            trail: [
                ("\(text: .ownMeasures)", NetworkLinks.own),
                ("\(measure.content.title)", NetworkLinks.edit(measure.id, .core)),
            ],
            content: """
                \(saved)\(state.summary(of: parts))
                <div class="title"><h1>\(text: .measureMaterials)</h1><p class="meta">\(measure.content.title)</p></div>
                \(list)
                <section class="card" aria-labelledby="neu"><h2 id="neu">\(text: .newLink)</h2>
                \(form.html(visitor, parts, state))</section>
                <p><a href="\(url: NetworkLinks.publish(measure.id))">\(text: .publishMeasure)</a></p>
                """)
    }

    /// The licence that was chosen, if what the material contains allows it.
    static func licence(_ input: inout Input) -> Licence? {
        let licence: Licence? = input.choice("licence", required: true)
        let source: SourceLicence? = input.choice("source", required: true)
        guard let licence, let source else { return nil }
        do {
            try source.check(licence)
        } catch {
            for problem in error.fields { input.note(problem.field, problem.message) }
        }
        return licence
    }

    static func line(_ material: Material) -> HTML {
        let name: HTML =
            switch material.place {
            case .link(let link):
                "<a href=\"\(url: link)\" rel=\"nofollow ugc noopener\">\(material.name)</a>"
            case .file: "\(material.name)"
            }
        let deed: HTML =
            material.licence.deed.map {
                "<a href=\"\(url: $0)\" rel=\"license noopener\">\(text: material.licence.title)</a>"
            } ?? "\(text: material.licence.title)"
        let credit: HTML = material.credit.map { ", \($0)" } ?? ""
        return "\(name) <span class=\"meta\">(\(deed)\(credit))</span>"
    }
}
