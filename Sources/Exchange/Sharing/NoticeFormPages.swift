// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// The forms around notices.
struct NoticeFormPages: Sendable {
    let asker: Asker

    func new(_ kind: Notice.Kind, _ state: FormState) -> Page {
        let parts = asker.libraryField + NoticeForm.parts(of: kind)
        let form = Form(
            SharingLinks.noticeList, button: "\(text: .requestPublish)", hidden: [("art", kind.rawValue)],
            cancel: Self.cancel(SharingLinks.noticeList))
        return page(
            TextUse(kind == .request ? .requestNew : .offerNew), "\(text: .requestNewLead)", form, parts, state)
    }

    func edit(_ notice: Notice, _ state: FormState) -> Page {
        let form = Form(
            SharingLinks.notice(notice.id, "bearbeiten"), button: "\(text: .save)",
            cancel: Self.cancel(SharingLinks.notice(notice.id)))
        return page(
            TextUse(.requestEditTitle), "\(notice.content.title)", form, NoticeForm.parts(of: notice.kind), state,
            below: notice)
    }

    func settle(
        _ notice: Notice, _ answers: [NoticeAnswer], _ libraries: [OrganisationID: SharingPorts.Library],
        _ state: FormState
    ) -> Page {
        var fields: [Field] = []
        if !answers.isEmpty {
            let none: (value: String, label: HTML, hint: HTML) = ("0", "\(text: .requestNoAnswerHelped)", "")
            let choices = answers.map { answer -> (value: String, label: HTML, hint: HTML) in
                (
                    answer.id.description, LibraryName.plain(answer.library, libraries),
                    "\(NoticePages.beginning(of: answer.words))"
                )
            }
            fields.append(Field("answer", "\(text: .requestWhichAnswer)", .radio(choices + [none])))
        }
        fields += [
            Field("measure", "\(text: .requestWhichMeasure)", hint: "\(text: .requestWhichMeasureHint)"),
            Field("words", "\(text: .requestWhatHelped)", hint: "\(text: .requestWhatHelpedHint)", .lines(rows: 4)),
        ]
        let form = Form(
            SharingLinks.notice(notice.id, "erledigung"), button: "\(text: .requestSettleDo)",
            cancel: Self.cancel(SharingLinks.notice(notice.id)))
        return page(
            TextUse(notice.kind == .request ? .requestSettle : .offerSettle), "\(text: .requestSettleLead)", form,
            FormPart.fields(fields), state, below: notice)
    }

    func withdraw(_ notice: Notice) -> Page {
        let form = Form(
            SharingLinks.notice(notice.id, "ruecknahme"), button: "\(text: .requestWithdraw)", style: "danger",
            cancel: Self.cancel(SharingLinks.notice(notice.id)))
        return page(
            TextUse(.requestWithdrawTitle), "\(text: .requestWithdrawLead, ["title": "\(notice.content.title)"])", form,
            [], FormState(), below: notice)
    }

    func message(about notice: Notice, to library: SharingPorts.Library?, _ state: FormState) -> Page {
        let form = Form(
            SharingLinks.notice(notice.id, "kontakt"), button: "\(text: .requestMessageSend)",
            cancel: Self.cancel(SharingLinks.notice(notice.id)))
        return page(
            TextUse(.requestMessageTitle, ["library": name(library)]), "\(text: .requestMessageNote)", form,
            asker.libraryField + messageParts, state, below: notice)
    }

    func reply(
        to message: NoticeMessage, about notice: Notice, from library: SharingPorts.Library?, _ state: FormState
    ) -> Page {
        let form = Form(
            SharingLinks.reply(to: message.id), button: "\(text: .requestMessageSend)",
            cancel: Self.cancel(SharingLinks.noticeList))
        return page(
            TextUse(.requestMessageTitle, ["library": name(library)]),
            "\(text: .requestReplyNote, ["title": "\(notice.content.title)"])", form, messageParts, state)
    }

    private func name(_ library: SharingPorts.Library?) -> HTML {
        library.map { "\($0.name)" } ?? "\(text: .taskFormerLibrary)"
    }

    private var messageParts: [FormPart] {
        FormPart.fields([
            Field("words", "\(text: .requestMessageWords)", .lines(rows: 6), required: true),
            Field("address", "\(text: .requestMessageAddress)", hint: "\(text: .requestMessageAddressHint)", .box),
        ])
    }

    static func cancel(_ link: Link) -> HTML { "<a class=\"button quiet\" href=\"\(url: link)\">\(text: .cancel)</a>" }

    private func page(
        _ title: TextUse, _ lead: HTML, _ form: Form, _ parts: [FormPart], _ state: FormState,
        below notice: Notice? = nil
    ) -> Page {
        let own = notice.map { (title: "\($0.content.title)" as HTML, link: SharingLinks.notice($0.id)) }
        return Page(
            title: title, section: SharingLinks.notices,
            trail: [("\(text: .requestsTitle)", SharingLinks.noticeList)] + [own].compactMap(\.self),
            content: """
                <h1>\(text: title)</h1>
                \(state.summary(of: parts))
                <p class="lead">\(lead)</p>
                \(form.html(asker.visitor, parts, state))
                """)
    }
}
