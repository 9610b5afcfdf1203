// SPDX-License-Identifier: EUPL-1.2

import CQREncode
import Foundation
package import Kernel

/// A text as a QR code (ISO/IEC 18004), to be scanned from a screen or from paper. Corrects 15 % of damage.
package struct QRCode: Sendable, Equatable {
    /// Modules on a side, without the quiet zone.
    package let width: Int
    /// Row by row; true is dark.
    package let modules: [Bool]

    /// `nil` when the text is empty or longer than a code can hold (2 331 bytes).
    package init?(_ text: String) {
        guard !text.isEmpty, let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else { return nil }
        defer { QRcode_free(code) }
        let width = Int(code.pointee.width)
        guard let data = code.pointee.data else { return nil }
        self.width = width
        modules = UnsafeBufferPointer(start: data, count: width * width).map { $0 & 1 == 1 }
    }

    package subscript(row: Int, column: Int) -> Bool { modules[row * width + column] }

    /// The code as a picture, dark on white in every colour scheme, with the quiet zone of four modules around it.
    /// `label` is its text alternative.
    package func svg(label: HTML) -> HTML {
        let side = width + 8
        return """
            <svg class="qr" role="img" aria-label="\(label)" viewBox="0 0 \(side) \(side)" shape-rendering="crispEdges">\
            <rect width="\(side)" height="\(side)" fill="#fff"/><path stroke="#000" d="\(strokes)"/></svg>
            """
    }

    /// A line for each run of dark modules in a row, as thick as a module.
    private var strokes: String {
        var path = ""
        for row in 0..<width {
            var column = 0
            var end: Int?
            while column < width {
                let start = column
                while column < width, self[row, column] { column += 1 }
                if column > start {
                    path += end.map { "m\(start - $0) 0" } ?? "M\(start + 4) \(row + 4).5"
                    path += "h\(column - start)"
                    end = column
                }
                column += 1
            }
        }
        return path
    }
}
