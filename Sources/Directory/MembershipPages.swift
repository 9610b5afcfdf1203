// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Mail
import Web

/// The people of a library or an office: who they are, how somebody joins them, how one leaves.
struct MembershipPages: Sendable {
    let group: MemberGroup
    let visitor: Visitor

    struct Entry: Sendable {
        let member: Libraries.Member
        let contact: Correspondent?

        var name: String { contact?.name ?? contact?.email?.value ?? member.person.description }
    }

    private var trail: [(title: HTML, link: Link)] {
        let own: [(title: HTML, link: Link)] = [("\(group.name)", group.link)]
        return group.kind == .office ? own : [("\(text: .libraries)", LibraryLinks.list)] + own
    }

    func list(_ state: FormState, _ members: [Entry], isSaved: Bool) -> Page {
        let isManager = MembershipRules.manages(visitor, group)
        let summary = state.summary(of: inviteFields + leaveFields(members))
        return Page(
            title: group.title, section: group.section, trail: trail,
            content: """
                \(isSaved ? Notices.saved : "")
                <div class="title"><h1>\(text: group.title)</h1><p class="meta">\(group.name)</p></div>
                \(summary)
                \(table(members, isManager: isManager))
                \(isManager ? invitation(state) : "<p>\(text: .managersInvite)</p>")
                \(leaving(state, members))
                """)
    }

    private func table(_ members: [Entry], isManager: Bool) -> HTML {
        let rows = members.map { entry -> HTML in
            let removal = Form(
                group.members("\(entry.member.person)", "entfernung"),
                button: "\(text: .removeMember)<span class=\"visually-hidden\">: \(entry.name)</span>",
                style: "secondary compact")
            let mayRemove = MembershipRules.mayRemove(entry.member.person, as: visitor, from: group)
            return """
                <tr><th scope="row">\(entry.name)</th>\
                <td data-label="\(text: .emailLabel)"><bdi>\(entry.contact?.email?.value)</bdi></td>\
                <td data-label="\(text: .roleLabel)">\(text: entry.member.role.title)</td>\
                <td>\(mayRemove ? removal.inline(visitor) : "")</td></tr>
                """
        }
        return """
            <table class="stack"><caption class="visually-hidden">\(text: group.title)</caption><thead><tr>\
            <th scope="col">\(text: .personName)</th><th scope="col">\(text: .emailLabel)</th>\
            <th scope="col">\(text: .roleLabel)</th>\
            <th scope="col"><span class="visually-hidden">\(text: .removeMember)</span></th></tr></thead>\
            <tbody>\(rows)</tbody></table>
            """
    }

    private var inviteFields: [Field] {
        let roles: [(value: String, label: HTML, hint: HTML)] = MembershipRules.roles.map { role in
            (role.rawValue, "\(text: role.title)", "\(text: group.duty(of: role))")
        }
        return [
            Field("name", "\(text: .personName)", required: true),
            Field(
                "email", "\(text: .emailLabel)", hint: "\(text: .inviteEmailHint)", .line(type: "email"), required: true
            ),
            Field("role", "\(text: .roleLabel)", .radio(roles), required: true),
        ]
    }

    private func invitation(_ state: FormState) -> HTML {
        let form = Form(group.members(), button: "\(text: .inviteMember)")
        return """
            <section aria-labelledby="einladen"><h2 id="einladen">\(text: .inviteMember)</h2>\
            \(form.html(visitor, inviteFields, state))</section>
            """
    }

    private func others(_ members: [Entry]) -> [Entry] { members.filter { $0.member.person != visitor.person } }

    private func leaveFields(_ members: [Entry]) -> [Field] {
        // Nothing is held in an office's name; who manages it next is chosen by rule.
        if group.kind == .office { return [] }
        let heirs = others(members).map { (value: "\($0.member.person)", label: "\($0.name)" as HTML) }
        return [
            Field(
                "erbe", "\(text: .heirLabel)", hint: "\(text: .heirHint)", .choice(heirs), required: true,
                width: "short")
        ]
    }

    private func leaving(_ state: FormState, _ members: [Entry]) -> HTML {
        let isMember = members.contains { $0.member.person == visitor.person }
        let everybody = members.map(\.member)
        let leave = Form(
            group.members("austritt"), button: "\(text: group.leave)", style: "secondary")
        let form: HTML =
            isMember && (members.count > 1 || group.kind == .office)
            ? """
            <section aria-labelledby="austritt"><h2 id="austritt">\(text: group.leave)</h2>\
            \(leave.html(visitor, leaveFields(members), state))</section>
            """ : ""
        guard group.kind == .library, MembershipRules.mayClose(visitor, everybody, of: group.id) else { return form }
        let lead: TextKey = members.count == 1 ? .lastOneCloses : .closeLead
        return """
            \(form)
            <section aria-labelledby="ende"><h2 id="ende">\(text: .closeMembership)</h2><p>\(text: lead)</p>\
            <p><a href="\(url: group.members("ende"))">\(text: .closeMembership)</a></p></section>
            """
    }

    func close(_ state: FormState) -> Page {
        let fields = [Field("ja", "\(text: .closeConfirm)", .box, required: true)]
        let form = Form(
            group.members("ende"), button: "\(text: .closeMembership)", style: "danger",
            cancel: "<a class=\"button quiet\" href=\"\(url: group.members())\">\(text: .cancel)</a>")
        return Page(
            title: .closeMembership, section: LibraryLinks.section,
            trail: trail + [("\(text: group.title)", group.members())],
            content: """
                <div class="title"><h1>\(text: .closeMembership)</h1><p class="meta">\(group.name)</p></div>
                \(state.summary(of: fields))
                <ul><li>\(text: .closeMeansUnlisted)</li><li>\(text: .closeMeansMembers)</li>\
                <li>\(text: .closeMeansShared)</li></ul>
                \(form.html(visitor, fields, state))
                """)
    }
}
