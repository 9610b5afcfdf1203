// SPDX-License-Identifier: EUPL-1.2

import Synchronization

/// How many requests were answered, by method and status, and how long that took in all; for `/metrics`.
package final class RequestCounts: Sendable {
    private struct Key: Hashable {
        let method: String
        let status: Int
    }

    private struct Sum {
        var count = 0
        var seconds = 0.0
    }

    private let sums = Mutex<[Key: Sum]>([:])

    package init() {}

    func note(method: String, status: Int, took duration: Duration) {
        let (seconds, attoseconds) = duration.components
        sums.withLock { sums in
            sums[Key(method: method, status: status), default: Sum()].count += 1
            sums[Key(method: method, status: status), default: Sum()].seconds +=
                Double(seconds) + Double(attoseconds) / 1e18
        }
    }

    /// In the text format of Prometheus, version 0.0.4.
    package var prometheusText: String {
        let lines = sums.withLock { $0 }.sorted { ($0.key.method, $0.key.status) < ($1.key.method, $1.key.status) }
        let name = "stadtzimmer_http_request_duration_seconds"
        let body = lines.map { key, sum in
            let labels = "{method=\"\(key.method)\",status=\"\(key.status)\"}"
            return "\(name)_count\(labels) \(sum.count)\n\(name)_sum\(labels) \(sum.seconds)\n"
        }.joined()
        return "# HELP \(name) Requests answered and the time they took.\n# TYPE \(name) summary\n\(body)"
    }
}
