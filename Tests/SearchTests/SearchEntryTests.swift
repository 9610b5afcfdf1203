// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Search
import Testing

@Suite("The numbers of an entry")
struct SearchFiguresTests {
    @Test func areNilWhereUnknownOrAbsent() {
        let numbers: [Int32] = [4, SearchFigures.unknown]
        let read = (0...2).map { numbers.span.number($0) }
        #expect(read == [4, nil, nil])
    }
}
