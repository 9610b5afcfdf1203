// SPDX-License-Identifier: EUPL-1.2

package import HTTPTypes
import Kernel

/// What `openapi.json` says of a route: OpenAPI 3.1, with schemas in JSON Schema 2020-12.
package struct Operation: Sendable {
    package struct Parameter: Sendable {
        let name: String
        let place: String
        let schema: JSON
        let isRequired: Bool
        let description: String

        package static func query(
            _ name: String, _ schema: JSON, required: Bool = false, _ description: String
        ) -> Parameter {
            Parameter(name: name, place: "query", schema: schema, isRequired: required, description: description)
        }
    }

    let id: String
    let summary: String
    let tag: String
    let parameters: [Parameter]
    let request: JSON?
    /// The same as a form with files.
    let form: JSON?
    let responses: [(status: HTTPResponse.Status, schema: JSON?, description: String)]
    let needsToken: Bool
    let mediaType: String

    /// - Parameter id: unique, `listRooms`.
    package init(
        _ id: String, tag: String, _ summary: String, parameters: [Parameter] = [], request: JSON? = nil,
        form: JSON? = nil, responses: [(status: HTTPResponse.Status, schema: JSON?, description: String)],
        needsToken: Bool = false, mediaType: String = "application/json"
    ) {
        self.id = id
        self.summary = summary
        self.tag = tag
        self.parameters = parameters
        self.request = request
        self.form = form
        self.responses = responses
        self.needsToken = needsToken
        self.mediaType = mediaType
    }
}

/// JSON Schemas that recur.
package enum Schema {
    package static let string: JSON = ["type": "string"]
    package static let boolean: JSON = ["type": "boolean"]
    package static let id: JSON = ["type": "string", "pattern": "^[1-9][0-9]{0,18}$"]
    package static let time: JSON = ["type": "string", "format": "date-time"]
    package static let period: JSON = object(["starts_at": time, "ends_at": time])

    /// A file in a form.
    package static let file: JSON = ["type": "string", "format": "binary"]

    package static func integer(_ range: ClosedRange<Int>) -> JSON {
        ["type": "integer", "minimum": .count(range.lowerBound), "maximum": .count(range.upperBound)]
    }

    package static func text(atMost length: Int, atLeast minimum: Int = 0) -> JSON {
        ["type": "string", "maxLength": .count(length), "minLength": .count(minimum)]
    }

    package static func choice(_ values: [String]) -> JSON {
        ["type": "string", "enum": .array(values.map(JSON.string))]
    }

    package static func nullable(_ schema: JSON) -> JSON { ["anyOf": [schema, ["type": "null"]]] }

    package static func array(_ items: JSON) -> JSON { ["type": "array", "items": items] }

    /// An object whose members are all required but for `optional`.
    package static func object(_ members: [String: JSON], optional: Set<String> = []) -> JSON {
        [
            "type": "object", "properties": .object(members),
            "required": .array(members.keys.filter { !optional.contains($0) }.sorted().map(JSON.string)),
        ]
    }

    /// A page of a list.
    package static func list(_ items: JSON) -> JSON { object(["items": array(items), "next": nullable(string)]) }

    /// RFC 9457.
    static let problem = object(
        [
            "type": string, "title": string, "status": integer(400...599), "detail": string,
            "errors": array(object(["field": string, "message": string])), "conflicts": array(period),
        ], optional: ["errors", "conflicts"])
}
