// SPDX-License-Identifier: EUPL-1.2

package import Kernel

/// The frame around every page: head, header with house, language and menu, `<main>`, footer.
struct Frame: Sendable {
    let assets: Assets
    let sections: [Section]
    /// What the platform calls itself where no house is shown.
    let platformName = "Stadtzimmer"

    func render(_ page: Page, for request: WebRequest) -> [UInt8] {
        let language = request.language
        let name = request.house?.name.html(for: language) ?? "\(platformName)"
        let home = request.house?.link() ?? Link(path: [])
        let document: HTML = """
            <!DOCTYPE html>
            <html lang="\(language.rawValue)" dir="\(language.direction)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(text: page.title) – \(request.house?.name.text(for: language) ?? platformName)</title>
            <link rel="icon" href="\(url: assets.link("favicon.svg"))" type="image/svg+xml">
            <link rel="stylesheet" href="\(url: assets.link("stadtzimmer.css"))">
            \(accentStylesheet(of: request.house))
            <script src="\(url: assets.link("stadtzimmer.js"))" defer></script>
            \(page.scripts.map { "<script src=\"\(url: assets.link($0))\" defer></script>" as HTML })\(page.head)
            </head>
            <body>
            <a class="skip" href="#inhalt">\(text: .skipToContent)</a>
            <header class="top\(page.isSlim ? " slim" : "")">
            \(demoNotice(request.house))
            \(languageSwitch(request))
            <div class="masthead wrap\(isTall(page, request) ? " tall" : "")">
            <a class="brand" href="\(url: home)">\(Self.door)<span>\(name)</span></a>
            \(page.isSlim ? "" : wayfinding(page, request))
            </div>
            </header>
            <main id="inhalt" class="wrap" tabindex="-1">
            \(page.isSlim ? "" : crumbs(page, name, home))
            \(page.content)
            </main>
            \(page.isSlim ? slimFooter(request) : footer(name, request))
            </body>
            </html>

            """
        return document.rendered(with: request.texts)
    }

    private static let door: HTML = """
        <svg viewBox="0 0 22 30" aria-hidden="true" focusable="false"><path class="arch-door" \
        d="M0 30V11a11 11 0 0 1 22 0v19z"/><circle class="arch-knob" cx="17" cy="19" r="1.8"/></svg>
        """

    private func accentStylesheet(of house: HouseFrame?) -> HTML {
        guard let house else { return "" }
        let link = Link(path: "farben", "\(house.accent.dropFirst()).css")
        return "<link rel=\"stylesheet\" href=\"\(url: link)\">"
    }

    private func demoNotice(_ house: HouseFrame?) -> HTML {
        guard let house, house.isDemo else { return "" }
        return "<p class=\"demo\"><span class=\"wrap\">\(text: .demoNotice)</span></p>"
    }

    private func languageSwitch(_ request: WebRequest) -> HTML {
        let here = request.here
        let items = Language.allCases.map { language -> HTML in
            let current: HTML = language == request.language ? " aria-current=\"true\"" : ""
            let direction: HTML = language.isRightToLeft ? " dir=\"rtl\"" : ""
            let tag = language.rawValue
            return """
                <li><a href="\(url: here.with("lang", tag))" lang="\(tag)" hreflang="\(tag)"\
                \(direction)\(current)>\(language.ownName)</a></li>
                """
        }
        return """
            <nav class="languages" aria-label="\(text: .languageSwitch)"><ul class="wrap">\(items)</ul></nav>
            """
    }

    /// Search, account and menu.
    private func wayfinding(_ page: Page, _ request: WebRequest) -> HTML {
        """
        \(request.path == "/\(SearchRoutes.path)" ? "" : SearchPages.header(request.house))
        \(account(request))
        \(menu(page, request))
        """
    }

    private func account(_ request: WebRequest) -> HTML {
        guard request.visitor != nil else {
            return "<p class=\"account\"><a href=\"\(url: Link(path: "anmelden"))\">\(text: .signIn)</a></p>"
        }
        let desk: HTML =
            request.house.flatMap { house in
                request.visitor?.has(.moderator, in: house.id) == true
                    ? "<a href=\"\(url: house.link("schreibtisch"))\">\(text: .desk)</a> " as HTML : nil
            } ?? ""
        return "<p class=\"account\">\(desk)<a href=\"\(url: Link(path: "konto"))\">\(text: .account)</a></p>"
    }

