// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel

/// Finds the route for a path. It tries literal segments before parameters and backtracks, answers HEAD where GET does,
/// and tells a wrong method (405) from a wrong path (404).
struct Router: Sendable {
    enum Match {
        case found(Route, parameters: [String: String])
        case wrongMethod(allowed: [HTTPRequest.Method])
        case nothing
    }

    /// By number of segments, the more specific first.
    private let routes: [Int: [Route]]
    /// First path parts that cannot be the name of a house.
    let reserved: Set<String>

    init(_ routes: [Route]) {
        self.routes = Dictionary(grouping: routes) { $0.pattern.segments.count }
            .mapValues { $0.sorted { $0.pattern.isMoreSpecific(than: $1.pattern) } }
        reserved = Set(
            routes.compactMap { route in
                if case .literal(let text) = route.pattern.segments.first { text } else { nil }
            })
    }

    /// The patterns of all routes that answer GET, sorted.
    var readablePaths: [String] {
        routes.values.joined().filter { $0.method == .get }.map(\.pattern.description).sorted()
    }

    func match(_ method: HTTPRequest.Method, _ path: String) -> Match {
        let parts = path.split(separator: "/")
        var allowed: [HTTPRequest.Method] = []
        for route in routes[parts.count] ?? [] {
            guard let parameters = route.pattern.match(parts) else { continue }
            if let first = parts.first, case .parameter = route.pattern.segments.first,
                reserved.contains(String(first))
            {
                continue
            }
            if route.method == method || route.method == .get && method == .head {
                return .found(route, parameters: parameters)
            }
            allowed.append(route.method)
            if route.method == .get { allowed.append(.head) }
        }
        if allowed.isEmpty { return .nothing }
        return .wrongMethod(allowed: Array(Set(allowed)).sorted { $0.rawValue < $1.rawValue })
    }
}
