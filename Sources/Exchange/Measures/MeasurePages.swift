// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// The page of a measure: its story, what it takes, whether it suits, who did it, what is asked.
struct MeasurePages: Sendable {
    let view: MeasureView
    let language: Language

    init(_ view: MeasureView, language: Language) {
        self.view = view
        self.language = language
    }

    private var measure: Measure { view.measure }
    private var content: MeasureContent { view.content }
    private var visitor: Visitor? { view.reader.visitor }

    /// - Parameter news: what the reader's own run changed, right after they told of it.
    func measure(isSaved: Bool = false, news: RangeNews? = nil) -> Page {
        let ranges = news?.html(now: view.doings.map(\.effort), language) ?? ""
        let saved: HTML =
            isSaved
            ? "<div class=\"notice success\" role=\"status\"><p>\(text: .measureSaved)</p>\(ranges)</div>" : ""
        let body = view.isStanding ? standing : withdrawn
        return Page(
            title: TextUse(.plainText, ["text": "\(view.item.content.title)"]), section: NetworkLinks.measuresSection,
            trail: [("\(text: .measuresMenu)", NetworkLinks.measures)],
            content: """
                \(view.told.summary(of: FitPart.fields))\(saved)<div class="title">\(MeasureCards.marks(view.item.content, measure.state))<h1>\(view.item.content.title)</h1>
                <p class="meta">\(MeasureCards.name(view.item.library))</p>\(view.isStanding ? verdict : "")</div>
                \(body)
                """)
    }

    /// The way to why it suits or does not.
    private var verdict: HTML {
        view.item.sentences(language).map { sentences in
            "<p><a href=\"\(url: Link(fragment: FitPart.place))\">\(sentences.fit.verdict.tag)</a></p>"
        } ?? ""
    }

    private var standing: HTML {
        """
        <div class="columns"><div>
        <div class="lead">\(Paragraphs.html(content.summary))</div>
        \(story)
        \(MeasureFacts.table(content.effort, view.doings.map(\.effort), language))
        \(needs)\(result)\(materials)
        </div><div>
        \(FitPart(view: view, language: language).html)\(acts)\(words)
        </div></div>
        \(DoersPart(view: view, language: language).html)
        \(TalkPart(view: view, language: language).html)
        """
    }

    /// What stays when the library has taken its measure back: what others made of it.
    private var withdrawn: HTML {
        """
        <div class="notice warning"><p>\(text: .measureIsWithdrawn)</p>\(ownAgain)</div>
        \(Paragraphs.html(view.item.content.summary))
        \(DoersPart(view: view, language: language).html)
        """
    }

    private var ownAgain: HTML {
        guard view.reader.mayEdit(measure) else { return "" }
        return "<p><a href=\"\(url: NetworkLinks.edit(measure.id, .core))\">\(text: .editMeasure)</a></p>"
    }

    private var story: HTML {
        section("problem", .shownProblem, content.problem) + section("story", .shownStory, content.story)
    }

    private func section(_ id: String, _ title: TextKey, _ words: String?) -> HTML {
        guard let words else { return "" }
        return
            "<section aria-labelledby=\"\(id)\"><h2 id=\"\(id)\">\(text: title)</h2>\(Paragraphs.html(words))</section>"
    }

    private var needs: HTML {
        var rows: [HTML] = []
        func row(_ title: TextKey, _ value: HTML) { rows.append("<div><dt>\(text: title)</dt><dd>\(value)</dd></div>") }
        if let skills = content.skills {
            let words = Skill.allCases.filter(skills.contains).map { "\(text: $0.title)" as HTML }
            row(.shownSkills, words.isEmpty ? "\(text: .skillsNone)" : words.joined(by: ", "))
        }
        if let partners = content.partners { row(.measurePartners, "\(partners)") }
        if let backing = content.needsBacking { row(.measureBacking, "\(text: backing ? .yes : .no)") }
        return rows.isEmpty ? "" : "<dl class=\"facts\">\(rows)</dl>"
    }

    private var result: HTML {
        let evidence: HTML =
            content.evidence.map { "<p class=\"meta\">\(text: .shownEvidence, ["kind": "\(text: $0.title)"])</p>" }
            ?? ""
        let outcome: HTML = section("result", .shownResult, content.result)
        let guarded: HTML =
            content.lessons != nil && content.lessonsAudience == .members
            ? "<p><span class=\"tag\">\(text: .membersMark)</span></p>" : ""
        let lessons = section("lessons", .shownLessons, content.lessons)
        return outcome + (content.result == nil ? "" : evidence) + lessons + guarded
    }

    private var materials: HTML {
        guard !view.materials.isEmpty else { return "" }
        let items = view.materials.map { "<li>\(MaterialPages.line($0))</li>" as HTML }
        return """
            <section aria-labelledby="materialien"><h2 id="materialien">\(text: .measureMaterials)</h2>
            <ul>\(items)</ul></section>
            """
    }

