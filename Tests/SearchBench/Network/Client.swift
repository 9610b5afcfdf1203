// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Synchronization

/// Clients of a server on this machine, each on a thread of its own with one connection that stays open. They ask one
/// question after another and do next to nothing themselves, for server and clients share the machine.
struct Clients {
    let port: Int
    let count: Int

    /// The milliseconds that each of the paths took, from the first byte asked to the last answered; shortest first.
    func ask(_ paths: [String]) async throws -> [Double] {
        let (port, count) = (port, count)
        let results = Mutex<[Result<[Double], any Error>]>([])
        await withCheckedContinuation { continuation in
            for client in 0..<count {
                Thread.detachNewThread {
                    let mine = paths.enumerated().filter { $0.offset % count == client }.map(\.element)
                    let result = Result { try Self.times(of: mine, port) }
                    let isLast = results.withLock { results in
                        results.append(result)
                        return results.count == count
                    }
                    if isLast { continuation.resume() }
                }
            }
        }
        return try results.withLock { $0 }.flatMap { try $0.get() }.sorted()
    }

    private static func times(of paths: [String], _ port: Int) throws -> [Double] {
        let connection = try Connection(port: port)
        return try paths.map { path in
            let start = ContinuousClock.now
            let (status, count) = try connection.get(path)
            guard status == 200, count > 0 else { throw GeneratedNetwork.Failure("\(status) for \(path)") }
            return start.duration(to: .now) / .milliseconds(1)
        }
    }
}

/// A connection of HTTP/1.1 to this machine. Answers have a `Content-Length` or come in chunks.
private final class Connection {
    private let file: Int32
    private var buffer: [UInt8] = []
    private var start = 0

    init(port: Int) throws {
        file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(file, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw GeneratedNetwork.Failure("nobody listens") }
        var isOn: Int32 = 1
        setsockopt(file, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, socklen_t(MemoryLayout<Int32>.size))
    }

    deinit { close(file) }

    /// Status and length of the answer.
    func get(_ path: String) throws -> (status: Int, count: Int) {
        let request = Array("GET \(path) HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n\r\n".utf8)
        guard send(file, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else {
            throw GeneratedNetwork.Failure("the server has gone")
        }
        let status = Int(try line().split(separator: " ").dropFirst().first ?? "") ?? 0
        var length: Int?
        while true {
            let header = try line()
            if header.isEmpty { break }
            if header.lowercased().hasPrefix("content-length:") {
                length = Int(header.dropFirst(15).trimmingPrefix(" "))
            }
        }
        if let length {
            try skip(length)
            return (status, length)
        }
        var count = 0
        while let size = Int(try line(), radix: 16), size > 0 {
            try skip(size + 2)
            count += size
        }
        try skip(2)
        return (status, count)
    }

    private func line() throws -> String {
        var end = start
        while true {
            while end < buffer.count, buffer[end] != 10 { end += 1 }
            if end < buffer.count { break }
            let seen = end - start
            try fill()
            end = start + seen
        }
        defer { start = end + 1 }
        return String(decoding: buffer[start..<max(start, end - 1)], as: UTF8.self)
    }

    private func skip(_ count: Int) throws {
        while buffer.count - start < count { try fill() }
        start += count
    }

    private func fill() throws {
        buffer.removeFirst(start)
        start = 0
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = recv(file, &chunk, chunk.count, 0)
        guard count > 0 else { throw GeneratedNetwork.Failure("the server has gone") }
        buffer.append(contentsOf: chunk[..<count])
    }
}
