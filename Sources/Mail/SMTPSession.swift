// SPDX-License-Identifier: EUPL-1.2

import CCurl
import Kernel

/// libcurl's handle with the connection it keeps. Belongs to one thread at a time.
final class SMTPSession {
    private static let started: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    private let handle: UnsafeMutableRawPointer?
    private let words = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

    init(server: SMTPServer) {
        handle = Self.started ? curl_easy_init() : nil
        words.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        configure(for: server)
    }

    deinit {
        curl_easy_cleanup(handle)
        words.deallocate()
    }

    /// Sends a finished mail. Blocks for a minute at the most.
    func send(_ bytes: [UInt8], from sender: MailAddress, to recipient: MailAddress) throws(DeliveryFailure) {
        guard let handle else { throw .temporary("libcurl cannot be started") }
        let letter = SMTPLetter(bytes)
        let recipients = curl_slist_append(nil, "<\(recipient)>")
        defer { curl_slist_free_all(recipients) }
        words.pointee = 0
        let code = withExtendedLifetime(letter) {
            let context = Unmanaged.passUnretained(letter).toOpaque()
            ccurl_set_reader(handle, readLetter, context)
            ccurl_set_answer_reader(handle, readAnswer, context)
            ccurl_set_size(handle, CURLOPT_INFILESIZE_LARGE, curl_off_t(bytes.count))
            ccurl_set_string(handle, CURLOPT_MAIL_FROM, "<\(sender)>")
            ccurl_set_list(handle, CURLOPT_MAIL_RCPT, recipients)
            return curl_easy_perform(handle)
        }
        ccurl_set_list(handle, CURLOPT_MAIL_RCPT, nil)
        if code != CURLE_OK { throw failure(code, of: letter) }
    }

    private func configure(for server: SMTPServer) {
        guard let handle else { return }
        ccurl_set_string(handle, CURLOPT_URL, server.address)
        ccurl_set_string(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        ccurl_set_string(handle, CURLOPT_PROXY, "")
        if let user = server.user {
            ccurl_set_string(handle, CURLOPT_USERNAME, user)
            ccurl_set_string(handle, CURLOPT_PASSWORD, server.password ?? "")
        }
        ccurl_set_long(handle, CURLOPT_USE_SSL, Int((server.requiresTLS ? CURLUSESSL_ALL : CURLUSESSL_TRY).rawValue))
        ccurl_set_long(handle, CURLOPT_SSL_VERIFYPEER, 1)
        ccurl_set_long(handle, CURLOPT_SSL_VERIFYHOST, 2)
        if let file = server.authoritiesFile {
            ccurl_set_string(handle, CURLOPT_CAINFO, file)
            ccurl_set_string(handle, CURLOPT_CAPATH, nil)
        }
        ccurl_set_long(handle, CURLOPT_CONNECTTIMEOUT, 10)
        ccurl_set_long(handle, CURLOPT_TIMEOUT, 60)
        ccurl_set_long(handle, CURLOPT_NOSIGNAL, 1)
        ccurl_set_long(handle, CURLOPT_UPLOAD, 1)
        ccurl_set_buffer(handle, CURLOPT_ERRORBUFFER, words)
    }

    /// Only an answer to the mail itself is final. One to the greeting or to signing in is about how the server is set
    /// up, which somebody will mend.
    private func failure(_ code: CURLcode, of letter: SMTPLetter) -> DeliveryFailure {
        let answer = letter.answer
        let isAboutMail = code == CURLE_SEND_ERROR || code == CURLE_WEIRD_SERVER_REPLY && letter.isUnderWay
        let isAboutSignIn = [530, 534, 535, 538].contains(answer.code)  // RFC 4954, 6
        if isAboutMail, !isAboutSignIn, (500...599).contains(answer.code) { return .permanent(answer.text) }
        let reason = words.pointee == 0 ? String(cString: curl_easy_strerror(code)) : String(cString: words)
        return .temporary(answer.code >= 400 ? "\(reason): \(answer.text)" : reason)
    }
}

/// What one transfer reads from and writes to, reached by libcurl through a pointer.
private final class SMTPLetter {
    private let bytes: [UInt8]
    private var sent = 0
    private(set) var answer = SMTPAnswer()

    var isUnderWay: Bool { sent > 0 }

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func next(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let piece = bytes[sent...].prefix(buffer.count)
        buffer.copyBytes(from: piece)
        sent += piece.count
        return piece.count
    }

    func heard(_ line: UnsafeRawBufferPointer) { answer.add(line) }
}

/// The last answer of a mail server to anything but QUIT, which libcurl sends behind a refusal. Long answers have
/// several lines (RFC 5321, 4.2.1).
struct SMTPAnswer {
    private(set) var text = ""
    private var isComplete = true

    /// 0 before the first answer.
    var code: Int { Int(text.prefix(3)) ?? 0 }

    mutating func add(_ line: some Collection<UInt8>) {
        let line = String(decoding: line, as: UTF8.self).headerText
        if line.hasPrefix("221") { return }
        text = isComplete ? line : "\(text.prefix(1_000)) \(line.dropFirst(4))"
        isComplete = line.dropFirst(3).first != "-"
    }
}

private let readLetter: ccurl_transfer = { bytes, size, count, context in
    guard let bytes, let context else { return 0 }
    let letter = Unmanaged<SMTPLetter>.fromOpaque(context).takeUnretainedValue()
    return letter.next(into: UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
}

private let readAnswer: ccurl_transfer = { bytes, size, count, context in
    guard let bytes, let context else { return 0 }
    let letter = Unmanaged<SMTPLetter>.fromOpaque(context).takeUnretainedValue()
    letter.heard(UnsafeRawBufferPointer(start: bytes, count: size * count))
    return size * count
}
