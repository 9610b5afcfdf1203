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
    /// | POST | /api/v1/measures/{measure}/materials | members of its library |
    var materialRoutes: [Route] {
        [
            .get("/netzwerk/massnahmen/{measure}/materialien", .signedIn, handler: showMaterials),
            .post("/netzwerk/massnahmen/{measure}/materialien", .signedIn, handler: addMaterial)
                .taking(files: AttachedFile.limits),
            .post("/netzwerk/massnahmen/{measure}/materialien/{material}/ende", .signedIn, handler: removeMaterial),
            Route.post("/api/v1/measures/{measure}/materials", .signedIn, handler: createMaterial)
                .taking(files: AttachedFile.limits).documented(MeasureSchemas.addMaterial).ofNetwork(),
        ]
    }

    @Sendable private func showMaterials(_ request: WebRequest) async throws -> WebResponse {
        try await materials(request, MaterialForm.empty, isSaved: request.query["gespeichert"] != nil)
    }

    @Sendable private func addMaterial(_ request: WebRequest) async throws -> WebResponse {
        let id = try await ownMeasure(request).id
        do {
            let (form, place) = try await material(request)
            try await database.write { _ = try add(form, at: place, to: id, request, on: $0) }
            return .seeOther(saved(NetworkLinks.materials(id)))
        } catch let rejection as Rejection where [.invalid, .tooLarge, .conflict].contains(rejection.kind) {
            return try await materials(request, FormState(request.form(), rejection: rejection), isSaved: false)
        }
    }

    @Sendable private func createMaterial(_ request: WebRequest) async throws -> WebResponse {
        let id = try await ownMeasure(request).id
        let (form, place) = try await material(request)
        return try await once.write(request) { connection in
            let material = try add(form, at: place, to: id, request, on: connection)
            return try .json(MeasureJSON.material(material), status: .created)
        }
    }

    /// What was sent. A file is on the disk before its use is written.
    private func material(_ request: WebRequest) async throws -> (MaterialForm, Material.Place) {
        var input = try request.input()
        let form = MaterialForm.read(&input)
        try input.finish()
        guard let form else { throw Rejection(.invalid, .pleaseCorrect) }
        switch form.place {
        case .link(let link): return (form, .link(link))
        case .upload(let upload): return (form, .file(try await files.keep(upload, now: request.now)))
        }
    }

    private func add(
        _ form: MaterialForm, at place: Material.Place, to id: MeasureID, _ request: WebRequest,
        on connection: any Connection
    ) throws -> Material {
        _ = try own(id, for: reader(request, on: connection), on: connection)
        guard try measures.materials.materials(of: id, on: connection).count < MaterialStore.mostOfOne else {
            throw Rejection(.conflict, .tooManyMaterials)
        }
        if case .file(let file) = place { try files.enter(file.stored, now: request.now, on: connection) }
        let material = try measures.materials.add(
            form.name, place, licence: form.licence, credit: form.credit, altText: form.altText, to: id,
            on: connection)
        connection.signal(.publicData(.network))
        return material
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
            status: state.rejection?.kind.status ?? .ok
        ).privately
    }
}

/// Where a library gives others something to take along.
struct MaterialPages: Sendable {
    let visitor: Visitor?

    func page(_ measure: Measure, _ materials: [Material], _ state: FormState, isSaved: Bool) -> Page {
        let items = materials.map { material -> HTML in
            let label: HTML = "\(text: .removeMaterial)<span class=\"visually-hidden\">: \(material.name)</span>"
            let remove = Form(NetworkLinks.removal(material), button: label, style: "compact quiet").inline(visitor)
            return "<li>\(Self.line(material)) \(remove)</li>"
        }
        let list: HTML = items.isEmpty ? "<p>\(text: .noMaterialsYet)</p>" : "<ul class=\"plain\">\(items)</ul>"
        let saved: HTML =
            isSaved ? "<div class=\"notice success\" role=\"status\"><p>\(text: .materialsSaved)</p></div>" : ""
        let parts = MaterialForm.parts
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
                <section class="card" aria-labelledby="neu"><h2 id="neu">\(text: .newMaterial)</h2>
                \(form.html(visitor, parts, state))</section>
                <p><a href="\(url: NetworkLinks.publish(measure.id))">\(text: .publishMeasure)</a></p>
                """)
    }

    /// A material with what is to be known before it is opened.
    static func line(_ material: Material) -> HTML {
        let (name, facts): (HTML, HTML) =
            switch material.place {
            case .link(let link):
                ("<a href=\"\(url: link)\" rel=\"nofollow ugc noopener\">\(material.name)</a>", "")
            case .file(let file): ("<a href=\"\(url: file.link)\">\(material.name)</a>", "\(file.facts); ")
            }
        let deed: HTML =
            material.licence.deed.map {
                "<a href=\"\(url: $0)\" rel=\"license noopener\">\(text: material.licence.title)</a>"
            } ?? "\(text: material.licence.title)"
        let credit: HTML = material.credit.map { ", \($0)" } ?? ""
        return "\(name) <span class=\"meta\">(\(facts)\(deed)\(credit))</span>\(picture(material))"
    }

    private static func picture(_ material: Material) -> HTML {
        guard case .file(let file) = material.place, file.isImage else { return "" }
        return """
            <br><img src="\(url: file.link)" alt="\(material.altText ?? "")" loading="lazy">
            """
    }
}
