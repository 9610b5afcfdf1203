// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// The people who work in a house, and how somebody joins them.
enum TeamPages {
    static func list(
        _ state: FormState, _ staff: [StaffMember], _ house: HouseFrame, _ visitor: Visitor, isSaved: Bool
    ) -> Page {
        let form = Form(HousesLinks.team(house), button: "\(text: .invite)")
        let roles = TeamRules.roles.map { role in
            (value: role.rawValue, label: "\(text: role.title)" as HTML, hint: "\(text: role.duty)" as HTML)
        }
        let fields = [
            Field("name", "\(text: .memberName)", required: true),
            Field(
                "email", "\(text: .memberEmail)", hint: "\(text: .memberEmailHint)", .line(type: "email"),
                required: true),
            Field("role", "\(text: .memberRole)", .radio(roles), required: true),
        ]
        return FurnishPages.page(
            .stepTeam, state, house, isSaved: isSaved,
            content: """
                <p class="lead">\(text: .stepTeamLead)</p>
                \(staff.isEmpty ? "<p>\(text: .noStaff)</p>" : table(staff, house, visitor))
                <h2>\(text: .invite)</h2>
                \(state.summary(of: fields))
                \(form.html(visitor, fields, state))
                """)
    }

    private static func table(_ staff: [StaffMember], _ house: HouseFrame, _ visitor: Visitor) -> HTML {
        let rows = staff.map { member -> HTML in
            let name = member.contact.name ?? member.contact.email ?? "\(member.person)"
            let form = Form(
                HousesLinks.removal(of: member.person, as: member.role, house),
                button: "\(text: .remove)<span class=\"visually-hidden\">: \(name), \(text: member.role.title)</span>",
                style: "secondary compact")
            let isAllowed = (try? TeamRules.mayRemove(member.role, from: member.person, as: visitor)) != nil
            let action: HTML = isAllowed ? form.html(visitor) : ""
            return """
                <tr><th scope="row">\(name)</th>\
                <td data-label="\(text: .memberEmail)"><bdi>\(member.contact.email)</bdi></td>\
                <td data-label="\(text: .memberRole)">\(text: member.role.title)</td><td>\(action)</td></tr>
                """
        }
        return """
            <table class="stack"><caption>\(text: .stepTeam)</caption><thead><tr>\
            <th scope="col">\(text: .memberName)</th><th scope="col">\(text: .memberEmail)</th>\
            <th scope="col">\(text: .memberRole)</th>\
            <th scope="col"><span class="visually-hidden">\(text: .action)</span></th></tr></thead>
            <tbody>\(rows)</tbody></table>
            """
    }
}

extension Role {
    fileprivate var duty: TextKey {
        switch self {
        case .manager: .roleManagerDuty
        case .moderator: .roleModeratorDuty
        default: .roleStaffDuty
        }
    }
}
