// SPDX-License-Identifier: EUPL-1.2

private import CZlib

/// Compression for what is sent to everyone alike. What holds a secret of one person is never compressed together with
/// what somebody else can choose (BREACH).
enum Gzip {
    /// The bytes as a gzip file; `nil` when memory is short.
    static func compressed(_ bytes: [UInt8]) -> [UInt8]? {
        var stream = z_stream()
        guard zlib_start_gzip(&stream) == Z_OK else { return nil }
        defer { deflateEnd(&stream) }
        var input = bytes
        var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
        let result = input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                return deflate(&stream, Z_FINISH)
            }
        }
        return result == Z_STREAM_END ? Array(output.prefix(Int(stream.total_out))) : nil
    }

    /// Whether who asks takes gzip: `Accept-Encoding` of RFC 9110, section 12.5.3.
    static func isAccepted(_ acceptEncoding: String?) -> Bool {
        let choices = (acceptEncoding ?? "").lowercased().split(separator: ",").map { choice in
            choice.split(separator: ";").map(\.trimmed)
        }
        let named = choices.first { $0.first == "gzip" } ?? choices.first { $0.first == "*" }
        guard let named else { return false }
        let weight = named.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) }
        return weight ?? 1 > 0
    }
}
