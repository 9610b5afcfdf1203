// SPDX-License-Identifier: EUPL-1.2

import HTTPTypes
import Kernel
import Testing

@testable import Web

@Suite("Routes")
struct RouteCollisionTests {
    private func route(_ method: HTTPRequest.Method, _ pattern: RoutePattern) -> Route {
        Route(method, pattern, .everyone) { _ in WebResponse(status: .ok) }
    }

    @Test func thatMatchTheSamePathsAreNamed() {
        let routes = [
            route(.get, "/a/{b}"), route(.post, "/a/{b}"), route(.get, "/a/{c}"), route(.get, "/a/{b}.ics"),
            route(.get, "/a/b"),
        ]
        #expect(Route.collisions(among: routes) == ["GET /a/{}"])
    }
}

@Suite("The router")
struct RouterTests {
    private let router = Router(
        [
            ("GET", "/"), ("GET", "/{house}"), ("GET", "/netzwerk"), ("GET", "/{house}/raeume"),
            ("GET", "/{house}/raeume/{room}"), ("GET", "/{house}/raeume/{room}.ics"), ("GET", "/{house}/raeume/neu"),
            ("POST", "/{house}/raeume/neu"), ("POST", "/{house}/{page}/loeschen"),
            ("GET", "/{house}/raeume/{room}/{day}"),
            ("POST", "/anmelden"), ("GET", "/api/v1/{item}"),
        ].map { method, pattern in
            Route(HTTPRequest.Method(method) ?? .get, RoutePattern(stringLiteral: pattern), .everyone) { _ in
                .text(pattern)
            }
        })

    @Test("names every path that answers GET, and no other")
    func readable() {
        #expect(
            router.readablePaths == [
                "/", "/api/v1/{item}", "/netzwerk", "/{house}", "/{house}/raeume", "/{house}/raeume/neu",
                "/{house}/raeume/{room}", "/{house}/raeume/{room}.ics", "/{house}/raeume/{room}/{day}",
            ])
    }

    @Test(
        "prefers literals to parameters and goes back where they lead nowhere",
        arguments: [
            ("GET", "/", "/", [:]),
            ("GET", "/netzwerk", "/netzwerk", [:]),
            ("GET", "/haus", "/{house}", ["house": "haus"]),
            ("GET", "/haus/", "/{house}", ["house": "haus"]),
            ("GET", "/haus/raeume/neu", "/{house}/raeume/neu", ["house": "haus"]),
            ("POST", "/haus/raeume/neu", "/{house}/raeume/neu", ["house": "haus"]),
            ("GET", "/haus/raeume/12", "/{house}/raeume/{room}", ["house": "haus", "room": "12"]),
            ("POST", "/haus/raeume/loeschen", "/{house}/{page}/loeschen", ["house": "haus", "page": "raeume"]),
            ("GET", "/haus/raeume/12.ics", "/{house}/raeume/{room}.ics", ["house": "haus", "room": "12"]),
            (
                "GET", "/haus/raeume/12.ics/3", "/{house}/raeume/{room}/{day}",
                ["house": "haus", "room": "12.ics", "day": "3"]
            ),
            ("GET", "/haus/raeume/.ics", "/{house}/raeume/{room}", ["house": "haus", "room": ".ics"]),
            ("HEAD", "/haus/raeume/12", "/{house}/raeume/{room}", ["house": "haus", "room": "12"]),
        ] as [(String, String, String, [String: String])])
    func finds(method: String, path: String, pattern: String, parameters: [String: String]) throws {
        let match = router.match(try #require(HTTPRequest.Method(method)), path)
        guard case .found(let route, let found) = match else {
            Issue.record("\(match)")
            return
        }
        #expect(route.pattern.description == pattern)
        #expect(found == parameters)
    }

    @Test(
        "decodes a parameter once, after the path was cut",
        arguments: [
            ("/haus/raeume/a%2Fb", "a/b"), ("/haus/raeume/%2541", "%41"), ("/haus/raeume/Gr%C3%B6%C3%9Fe", "Größe"),
            ("/haus/raeume/a+b", "a+b"),
        ])
    func decodesOnce(path: String, room: String) {
        guard case .found(_, let parameters) = router.match(.get, path) else {
            Issue.record("not found")
            return
        }
        #expect(parameters["room"] == room)
    }

    @Test(
        "finds nothing for other paths",
        arguments: [
            "/haus/raum", "/haus/raeume/1/2/3", "/netzwerk/raeume", "/anmelden/raeume", "/api/raeume", "/api",
            "/haus/raeume/%zz", "/haus/raeume/%FF",
        ])
    func findsNothing(path: String) {
        guard case .nothing = router.match(.get, path) else {
            Issue.record("found")
            return
        }
    }

    @Test(
        "tells a wrong method from a wrong path",
        arguments: [
            ("DELETE", "/haus/raeume/neu", ["GET", "HEAD", "POST"]), ("POST", "/haus", ["GET", "HEAD"]),
            ("GET", "/anmelden", ["POST"]), ("HEAD", "/anmelden", ["POST"]), ("PUT", "/", ["GET", "HEAD"]),
        ])
    func namesMethods(method: String, path: String, allowed: [String]) throws {
        guard case .wrongMethod(let methods) = router.match(try #require(HTTPRequest.Method(method)), path) else {
            Issue.record("not a wrong method")
            return
        }
        #expect(methods.map(\.rawValue) == allowed)
    }

    @Test("reserves the first parts of its own paths")
    func reserves() {
        #expect(router.reserved == ["netzwerk", "anmelden", "api"])
    }
}
