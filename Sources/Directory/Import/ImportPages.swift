// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// Bringing a statistics file in: paste it, check the mapping, look at each row's fate, then write.
struct ImportPages: Sendable {
    let visitor: Visitor
    let language: Language

    /// Rows of a preview or report that a page shows; those with trouble come first.
    private static let rowsAtMost = 200

    private var trail: [(title: HTML, link: Link)] {
        [("\(text: .desk)", LibraryLinks.desk), ("\(text: .importLibraries)", LibraryLinks.imports)]
    }

    func ask(_ state: FormState, _ latest: [LibraryImport]) -> Page {
        let fields = ImportForm.fields
        let form = Form(LibraryLinks.imports, button: "\(text: .readFile)")
        let items = latest.map { entry -> HTML in
            let title: HTML = "\(text: .importOf, ["year": "\(entry.year.description)", "number": "\(entry.id.value)"])"
            return
                "<li><a href=\"\(url: LibraryLinks.imports(entry.id))\">\(title)</a>: \(text: name(entry.state))</li>"
        }
        let earlier: HTML =
            items.isEmpty ? "" : "<h2>\(text: .earlierImports)</h2><ul>\(items)</ul>"
        return Page(
            title: .importLibraries, section: LibraryLinks.section, trail: Array(trail.prefix(1)),
            content: """
                <div class="title"><h1>\(text: .importLibraries)</h1><p class="lead">\(text: .importLead)</p></div>
                \(state.summary(of: fields))
                \(form.html(visitor, fields, state))
                \(earlier)
                """)
    }

    private func name(_ state: LibraryImport.State) -> TextKey {
        switch state {
        case .draft: .importDraft
        case .running: .importRunning
        case .done: .importDone
        }
    }

    // MARK: Before

    func draft(_ entry: LibraryImport, header: [String], plan: ImportPlan?, problem: TextKey?) -> Page {
        let start = Form(LibraryLinks.imports(entry.id, "uebernahme"), button: "\(text: .startImport)")
        let discard = Form(
            LibraryLinks.imports(entry.id, "abbruch"), button: "\(text: .discardImport)", style: "secondary")
        let preview: HTML =
            plan.map { plan in
                """
                \(counts(plan.counts))\(table(plan))\
                \(plan.newCount + plan.updatedCount > 0 ? start.html(visitor) : "<p>\(text: .nothingToImport)</p>")
                """
            } ?? problem.map { "<div class=\"notice warning\"><p>\(text: $0)</p></div>" } ?? ""
        return Page(
            title: title(entry), section: LibraryLinks.section, trail: trail,
            content: """
                <div class="title"><h1>\(text: title(entry))</h1>\
                <p class="meta">\(text: .rowsRead, count: entry.rowCount)</p></div>
                <section aria-labelledby="zuordnung"><h2 id="zuordnung">\(text: .mapping)</h2>\
                <p>\(text: .mappingLead)</p>\(mapping(entry, header))</section>
                <section aria-labelledby="vorschau"><h2 id="vorschau">\(text: .preview)</h2>\(preview)</section>
                \(discard.html(visitor))
                """)
    }

    private func title(_ entry: LibraryImport) -> TextUse {
        TextUse(.importOf, ["year": "\(entry.year.description)", "number": "\(entry.id.value)"])
    }

    private func mapping(_ entry: LibraryImport, _ header: [String]) -> HTML {
        let columns = [("", "\(text: .noColumn)" as HTML)] + header.uniqued.map { ($0, "\($0)" as HTML) }
        var fields = ImportTarget.allCases.map { target in
            Field(target.rawValue, "\(text: target.title)", .choice(columns), required: true, width: "short")
        }
        let scopes =
            [("", "\(text: .scopeUnknown)" as HTML)] + AreaScope.allCases.map { ($0.rawValue, "\(text: $0.title)") }
        fields.append(
            Field(FigureForm.scopeField, "\(text: .scopeLabel)", .choice(scopes), required: true, width: "short"))
        var values = entry.mapping.columns.map { (name: $0.key, value: $0.value) }
        if let scope = entry.mapping.scope { values.append((FigureForm.scopeField, scope)) }
        let form = Form(
            LibraryLinks.imports(entry.id, "zuordnung"), button: "\(text: .saveMapping)", style: "secondary")
        return form.html(visitor, fields, FormState(values))
    }

    private func counts(_ counts: LibraryImport.Counts) -> HTML {
        """
        <ul class="tags"><li><span class="tag good">\(text: .rowsNew, count: counts.new)</span></li>\
        <li><span class="tag accent">\(text: .rowsUpdated, count: counts.updated)</span></li>\
        <li><span class="tag">\(text: .rowsUnchanged, count: counts.unchanged)</span></li>\
        <li><span class="tag bad">\(text: .rowsRefused, count: counts.refused)</span></li></ul>
        """
    }

