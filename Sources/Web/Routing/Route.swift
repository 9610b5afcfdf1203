// SPDX-License-Identifier: EUPL-1.2

package import HTTPTypes
import Kernel

/// One line of a capability's table: method, path, who may, what for.
package struct Route: Sendable {
    package typealias Handler = @Sendable (WebRequest) async throws -> WebResponse

    /// Who may come in. The router asks before the handler is called.
    package enum Access: Sendable, Equatable {
        case everyone
        case signedIn
        /// Holds the role in the house of the path, or in the network.
        case role(Role)
        case admin
    }

    package let method: HTTPRequest.Method
    package let pattern: RoutePattern
    package let access: Access
    /// The same for every anonymous reader until the house's public data change: kept in the page cache.
    package private(set) var isPublic = false
    /// Is a page of the network of libraries, or its data.
    package private(set) var isOfNetwork: Bool
    /// How often one address may come.
    package private(set) var limit: RateLimiter.Class
    /// Bytes of body it takes.
    package private(set) var bodyLimit = 256 * 1024
    /// What it takes of files, beside the texts of its form.
    package private(set) var files: FileLimits?
    /// For `openapi.json`; every route below `/api/v1` has one.
    package private(set) var operation: Operation?
    package let handler: Handler

    package init(_ method: HTTPRequest.Method, _ pattern: RoutePattern, _ access: Access, handler: @escaping Handler) {
        self.method = method
        self.pattern = pattern
        self.access = access
        isOfNetwork = pattern.description == "/netzwerk" || pattern.description.hasPrefix("/netzwerk/")
        limit = method == .get ? .reading : .writing
        self.handler = handler
    }

    package static func get(_ pattern: RoutePattern, _ access: Access, handler: @escaping Handler) -> Route {
        Route(.get, pattern, access, handler: handler)
    }

    package static func post(_ pattern: RoutePattern, _ access: Access, handler: @escaping Handler) -> Route {
        Route(.post, pattern, access, handler: handler)
    }

    /// A page or feed for everyone, kept in the page cache.
    package static func publicly(_ pattern: RoutePattern, handler: @escaping Handler) -> Route {
        var route = Route(.get, pattern, .everyone, handler: handler)
        route.isPublic = true
        return route
    }

    /// Below `/api/v1`: the data that the network's pages show.
    package func ofNetwork() -> Route {
        var copy = self
        copy.isOfNetwork = true
        return copy
    }

    package func limited(_ limit: RateLimiter.Class) -> Route {
        var copy = self
        copy.limit = limit
        return copy
    }

    package func taking(bytes: Int) -> Route {
        var copy = self
        copy.bodyLimit = bytes
        return copy
    }

    /// Takes `multipart/form-data` with files, too.
    package func taking(files: FileLimits) -> Route {
        var copy = self
        copy.files = files
        return copy
    }

    package func documented(_ operation: Operation) -> Route {
        var copy = self
        copy.operation = operation
        return copy
    }
}

extension Route {
    /// Methods and paths that several of the routes claim: only one of them would ever be asked.
    package static func collisions(among routes: [Route]) -> [String] {
        let shapes = routes.map { "\($0.method.rawValue) \($0.pattern.shape)" }
        return Dictionary(grouping: shapes) { $0 }.filter { $0.value.count > 1 }.keys.sorted()
    }
}

/// A path with named segments: `/{house}/raeume/{room}`.
package struct RoutePattern: Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    enum Segment: Sendable, Equatable {
        case literal(String)
        case parameter(String, suffix: String)
    }

    let segments: [Segment]
    package let description: String

    /// The path without the names of its parameters: equal shapes match the same paths.
    var shape: String {
        segments.map { segment in
            switch segment {
            case .literal(let text): "/\(text)"
            case .parameter(_, let suffix): "/{}\(suffix)"
            }
        }.joined()
    }

    package init(stringLiteral value: String) {
        description = value
        segments = value.split(separator: "/").map { part in
            guard part.first == "{", let close = part.firstIndex(of: "}") else { return .literal(String(part)) }
            return .parameter(
                String(part[part.index(after: part.startIndex)..<close]),
                suffix: String(part[part.index(after: close)...]))
        }
    }

    /// The parameters of a path that matches, percent-decoded once. `nil` when it does not.
    func match(_ path: [Substring]) -> [String: String]? {
        guard path.count == segments.count else { return nil }
        for case (.literal(let text), let part) in zip(segments, path) where part != text { return nil }
        var parameters: [String: String] = [:]
        for case (.parameter(let name, let suffix), let part) in zip(segments, path) {
            guard part.hasSuffix(suffix), let value = part.dropLast(suffix.count).percentDecoded, !value.isEmpty
            else { return nil }
            parameters[name] = value
        }
        return parameters
    }

    /// Literals before parameters, segment by segment, so that `/netzwerk` is not a house.
    func isMoreSpecific(than other: RoutePattern) -> Bool {
        for (mine, theirs) in zip(segments, other.segments) where mine != theirs {
            switch (mine, theirs) {
            case (.literal, .parameter): return true
            case (.parameter, .literal): return false
            case (.parameter(_, let mine), .parameter(_, let theirs)) where mine.count != theirs.count:
                return mine.count > theirs.count
            default: continue
            }
        }
        return false
    }
}
