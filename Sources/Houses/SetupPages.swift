// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Web

/// The page of the first start.
enum SetupPages {
    static func form(_ state: FormState, _ token: SecretToken) -> Page {
        let form = Form(HousesLinks.setup(token), button: "\(text: .setupButton)")
        let person = [
            Field("person_name", "\(text: .setupPerson)", required: true, autocomplete: "name"),
            Field(
                "email", "\(text: .setupEmail)", hint: "\(text: .setupEmailHint)", .line(type: "email"), required: true,
                autocomplete: "email"),
        ]
        let house = [
            Field("name", "\(text: .setupHouse)", hint: "\(text: .setupHouseHint)", required: true),
            Field("slug", "\(text: .setupSlug)", hint: "\(text: .setupSlugHint)", required: true, width: "short"),
        ]
        let fields: [FormPart] = [
            .group(legend: "\(text: .setupYou)", FormPart.fields(person)),
            .group(legend: "\(text: .setupFirstHouse)", FormPart.fields(house)),
        ]
        return Page(
            title: state.pageTitle(.setupTitle),
            content: """
                <h1>\(text: .setupTitle)</h1>
                <p class="lead">\(text: .setupLead)</p>
                \(state.summary(of: fields))
                \(form.html(nil, fields, state))
                """)
    }
}