    private func table(_ plan: ImportPlan) -> HTML {
        let trouble = plan.rows.filter { if case .refused = $0.fate { true } else { !$0.notes.isEmpty } }
        let smooth = plan.rows.filter { row in !trouble.contains { $0.line == row.line } || trouble.count > 1_000 }
        let shown = (trouble + smooth).prefix(Self.rowsAtMost)
        let rows = shown.map { row -> HTML in
            var remarks = row.notes.map { remark($0.column, $0.reason) }
            if case .refused(let column, let reason) = row.fate { remarks.insert(remark(column, reason), at: 0) }
            return """
                <tr><th scope="row">\(row.line)</th><td data-label="\(text: .libraryName)">\(row.name)</td>\
                <td data-label="\(text: .rowFate)">\(fate(row.fate))</td>\
                <td data-label="\(text: .rowRemarks)">\(remarks.joined(by: "<br>"))</td></tr>
                """
        }
        let more: HTML =
            plan.rows.count > shown.count
            ? "<p>\(text: .moreRows, count: plan.rows.count - shown.count)</p>" : ""
        return frame(rows) + more
    }

    private func frame(_ rows: [HTML]) -> HTML {
        """
        <table class="stack"><caption class="visually-hidden">\(text: .preview)</caption><thead><tr>\
        <th scope="col">\(text: .rowLine)</th><th scope="col">\(text: .libraryName)</th>\
        <th scope="col">\(text: .rowFate)</th><th scope="col">\(text: .rowRemarks)</th></tr></thead>\
        <tbody>\(rows)</tbody></table>
        """
    }

    private func remark(_ column: String?, _ reason: TextUse) -> HTML {
        column.map { "<strong>\($0)</strong>: \(text: reason)" } ?? "\(text: reason)"
    }

    private func fate(_ fate: ImportPlan.Fate) -> HTML {
        switch fate {
        case .new: "<span class=\"tag good\">\(text: .fateNew)</span>"
        case .updated(let id):
            "<span class=\"tag accent\"><a href=\"\(url: LibraryLinks.library(id))\">\(text: .fateUpdated)</a></span>"
        case .unchanged(let id):
            "<span class=\"tag\"><a href=\"\(url: LibraryLinks.library(id))\">\(text: .fateUnchanged)</a></span>"
        case .refused: "<span class=\"tag bad\">\(text: .fateRefused)</span>"
        }
    }

    // MARK: Meanwhile and after

    func progress(_ entry: LibraryImport) -> Page {
        let isDone = entry.state == .done
        let done = entry.counts.all
        let bar: HTML =
            isDone
            ? "<div class=\"notice success\" role=\"status\"><p>\(text: .importDoneLead)</p></div>"
            : """
            <p role="status">\(text: .importProgress, count: entry.rowCount, ["done": "\(done)"])</p>\
            <p><progress max="\(entry.rowCount)" value="\(done)" aria-label="\(text: .importRunning)">\(done)</progress></p>\
            <p>\(text: .importMayLeave) <a href="\(url: LibraryLinks.imports(entry.id))">\(text: .lookAgain)</a></p>
            """
        let lines = ImportReport.lines(of: entry.report)
        let rows = lines.prefix(Self.rowsAtMost).map { line -> HTML in
            let tag: HTML =
                line.isRefused
                ? "<span class=\"tag bad\">\(text: .fateRefused)</span>"
                : "<span class=\"tag\">\(text: .fateNoted)</span>"
            return """
                <tr><th scope="row">\(line.line)</th><td data-label="\(text: .libraryName)">\(line.name)</td>\
                <td data-label="\(text: .rowFate)">\(tag)</td>\
                <td data-label="\(text: .rowRemarks)">\(remark(line.column, line.message))</td></tr>
                """
        }
        return Page(
            title: title(entry), section: LibraryLinks.section, trail: trail,
            content: """
                <div class="title"><h1>\(text: title(entry))</h1></div>
                \(bar)\(counts(entry.counts))
                \(rows.isEmpty ? "" : frame(rows))
                <p><a class="button secondary" href="\(url: LibraryLinks.list)">\(text: .libraries)</a></p>
                """)
    }
}

extension [String] {
    /// Each once, in its place.
    fileprivate var uniqued: [String] {
        var seen: Set<String> = []
        return filter { !$0.isEmpty && seen.insert($0).inserted }
    }
}
