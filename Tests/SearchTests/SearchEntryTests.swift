// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Search
import Testing

@Suite("The numbers of an entry")
struct SearchFiguresTests {
    @Test func areNilWhereUnknownOrAbsent() {
        let figures = SearchFigures([4, SearchFigures.unknown][...])
        #expect(figures[0] == 4)
        #expect(figures[1] == nil)
        #expect(figures[2] == nil)
    }
}
