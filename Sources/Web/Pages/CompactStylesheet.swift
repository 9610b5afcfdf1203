// SPDX-License-Identifier: EUPL-1.2

/// Takes out of a stylesheet what only its authors read: comments, line breaks, indentation. Strings stay as they are.
enum CompactStylesheet {
    static func of(_ text: String) -> String {
        var result: [UInt8] = []
        var rest = Array(text.utf8)[...]
        var hasGap = false
        while let byte = rest.first {
            if byte.isStyleSpace {
                rest.removeFirst()
                hasGap = true
            } else if rest.starts(with: "/*".utf8) {
                skipComment(&rest)
                hasGap = true
            } else {
                let needsGap = hasGap && !(result.last?.isTight ?? true) && !byte.isTight && !endsProperty(result)
                if needsGap { result.append(UInt8(ascii: " ")) }
                hasGap = false
                if byte == UInt8(ascii: "}"), result.last == UInt8(ascii: ";") { result.removeLast() }
                if byte == UInt8(ascii: "\"") {
                    takeString(&rest, into: &result)
                } else {
                    result.append(rest.removeFirst())
                }
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// A colon behind a property's name; in a selector no space follows one.
    private static func endsProperty(_ result: [UInt8]) -> Bool {
        guard result.last == UInt8(ascii: ":"), let before = result.dropLast().last else { return false }
        return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(before)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(before)
    }

    private static func skipComment(_ rest: inout ArraySlice<UInt8>) {
        rest.removeFirst(2)
        while !rest.isEmpty, !rest.starts(with: "*/".utf8) { rest.removeFirst() }
        rest = rest.dropFirst(2)
    }

    private static func takeString(_ rest: inout ArraySlice<UInt8>, into result: inout [UInt8]) {
        result.append(rest.removeFirst())
        while let byte = rest.popFirst() {
            result.append(byte)
            if byte == UInt8(ascii: "\\"), let escaped = rest.popFirst() { result.append(escaped) }
            if byte == UInt8(ascii: "\"") { return }
        }
    }
}

extension UInt8 {
    fileprivate var isStyleSpace: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }

    /// Needs no space on either side.
    fileprivate var isTight: Bool { "{};,".utf8.contains(self) }
}