    private var acts: HTML {
        let ask: HTML = """
            <a class="button secondary" href="\(url: NetworkLinks.inquire(measure.id))">\(text: .tellMeMore)</a>
            """
        let paper: HTML = "<p><a href=\"\(url: NetworkLinks.print(measure.id))\">\(text: .printMeasure)</a></p>"
        let history: HTML = "<p><a href=\"\(url: NetworkLinks.history(measure.id))\">\(text: .measureHistory)</a></p>"
        return """
            <section class="card" aria-labelledby="weiter"><h2 id="weiter">\(text: .goOn)</h2>
            <p>\(text: .contactLine, ["contact": "\(content.contact)"])</p>
            <div class="actions">\(adapt)\(ask)\(follow)</div>\(join)\(thanks)\(paper)\(history)\(ownActs)</section>
            """
    }

    /// For members, and for guests, who may be members once they have signed in. Who did it already is not asked as
    /// if it were new.
    private var adapt: HTML {
        guard visitor == nil || !view.reader.libraries.isEmpty else { return "" }
        let own = view.reader.libraries
        let adapters = Set(view.shown.map(\.library))
        let (label, style): (TextKey, HTML) =
            if !own.isEmpty, own.allSatisfy(adapters.contains) {
                (.changeAdaptation, "button secondary")
            } else if own == [measure.library] {
                (.adaptOwnMeasure, "button secondary")
            } else {
                (.adaptMeasure, "button")
            }
        return "<a class=\"\(style)\" href=\"\(url: view.adapting)\">\(text: label)</a>"
    }

    /// What an account lacks that belongs to no library.
    private var join: HTML {
        guard visitor != nil, view.reader.libraries.isEmpty else { return "" }
        let link: HTML = view.join.map { " <a href=\"\(url: $0)\">\(text: .joinDoor)</a>" } ?? ""
        return "<p>\(text: .adaptMembersOnly)\(link)</p>"
    }

    private var follow: HTML {
        FollowButton.html(
            .measure(measure.id.value), name: "\(content.title)", isFollowing: view.isFollowing, visitor: visitor,
            back: NetworkLinks.measure(measure.id, with: view.figures))
    }

    private var thanks: HTML {
        let count: HTML =
            measure.thanks > 0
            ? "<p>\(text: .thanksCount, count: measure.thanks, ["number": NumberWords.count(measure.thanks)])</p>" : ""
        let able = view.reader.libraries.filter { $0 != measure.library && !view.thanked.contains($0) }
        if able.isEmpty {
            return count + (view.thanked.isEmpty ? "" : "<p class=\"meta\">\(text: .thanksSaid)</p>")
        }
        let buttons = able.map { library -> HTML in
            let name: HTML =
                able.count == 1
                ? "" : " <span class=\"meta\">(\(MeasureCards.name(view.libraries[library])))</span>"
            return Form(
                NetworkLinks.thank(measure.id), button: "\(text: .sayThanks)", style: "secondary compact",
                hidden: [(AdaptationForm.library, "\(library)")]
            ).inline(visitor) + name
        }
        return count + buttons.map { "<div class=\"actions\">\($0)</div>" as HTML }.joined(by: "")
    }

    private var ownActs: HTML {
        guard view.reader.mayWithdraw(measure) else { return "" }
        let edit: HTML =
            view.reader.mayEdit(measure)
            ? """
            <p><a href="\(url: NetworkLinks.edit(measure.id, .core))">\(text: .editMeasure)</a></p>
            <p><a href="\(url: NetworkLinks.materials(measure.id))">\(text: .editMaterials)</a></p>
            """ : ""
        return """
            <h3>\(text: .yourMeasure)</h3>\(edit)
            <p><a href="\(url: NetworkLinks.withdraw(measure.id))">\(text: .withdrawMeasure)</a></p>
            """
    }

    /// Words that lead to others like it.
    private var words: HTML {
        func links(_ terms: [some Term]) -> [HTML] {
            terms.map { term in
                let link = NetworkLinks.measures.with(type(of: term).group, term.rawValue)
                return "<li><a class=\"tag\" href=\"\(url: link)\">\(text: term.title)</a></li>"
            }
        }
        let items =
            links(Space.allCases.filter(content.spaces.contains))
            + links(TargetGroup.allCases.filter(content.targetGroups.contains))
            + links(Topic.allCases.filter(content.topics.contains))
        guard !items.isEmpty else { return "" }
        return """
            <section class="card" aria-labelledby="worte"><h2 id="worte">\(text: .measureWords)</h2>
            <ul class="tags">\(items)</ul></section>
            """
    }
}
