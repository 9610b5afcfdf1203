// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel

/// `openapi.json`, made from the routes themselves.
package enum OpenAPI {
    package static func route(for routes: [Route]) -> Route {
        Route.publicly("/openapi.json") { request in
            try WebResponse.json(document(routes, base: request.base))
        }
    }

    static func document(_ routes: [Route], base: String) -> JSON {
        var paths: [String: JSON] = [:]
        for route in routes {
            guard let operation = route.operation else { continue }
            let path = route.pattern.description
            var methods: [String: JSON] = if case .object(let there) = paths[path] { there } else { [:] }
            methods[route.method.rawValue.lowercased()] = describe(operation, of: route)
            paths[path] = .object(methods)
        }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "Stadtzimmer", "version": "1",
                "license": ["name": "EUPL-1.2", "identifier": "EUPL-1.2"],
            ],
            "servers": [["url": .string(base)]],
            "paths": .object(paths),
            "components": [
                "schemas": ["Problem": Schema.problem],
                "securitySchemes": ["bearer": ["type": "http", "scheme": "bearer"]],
            ],
        ]
    }

    private static func describe(_ operation: Operation, of route: Route) -> JSON {
        var members: [String: JSON] = [
            "operationId": .string(operation.id), "summary": .string(operation.summary),
            "tags": [.string(operation.tag)],
            "parameters": .array(pathParameters(of: route) + operation.parameters.map(describe) + headers(of: route)),
            "responses": .object(responses(of: operation, route)),
            "security": operation.needsToken ? [["bearer": []]] : [[:], ["bearer": []]],
        ]
        let bodies = [("application/json", operation.request), ("multipart/form-data", operation.form)].compactMap {
            type, schema in schema.map { (type, ["schema": $0] as JSON) }
        }
        if !bodies.isEmpty {
            members["requestBody"] = [
                "required": true, "content": .object(Dictionary(uniqueKeysWithValues: bodies)),
            ]
        }
        return .object(members)
    }

    private static func pathParameters(of route: Route) -> [JSON] {
        route.pattern.segments.compactMap { segment in
            guard case .parameter(let name, _) = segment else { return nil }
            return [
                "name": .string(name), "in": "path", "required": true, "schema": Schema.text(atMost: 200, atLeast: 1),
            ]
        }
    }

    private static func headers(of route: Route) -> [JSON] {
        guard route.method == .post else { return [] }
        return [
            [
                "name": "Idempotency-Key", "in": "header", "required": false,
                "schema": ["type": "string", "pattern": "^[A-Za-z0-9_-]{1,100}$"],
                "description": "Same key and body: same answer, and the effect only once.",
            ]
        ]
    }

    private static func describe(_ parameter: Operation.Parameter) -> JSON {
        [
            "name": .string(parameter.name), "in": .string(parameter.place), "required": .bool(parameter.isRequired),
            "schema": parameter.schema, "description": .string(parameter.description),
        ]
    }

    private static func responses(of operation: Operation, _ route: Route) -> [String: JSON] {
        var all: [String: JSON] = [:]
        for response in operation.responses {
            var members: [String: JSON] = ["description": .string(response.description)]
            if let schema = response.schema {
                members["content"] = [operation.mediaType: ["schema": schema]]
            }
            all["\(response.status.code)"] = .object(members)
        }
        for status in problems(of: operation, route) where all["\(status.code)"] == nil {
            all["\(status.code)"] = problem(status)
        }
        return all
    }

    private static func problems(of operation: Operation, _ route: Route) -> [HTTPResponse.Status] {
        var statuses: [HTTPResponse.Status] = [.badRequest, .unauthorized, .notFound, .tooManyRequests]
        if !operation.parameters.isEmpty { statuses.append(.unprocessableContent) }
        if route.method != .get {
            statuses += [
                .forbidden, .conflict, .gone, .contentTooLarge, .unsupportedMediaType, .unprocessableContent,
            ]
        }
        if operation.needsToken { statuses.append(.forbidden) }
        return statuses
    }

    private static func problem(_ status: HTTPResponse.Status) -> JSON {
        [
            "description": .string(status.reasonPhrase),
            "content": ["application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]],
        ]
    }
}
