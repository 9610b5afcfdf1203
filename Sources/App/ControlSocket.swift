// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Foundation
import ServiceLifecycle
import Synchronization

/// Commands that are given while `serve` runs are carried out inside it, over a socket that only its owner may use: two
/// processes never open one SQLite file.
///
/// The client sends its arguments as one line of JSON. The server answers with one line:
/// `{"output": "…", "error": "…", "status": 0}`; before it, there may be others that tell how far it is:
/// `{"progress": "…"}`.
struct ControlAnswer: Codable, Sendable {
    var output = ""
    var error = ""
    var status: Int32 = 0
    /// How far the command is. What else the line holds is not the answer yet.
    var progress: String?
}

/// Where commands tell how far they are: on standard error, also when they are carried out inside a running server.
enum CommandProgress {
    @TaskLocal static var show: @Sendable (String) -> Void = { Output.error($0) }
}

/// The side of the running server.
final class ControlServer: Service {
    private let wiring: Wiring
    private let path: String
    private let listener: Int32

    init(wiring: Wiring) throws {
        self.wiring = wiring
        path = DataDirectory.controlSocket(in: wiring.settings.data)
        unlink(path)
        listener = try UnixSocket.listen(at: path)
        chmod(path, 0o600)
    }

    func run() async throws {
        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                for await connection in connections {
                    group.addTask { await self.serve(connection) }
                }
            }
        } onGracefulShutdown: { [listener, path] in
            shutdown(listener, Int32(SHUT_RDWR))
            unlink(path)
        }
    }

    private var connections: AsyncStream<Int32> {
        AsyncStream { continuation in
            let listener = listener
            Thread.detachNewThread {
                while true {
                    let connection = accept(listener, nil, nil)
                    if connection < 0 { break }
                    continuation.yield(connection)
                }
                close(listener)
                continuation.finish()
            }
        }
    }

    private func serve(_ connection: Int32) async {
        defer { close(connection) }
        let line = await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: UnixSocket.readLine(connection)) }
        }
        guard let arguments = try? JSONDecoder().decode([String].self, from: line) else { return }
        var answer = ControlAnswer()
        do {
            let command = try Stadtzimmer.parseAsRoot(arguments)
            guard let command = command as? any InsideCommand else {
                throw Complaint("not possible while the server runs")
            }
            let tell: @Sendable (String) -> Void = { Self.send(ControlAnswer(progress: $0), to: connection) }
            answer.output = try await CommandProgress.$show.withValue(tell) {
                try await command.carryOut(in: wiring)
            }
        } catch {
            answer.error = Complaint.words(for: error, in: wiring)
            answer.status = 1
        }
        Self.send(answer, to: connection)
    }

    private static func send(_ answer: ControlAnswer, to connection: Int32) {
        if let data = try? JSONEncoder().encode(answer) { UnixSocket.write(connection, data + [10]) }
    }
}

/// The side of a command.
enum ControlClient {
    /// The running server's answer; `nil` when none runs. What it tells before is shown as it comes.
    static func ask(_ arguments: [String], socket path: String) throws -> ControlAnswer? {
        guard let connection = UnixSocket.connect(to: path) else { return nil }
        defer { close(connection) }
        UnixSocket.write(connection, try JSONEncoder().encode(arguments) + [10])
        while true {
            let answer = try JSONDecoder().decode(ControlAnswer.self, from: UnixSocket.readLine(connection))
            guard let progress = answer.progress else { return answer }
            CommandProgress.show(progress)
        }
    }
}

/// Blocking local sockets.
private enum UnixSocket {
    static func listen(at path: String) throws -> Int32 {
        let file = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard file >= 0, withAddress(path, { bind(file, $0, $1) }) == 0, Glibc.listen(file, 8) == 0 else {
            throw Complaint("cannot listen at \(path)")
        }
        return file
    }

    static func connect(to path: String) -> Int32? {
        let file = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard file >= 0 else { return nil }
        guard withAddress(path, { Glibc.connect(file, $0, $1) }) == 0 else {
            close(file)
            return nil
        }
        return file
    }

    static func readLine(_ file: Int32) -> Data {
        var line = Data()
        var byte: UInt8 = 0
        while read(file, &byte, 1) == 1, byte != 10 { line.append(byte) }
        return line
    }

    static func write(_ file: Int32, _ data: Data) {
        var rest = Array(data)
        while !rest.isEmpty {
            let count = send(file, rest, rest.count, Int32(MSG_NOSIGNAL))
            if count <= 0 { return }
            rest.removeFirst(count)
        }
    }

    private static func withAddress<Value>(
        _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Value
    ) -> Value {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { bytes in
            bytes.copyBytes(from: path.utf8.prefix(bytes.count - 1))
        }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
