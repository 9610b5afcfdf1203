// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel

/// What somebody sees who must sign in first. Reading leads to the sign-in page and back. A form that was sent after its
/// session ended loses nothing: the page carries what was typed, to be sent again after signing in in another window; its
/// files wait for whom the form was shown to. Those that do not are named.
enum SignInDetour {
    static func response(for request: WebRequest) -> WebResponse {
        if request.method == .get || request.method == .head {
            return .seeOther(signIn(backTo: request.here)).privately
        }
        let form = (try? request.form()) ?? FormData()
        let kept = form.pairs.filter { $0.name != FormGuard.tokenField }
        let again = Form(
            Link(local: request.path) ?? Link(path: []), button: HTML(TextUse(.sendAgain)),
            hidden: kept.map { ($0.name, $0.value) })
        let content: HTML = """
            <h1>\(text: .sessionEnded)</h1>
            <p class="lead">\(text: .sessionEndedLead)</p>
            \(files(kept, request.multipart?.dropped ?? []))
            <ol>
            <li><a href="\(url: signIn(backTo: Link(path: "konto")))" target="_blank" rel="noopener">\
            \(text: .sessionEndedSignIn)</a></li>
            <li>\(text: .sessionEndedReturn)</li>
            </ol>
            \(again.html(nil))
            """
        return WebResponse.page(Page(title: .sessionEnded, content: content), status: .unauthorized).privately
    }

    private static func files(_ kept: [(name: String, value: String)], _ dropped: [FileName]) -> HTML {
        let waiting = kept.filter { WaitingFile.file(of: $0.name) != nil }.compactMap { WaitingFile($0.value) }
        let items = waiting.map { "<li>\(text: .fileWaits, $0.slots)</li>" as HTML }
        let list: HTML = items.isEmpty ? "" : "<ul>\(items)</ul>"
        let lost = Set(dropped.map(\.text)).sorted().map { name -> HTML in
            "<p>\(text: .fileNotKept, ["name": "\(name)"])</p>"
        }
        let warning: HTML = lost.isEmpty ? "" : "<div class=\"notice warning\">\(lost)</div>"
        return list + warning
    }

    private static func signIn(backTo link: Link) -> Link { Link(path: "anmelden", query: [("weiter", link.value)]) }
}
