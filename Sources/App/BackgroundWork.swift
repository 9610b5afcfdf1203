// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Logging
import Mail
import Search
import ServiceLifecycle
import Storage
import Synchronization
import Web

/// What happens without anybody asking: mail goes out, jobs are done, holds run out.
struct BackgroundWork: Service {
    let wiring: Wiring

    func run() async throws {
        let (wakeUps, bell) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        wiring.database.onCommit { signals in if signals.contains(.jobs) { bell.yield() } }
        let runner = JobRunner(
            database: wiring.database, handlers: wiring.capabilities.flatMap(\.jobs), clock: wiring.clock,
            logger: wiring.logger)
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    while !Task.isCancelled {
                        bell.yield()
                        try? await Task.sleep(for: .seconds(5))
                    }
                    bell.finish()
                }
                group.addTask { for await _ in wakeUps { await deliver(runner) } }
                group.addTask { await logged("search") { try await wiring.search.load() } }
                for work in wiring.capabilities.flatMap(\.recurring) + [wiring.once.tidying, wiring.fileTidying] {
                    group.addTask { await comeRound(work) }
                }
            }
        }
    }

    private func deliver(_ runner: JobRunner) async {
        await logged("mail") { while try await wiring.outbox.deliverDue(limit: 50) == 50 {} }
        await logged("jobs") { while try await runner.runDue() > 0 {} }
    }

    private func comeRound(_ work: RecurringWork) async {
        while !Task.isCancelled {
            await logged(work.name) { try await work.run(wiring.clock.now()) }
            try? await Task.sleep(for: .seconds(work.every.seconds))
        }
    }

    private func logged(_ name: String, _ body: () async throws -> Void) async {
        do {
            try await body()
        } catch {
            if Task.isCancelled { return }
            wiring.logger.error("background work failed", metadata: ["work": "\(name)", "error": "\(error)"])
        }
    }
}
