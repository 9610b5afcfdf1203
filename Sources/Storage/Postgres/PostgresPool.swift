// SPDX-License-Identifier: EUPL-1.2

import Dispatch
import Synchronization

import class Foundation.Thread

/// Sessions with the server, each on a thread of its own, that take jobs in the order of their arrival. A thread starts
/// when all others are at work; a session that broke is replaced when the next job comes.
final class PostgresPool: Sendable {
    /// Gets the session that it may use, or the reason why there is none.
    private typealias Job = @Sendable (Result<PostgresSession, any Error>) -> Void

    private struct State {
        var jobs: [Job] = []
        var threadCount = 0
        /// Threads that wait. The one that waits shortest is woken first, for its session is the warmest.
        var sleepers: [DispatchSemaphore] = []
        var isClosed = false
        var closers: [CheckedContinuation<Void, Never>] = []
    }

    private let address: PostgresAddress
    private let limit: Int
    private let state = Mutex(State())

    init(address: PostgresAddress, limit: Int) {
        self.address = address
        self.limit = max(1, limit)
    }

    /// Carries out `body` on the next session that is free.
    func run<Value: Sendable>(
        _ body: @escaping @Sendable (PostgresSession) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            submit { session in continuation.resume(with: Result { try body(session.get()) }) }
        }
    }

    /// Refuses later jobs, and waits for those that were taken and for the sessions to end.
    func close() async {
        refuseJobs()
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                if state.threadCount > 0 { state.closers.append(continuation) }
                return state.threadCount == 0
            }
            if isOver { continuation.resume() }
        }
    }

    func refuseJobs() {
        let sleepers = state.withLock { state in
            state.isClosed = true
            defer { state.sleepers = [] }
            return state.sleepers
        }
        for sleeper in sleepers { sleeper.signal() }
    }

    private func submit(_ job: @escaping Job) {
        enum Reaction {
            case refuse, startThread, wait
            case wake(DispatchSemaphore)
        }
        let reaction = state.withLock { state -> Reaction in
            if state.isClosed { return .refuse }
            state.jobs.append(job)
            if let sleeper = state.sleepers.popLast() { return .wake(sleeper) }
            guard state.threadCount < limit else { return .wait }
            state.threadCount += 1
            return .startThread
        }
        switch reaction {
        case .refuse: job(.failure(StorageError.unavailable("closed")))
        case .wake(let sleeper): sleeper.signal()
        case .startThread: Thread.detachNewThread { self.serve() }
        case .wait: break
        }
    }

    /// The life of a thread.
    private func serve() {
        let alarm = DispatchSemaphore(value: 0)
        var session: PostgresSession?
        while let job = nextJob(alarm) {
            if session?.isUsable != true { session = nil }
            let outcome = Result { try session ?? PostgresSession(address) }
            session = try? outcome.get()
            job(outcome)
            if case .failure(let error) = outcome { tellAllWhoWait(of: error) }
        }
        session = nil
        let closers = state.withLock { state in
            state.threadCount -= 1
            guard state.threadCount == 0 else { return [CheckedContinuation<Void, Never>]() }
            defer { state.closers = [] }
            return state.closers
        }
        for closer in closers { closer.resume() }
    }

    /// Sleeps until there is a job. `nil` at the end.
    private func nextJob(_ alarm: DispatchSemaphore) -> Job? {
        while true {
            let (job, isOver) = state.withLock { state -> (Job?, Bool) in
                if !state.jobs.isEmpty { return (state.jobs.removeFirst(), false) }
                if !state.isClosed { state.sleepers.append(alarm) }
                return (nil, state.isClosed)
            }
            if job != nil || isOver { return job }
            alarm.wait()
        }
    }

    /// When the server cannot be reached, the others need not find that out one after the other.
    private func tellAllWhoWait(of error: any Error) {
        let jobs = state.withLock { state in
            defer { state.jobs = [] }
            return state.jobs
        }
        for job in jobs { job(.failure(error)) }
    }
}
