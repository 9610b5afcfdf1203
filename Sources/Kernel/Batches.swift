// SPDX-License-Identifier: EUPL-1.2

extension Array {
    /// The elements in their order, so many at a time; the last batch may be smaller. `size` is positive.
    package func batches(of size: Int) -> [[Element]] {
        stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}
