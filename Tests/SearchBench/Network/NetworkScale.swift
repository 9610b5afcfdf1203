// SPDX-License-Identifier: EUPL-1.2

import Directory
import Foundation
import Kernel
import Logging
import Search
import ServiceLifecycle
import Storage
import TestSupport
import Web

/// The network of libraries in its full size: ten thousand libraries, `count` measures, three adaptations to each. Eight
/// clients ask the real pages over HTTP, everything in one process.
struct NetworkScale {
    private let judged: JudgedSet
    private let count: Int
    private let questions: [String]
    private static let libraries = 10_000
    private static let few = 1_000
    private static let clients = 8

    init(_ judged: JudgedSet, count: Int) {
        self.judged = judged
        self.count = count
        questions = judged.questions.map(\.query).filter { !$0.contains("\"") }
    }

    func run() async throws -> Bool {
        let report = Report()
        for engine in Engine.available { try await run(engine, report) }
        return report.missed == 0
    }

    private func run(_ engine: Engine, _ report: Report) async throws {
        print("\n\(engine.testDescription): \(Self.libraries) libraries, \(count) measures; load \(Self.load)")
        let network = try await GeneratedNetwork(engine)
        let took = try await network.importLibraries(GeneratedLibraries(count: Self.libraries))
        report.limit("import of \(Self.libraries) rows of statistics", took / 1_000, " s", atMost: 10)
        let measures = GeneratedMeasures(judged, try await network.libraries())
        var adaptations = try await network.enter(0..<Self.few, of: measures)
        let small = try await served(network) { clients in try await best(clients, .page) }
        if count > Self.few {
            let start = ContinuousClock.now
            adaptations += try await network.enter(Self.few..<count, of: measures)
            report.note("measures and \(adaptations) adaptations entered", "\(start.duration(to: .now))")
        }
        try await load(network, report)
        try await served(network) { clients in
            try await ask(clients, network, report, small: small)
            try await similar(network, report)
        }
    }

    /// What a fresh process needs before it can answer.
    private func load(_ network: GeneratedNetwork, _ report: Report) async throws {
        let before = Self.residentMegabytes
        let start = ContinuousClock.now
        let index = SearchIndex(database: network.database)
        try await index.load()
        report.note(
            "a second index read into memory", "\(start.duration(to: .now)), \(Self.residentMegabytes - before) MB")
    }

    private func ask(
        _ clients: Clients, _ network: GeneratedNetwork, _ report: Report, small: Times
    ) async throws {
        try await PlainSearch(network: network).fill()
        let bare = try await best(clients, .bare)
        let own = try await best(clients, .own)
        let search = try await best(clients, .search)
        let page = try await best(clients, .page)
        let program = try await best(clients, .program)
        let all = try await best(clients, .all)
        report.note("bare full-text query", bare.words)
        report.note("own index without fit and filters", own.words)
        report.note("search with fit and filters, one measure shown", search.words)
        report.note("page with fit and filters", page.words)
        report.note("the same for programs", program.words)
        report.note("page with fit and filters, no words", all.words)
        report.limit("page with fit and filters, p95, \(Self.clients) clients", page.p95, " ms", atMost: 60)
        report.limit("the same for programs, p95", program.p95, " ms", atMost: 60)
        report.limit("page without words, p95", all.p95, " ms", atMost: 60)
        // The bare query answers with ids alone, so the search is held against it with as little around it as can be.
        report.limit("search with fit : bare full-text query, p95", search.p95 / bare.p95, "", atMost: 2)
        report.limit("search with fit : bare full-text query, median", search.median / bare.median, "", atMost: 2)
        report.note("page : bare full-text query, median", String(format: "%.2f", page.median / bare.median))
        report.limit("page : page among \(Self.few) measures, median", page.median / small.median, "", atMost: 3)
        report.note("resident memory of server and bench", "\(Self.residentMegabytes) MB; load \(Self.load)")
    }

    /// As a library's page and the list ask for them.
    private func similar(_ network: GeneratedNetwork, _ report: Report) async throws {
        var times: [Double] = []
        for (id, _) in try await network.libraries().prefix(200) {
            let start = ContinuousClock.now
            _ = try await network.directory.libraries.similar(to: id, limit: 5)
            times.append(start.duration(to: .now) / .milliseconds(1))
        }
        // The first one reads all libraries.
        report.note("similar libraries, the first time", String(format: "%.1f ms", times[0]))
        report.limit("similar libraries, p95", Times(times.dropFirst().sorted()).p95, " ms", atMost: 20)
    }

    // MARK: Questions

    /// What clients ask for. Each path has other figures, so that no answer comes from the page cache.
    private enum Pattern {
        case bare, own, search, page, program, all

        func path(_ question: String, _ number: Int) -> String {
            let words = question.percentEncoded
            let own = 2_000 + number * 7 % 40_000
            switch self {
            case .bare: return "/bare?q=\(words)"
            case .own: return "/own?q=\(words)"
            case .page, .all:
                let space = number.isMultiple(of: 2) ? "&space=learning&space=meeting" : "&topic=reading"
                return "/netzwerk/massnahmen?q=\(self == .all ? "" : words)&einwohner=\(own)&flaeche=\(own / 25)"
                    + "&vzae=1,5&hours_per_month_max=12&money_per_year_max=2000\(space)"
            case .program, .search:
                return "/api/v1/measures?q=\(words)&population=\(own)&area=\(own / 25)&fte=1.5&hours_per_month_max=12"
                    + "&money_per_year_max=2000&space=learning,meeting&limit=\(self == .search ? 1 : 20)"
            }
        }
    }

    private func best(_ served: Clients, _ pattern: Pattern) async throws -> Times {
        var best: Times?
        for round in 0...3 {
            let paths = questions.enumerated().map { pattern.path($0.element, $0.offset + round * 10_000) }
            let before = Times.processorMilliseconds
            let answered = try await served.ask(paths)
            let times = Times(
                answered, work: (Times.processorMilliseconds - before) / Double(answered.count))
            // The first round warms up.
            if round > 0, best.map({ times.p95 < $0.p95 }) ?? true { best = times }
        }
        guard let best else { throw GeneratedNetwork.Failure("no figures") }
        return best
    }

    /// Serves the network's pages while `body` asks for them.
    private func served<Value: Sendable>(
        _ network: GeneratedNetwork, _ body: (Clients) async throws -> Value
    ) async throws -> Value {
        let (ports, ready) = AsyncStream.makeStream(of: Int.self)
        let server = WebServer(
            site: network.site(PlainSearch(network: network).routes),
            binding: WebServer.Binding(host: "127.0.0.1", port: 0), logger: Logger(label: "bench")
        ) { port in ready.yield(port) }
        let group = ServiceGroup(services: [try server.service()], logger: Logger(label: "bench"))
        let running = Task { try await group.run() }
        guard let port = await ports.first(where: { _ in true }) else { throw GeneratedNetwork.Failure("no server") }
        let value = try await body(Clients(port: port, count: Self.clients))
        await group.triggerGracefulShutdown()
        try await running.value
        return value
    }

    private static var residentMegabytes: Int {
        let status = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
        return (status.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 4 / 1024
    }

    private static var load: String {
        (try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8))?.split(separator: " ").first.map(String.init)
            ?? "unknown"
    }
}
