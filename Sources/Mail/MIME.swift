// SPDX-License-Identifier: EUPL-1.2

import CGMime
import Foundation
import Kernel

/// Why a mail cannot be written.
package enum MIMEFailure: Error, Sendable, Equatable {
    /// A field holds what its header cannot carry.
    case unusable(field: String)
    /// A header that cannot be folded is longer than the 998 octets of RFC 5322, 2.1.1.
    case lineTooLong
}

/// The mail as RFC 5322 and MIME want it: seven-bit, CRLF, lines of at most 998 octets.
///
/// What people typed (names, subject, file names) loses its control characters, so that it never starts a header of its
/// own; what the program sets (ids, types, the address to unsubscribe at) is refused when it is not well-formed.
package func mime(_ message: MailMessage) throws(MIMEFailure) -> [UInt8] {
    GMime.start()
    let letter = GMime.letter()
    defer { g_object_unref(letter) }
    let header: GMime.Object = GMime.cast(letter)

    setPeople(of: message, on: letter)
    g_mime_message_set_subject(letter, message.subject.headerText, "utf-8")
    let date = g_date_time_new_from_unix_utc(gint64(message.date.seconds))
    g_mime_message_set_date(letter, date)
    g_date_time_unref(date)
    try setConversation(of: message, on: letter)
    g_mime_object_set_header(header, "Content-Language", message.language.rawValue, nil)
    if message.isAutomatic { g_mime_object_set_header(header, "Auto-Submitted", "auto-generated", nil) }
    if let address = message.listUnsubscribe { try setUnsubscribing(at: address, on: header) }

    let body = try body(of: message)
    g_mime_message_set_mime_part(letter, body)
    g_object_unref(body)

    let bytes = GMime.bytes(of: header)
    guard bytes.split(separator: UInt8(ascii: "\n")).allSatisfy({ $0.count <= 999 }) else { throw .lineTooLong }
    return bytes
}

private func setPeople(of message: MailMessage, on letter: GMime.Letter) {
    GMime.add(message.from, to: g_mime_message_get_from(letter))
    GMime.add(message.to, to: g_mime_message_get_to(letter))
    if let replyTo = message.replyTo { GMime.add(replyTo, to: g_mime_message_get_reply_to(letter)) }
}

private func setConversation(of message: MailMessage, on letter: GMime.Letter) throws(MIMEFailure) {
    let header: GMime.Object = GMime.cast(letter)
    guard message.messageID.isMessageID else { throw .unusable(field: "messageID") }
    g_mime_message_set_message_id(letter, message.messageID)
    if let answered = message.inReplyTo {
        guard answered.isMessageID else { throw .unusable(field: "inReplyTo") }
        g_mime_object_set_header(header, "In-Reply-To", "<\(answered)>", nil)
    }
    guard !message.references.isEmpty else { return }
    guard message.references.allSatisfy(\.isMessageID) else { throw .unusable(field: "references") }
    g_mime_object_set_header(
        header, "References", message.references.map { "<\($0)>" }.joined(separator: " "), nil)
}

/// Written raw, for RFC 8058 wants the address as it is, neither folded nor encoded.
private func setUnsubscribing(at address: String, on header: GMime.Object) throws(MIMEFailure) {
    guard Link(external: address)?.value == address, address.hasPrefix("http"),
        address.utf8.allSatisfy({ $0 < 0x7F && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") })
    else { throw .unusable(field: "listUnsubscribe") }
    GMime.setRaw("List-Unsubscribe", "<\(address)>", on: header)
    if address.hasPrefix("https:") { GMime.setRaw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click", on: header) }
}

/// `multipart/mixed` around `multipart/alternative`, each only when there is more than one thing to hold.
private func body(of message: MailMessage) throws(MIMEFailure) -> GMime.Object {
    guard message.attachments.allSatisfy(\.contentType.isContentType) else { throw .unusable(field: "contentType") }
    var forms = [GMime.text(message.text, subtype: "plain")]
    if let html = message.html { forms.append(GMime.text(html, subtype: "html")) }
    forms += message.attachments.filter { $0.place == .alternative }.map(GMime.file)
    let files = message.attachments.filter { $0.place == .attached }.map(GMime.file)
    return GMime.multipart("mixed", [GMime.multipart("alternative", forms)] + files)
}

extension String {
    /// One line of text without control characters.
    var headerText: String {
        String(String.UnicodeScalarView(unicodeScalars.map { $0.properties.isControl ? " " : $0 })).trimmed
    }

    /// What stands between the angle brackets of a Message-ID.
    fileprivate var isMessageID: Bool {
        let halves = split(separator: "@", omittingEmptySubsequences: false)
        return halves.count == 2 && halves.allSatisfy { !$0.isEmpty } && utf8.count <= 250
            && utf8.allSatisfy { (0x21...0x7E).contains($0) && !"<>()[]\\,;:\"".utf8.contains($0) }
    }

    /// `type/subtype`, then perhaps parameters, all on one line of ASCII.
    fileprivate var isContentType: Bool {
        let names = (split(separator: ";").first.map(String.init) ?? "").split(
            separator: "/", omittingEmptySubsequences: false)
        return utf8.count <= 200 && utf8.allSatisfy { (0x20...0x7E).contains($0) }
            && names.count == 2
            && names.allSatisfy { name in
                !name.isEmpty && name.allSatisfy { $0.isLetter || $0.isNumber || "!#$&-^_.+".contains($0) }
            }
    }
}

extension Unicode.Scalar.Properties {
    /// Control characters, and the separators that some programs break lines at.
    fileprivate var isControl: Bool {
        switch generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
