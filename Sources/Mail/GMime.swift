// SPDX-License-Identifier: EUPL-1.2

import CGMime
import Foundation
import Kernel

/// GMime 3 in the few words that a letter needs. What a function returns belongs to the caller (one reference), what it
/// takes as a part is handed over.
enum GMime {
    typealias Letter = UnsafeMutablePointer<GMimeMessage>
    typealias Object = UnsafeMutablePointer<GMimeObject>
    typealias Addresses = UnsafeMutablePointer<InternetAddressList>

    private static let started: Void = g_mime_init()

    /// Must come before anything else; does its work once.
    static func start() { _ = started }

    /// An empty letter whose headers stand in the usual order.
    static func letter() -> Letter { g_mime_message_new(1) }

    /// A GObject as one of its base types, as C's macros do it.
    static func cast<From, To>(_ object: UnsafeMutablePointer<From>) -> UnsafeMutablePointer<To> {
        UnsafeMutableRawPointer(object).assumingMemoryBound(to: To.self)
    }

    static func add(_ mailbox: MailMessage.Mailbox, to list: Addresses) {
        let name = mailbox.name?.headerText ?? ""
        let address: UnsafeMutablePointer<InternetAddress> = internet_address_mailbox_new(
            name.isEmpty ? nil : name, mailbox.address.value)
        internet_address_set_charset(address, "utf-8")
        internet_address_list_add(list, address)
        g_object_unref(address)
    }

    /// Writes a header as it stands, on one line.
    static func setRaw(_ name: String, _ value: String, on object: Object) {
        g_mime_object_set_header(object, name, "", nil)
        let header = g_mime_header_list_get_header(g_mime_object_get_header_list(object), name)
        g_mime_header_set_raw_value(header, " \(value)\n")
    }

    /// UTF-8 as quoted-printable, both said outright: left alone, GMime takes the smallest charset and eight bits.
    static func text(_ text: String, subtype: String) -> Object {
        let lines = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n").unicodeScalars
            .filter { $0.value >= 0x20 && $0.value != 0x7F || $0 == "\n" || $0 == "\t" }
        let part: UnsafeMutablePointer<GMimePart> = g_mime_part_new_with_type("text", subtype)
        let object: Object = cast(part)
        g_mime_object_set_content_type_parameter(object, "charset", "utf-8")
        fill(
            part, with: Array(String(String.UnicodeScalarView(lines)).utf8), as: GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE)
        return object
    }

    /// Any bytes, unchanged, as base64.
    static func file(_ attachment: MailMessage.Attachment) -> Object {
        let part: UnsafeMutablePointer<GMimePart> = g_mime_part_new()
        let object: Object = cast(part)
        let type = g_mime_content_type_parse(nil, attachment.contentType)
        g_mime_object_set_content_type(object, type)
        g_object_unref(type)
        switch attachment.place {
        case .alternative: break
        case .attached:
            g_mime_object_set_disposition(object, "attachment")
            g_mime_part_set_filename(part, attachment.fileName.headerText)
        }
        fill(part, with: Array(attachment.data), as: GMIME_CONTENT_ENCODING_BASE64)
        return object
    }

    /// The parts in one; a single part stays as it is.
    static func multipart(_ subtype: String, _ parts: [Object]) -> Object {
        if parts.count == 1 { return parts[0] }
        let multipart: UnsafeMutablePointer<GMimeMultipart> = g_mime_multipart_new_with_subtype(subtype)
        for part in parts {
            g_mime_multipart_add(multipart, part)
            g_object_unref(part)
        }
        return cast(multipart)
    }

    /// The finished text, its lines ended by CRLF.
    static func bytes(of object: Object) -> [UInt8] {
        let options = g_mime_format_options_new()
        defer { g_mime_format_options_free(options) }
        g_mime_format_options_set_newline_format(options, GMIME_NEWLINE_FORMAT_DOS)
        let stream: UnsafeMutablePointer<GMimeStream> = g_mime_stream_mem_new()
        defer { g_object_unref(stream) }
        g_mime_object_write_to_stream(object, options, stream)
        guard let array = g_mime_stream_mem_get_byte_array(cast(stream)) else { return [] }
        return Array(UnsafeBufferPointer(start: array.pointee.data, count: Int(array.pointee.len)))
    }

    private static func fill(
        _ part: UnsafeMutablePointer<GMimePart>, with bytes: [UInt8], as encoding: GMimeContentEncoding
    ) {
        let stream: UnsafeMutablePointer<GMimeStream> = bytes.withUnsafeBytes { buffer in
            g_mime_stream_mem_new_with_buffer(buffer.bindMemory(to: CChar.self).baseAddress, buffer.count)
        }
        let content = g_mime_data_wrapper_new_with_stream(stream, GMIME_CONTENT_ENCODING_DEFAULT)
        g_mime_part_set_content(part, content)
        g_mime_part_set_content_encoding(part, encoding)
        g_object_unref(content)
        g_object_unref(stream)
    }
}