    private func sections(of house: HouseFrame, for visitor: Visitor?) -> [Section] {
        sections.filter { house.shows($0) && $0.isFor(visitor) }
    }

    /// Whether the menu has too many entries to stand beside the name and the search.
    private func isTall(_ page: Page, _ request: WebRequest) -> Bool {
        guard !page.isSlim, let house = request.house else { return false }
        return sections(of: house, for: request.visitor).count > 4
    }

    private func menu(_ page: Page, _ request: WebRequest) -> HTML {
        guard let house = request.house else { return "" }
        let items = sections(of: house, for: request.visitor).map { section -> HTML in
            let current: HTML = page.section == section.path ? " aria-current=\"page\"" : ""
            return "<li><a href=\"\(url: house.link(section.path))\"\(current)>\(text: section.menuTitle)</a></li>"
        }
        guard !items.isEmpty else { return "" }
        return "<nav class=\"sections\" aria-label=\"\(text: .sections)\"><ul>\(items)</ul></nav>"
    }

    private func crumbs(_ page: Page, _ name: HTML, _ home: Link) -> HTML {
        guard !page.trail.isEmpty else { return "" }
        let steps = ([(name, home)] + page.trail).map { title, link -> HTML in
            "<li><a href=\"\(url: link)\">\(title)</a></li>"
        }
        return """
            <nav class="crumbs" aria-label="\(text: .youAreHere)"><ol>\(steps)\
            <li aria-current="page">\(text: page.title)</li></ol></nav>
            """
    }

    private func address(_ reach: HouseFrame.Reach?) -> HTML {
        guard let reach else { return "" }
        let place = [reach.street, reach.place].compactMap(\.self).map { "<bdi>\($0)</bdi>" as HTML }
        let ways = [reach.email.map(Reachability.mail), reach.phone.map(Reachability.phone)].compactMap(\.self)
        let lines = place + ways
        return lines.isEmpty ? "" : "<address>\(lines.joined(by: "<br>"))</address>"
    }

    private func footer(_ name: HTML, _ request: WebRequest) -> HTML {
        """
        <footer class="foot"><div class="wrap">
        <div><p><strong>\(name)</strong></p>\(address(request.house?.reach))</div>
        \(legal(request))
        </div></footer>
        """
    }

    private func slimFooter(_ request: WebRequest) -> HTML {
        "<footer class=\"foot slim\"><div class=\"wrap\">\(legal(request))</div></footer>"
    }

    private func legal(_ request: WebRequest) -> HTML {
        // What the law asks for is said once for the platform, to which the network belongs.
        let house = request.house.flatMap { $0.isNetwork ? nil : $0 }
        func page(_ path: String) -> Link { house?.link(path) ?? Link(path: path) }
        let barrier = page("barriere-melden").with("seite", request.openPath)
        return """
            <nav aria-label="\(text: .legalAndHelp)"><ul>
            <li><a href="\(url: page("impressum"))">\(text: .imprint)</a></li>
            <li><a href="\(url: page("datenschutz"))">\(text: .privacy)</a></li>
            <li><a href="\(url: page("barrierefreiheit"))">\(text: .accessibility)</a></li>
            <li><a href="\(url: barrier)">\(text: .reportBarrier)</a></li>
            </ul></nav>
            """
    }
}

extension WebRequest {
    /// The path without what only its reader may know: whoever reads of the page must not be able to open it.
    fileprivate var openPath: String {
        ["token", "key", "code"].compactMap { parameters[$0] }.reduce(path) { $0.replacing($1, with: "-") }
    }

    /// This page as a link, query included.
    package var here: Link {
        Link(local: path)?.adding(query.pairs.filter { $0.name != "lang" }) ?? Link(path: [])
    }
}

extension Link {
    fileprivate func adding(_ pairs: [(name: String, value: String)]) -> Link {
        guard !pairs.isEmpty else { return self }
        let query = pairs.map { "\($0.name.percentEncoded)=\($0.value.percentEncoded)" }.joined(separator: "&")
        return Link(local: "\(value)?\(query)") ?? self
    }
}
