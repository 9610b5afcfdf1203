// SPDX-License-Identifier: EUPL-1.2

import Dispatch
import Glibc
import Synchronization

/// A mail server on this machine that speaks SMTP in the open and says what the test wants.
final class ScriptedMailServer: Sendable {
    struct NoSocket: Error {}

    /// Gives the answer to a command, `DATA.` standing for the end of a mail; `nil` for the usual one.
    private let script: @Sendable (String) -> String?
    private let heard = Mutex<[String]>([])
    private let socket: CInt
    let port: Int

    init(_ script: @escaping @Sendable (String) -> String? = { _ in nil }) throws {
        self.script = script
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let (listener, size) = (socket, length)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(listener, pointer, size) == 0 && listen(listener, 8) == 0
                    && getsockname(listener, pointer, &length) == 0
            }
        }
        guard bound else { throw NoSocket() }
        port = Int(UInt16(bigEndian: address.sin_port))
        DispatchQueue(label: "scripted-mail-server").async { [weak self] in
            while case let client = accept(listener, nil, nil), client >= 0 { self?.serve(client) }
            close(listener)
        }
    }

    /// Wakes the listener, which closes the socket.
    deinit { shutdown(socket, Int32(SHUT_RDWR)) }

    /// Commands and lines of mails, in the order they came.
    var lines: [String] { heard.withLock { $0 } }

    private func serve(_ client: CInt) {
        defer { close(client) }
        say(script("") ?? "220 mail.example", to: client)
        var rest: [UInt8] = []
        var isInMail = false
        while let line = nextLine(from: client, &rest) {
            heard.withLock { $0.append(line) }
            if isInMail {
                if line != "." { continue }
                isInMail = false
                say(script("DATA.") ?? "250 OK", to: client)
            } else {
                let command = String(line.prefix { $0 != " " && $0 != ":" }).uppercased()
                let usual = ["DATA": "354 Go on", "QUIT": "221 Bye"][command] ?? "250 OK"
                let answer = script(line) ?? usual
                isInMail = answer.hasPrefix("354")
                say(answer, to: client)
            }
        }
    }

    private func say(_ answer: String, to client: CInt) {
        let bytes = Array((answer + "\r\n").utf8)
        _ = send(client, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    private func nextLine(from client: CInt, _ rest: inout [UInt8]) -> String? {
        while true {
            if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                let line = String(decoding: rest[..<end].filter { $0 != UInt8(ascii: "\r") }, as: UTF8.self)
                rest.removeSubrange(...end)
                return line
            }
            var buffer = [UInt8](repeating: 0, count: 4_096)
            let count = recv(client, &buffer, buffer.count, 0)
            guard count > 0 else { return nil }
            rest += buffer.prefix(count)
        }
    }
}
