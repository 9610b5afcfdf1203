// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Testing

@testable import Mail

@Suite struct BackoffTests {
    @Test(arguments: [(1, 0.0, 60), (1, 1.0, 48), (4, 0.5, 432), (10, 0.0, 21_600), (12, 1.0, 17_280)])
    func jitterShortensAPauseByAFifthAtTheMost(_ attempt: Int, _ jitter: Double, _ seconds: Int64) {
        #expect(Backoff.pause(after: attempt, jitter: jitter) == .seconds(seconds))
    }
}
