// SPDX-License-Identifier: EUPL-1.2

import Foundation

/// Prints each figure beside its aim and remembers what was missed.
final class Report {
    private(set) var missed = 0

    func limit(_ what: String, _ value: Double, _ unit: String, atMost limit: Double) {
        let isMet = value <= limit
        if !isMet { missed += 1 }
        line(isMet ? "ok    " : "MISSED", what, String(format: "%.2f", value) + unit, "≤ \(limit.formatted())\(unit)")
    }

    func note(_ what: String, _ value: String) { line("      ", what, value, "") }

    private func line(_ mark: String, _ what: String, _ value: String, _ aim: String) {
        print(mark, what.padding(toLength: 72, withPad: " ", startingAt: 0), value, aim)
        fflush(nil)
    }
}

/// Milliseconds, shortest first.
struct Times {
    let median: Double
    let p95: Double
    let longest: Double
    /// What the processor worked for each, clients included: the same however busy the machine is.
    let work: Double

    init(_ times: [Double], work: Double = 0) {
        self.work = work
        median = times[times.count / 2]
        p95 = times[times.count * 95 / 100]
        longest = times[times.count - 1]
    }

    var words: String {
        String(
            format: "median %.2f ms, p95 %.2f ms, longest %.2f ms, work %.2f ms each", median, p95, longest, work)
    }

    /// Milliseconds that the processor has worked for this process.
    static var processorMilliseconds: Double { Double(clock()) * 1_000 / Double(CLOCKS_PER_SEC) }
}
