// SPDX-License-Identifier: EUPL-1.2

package import Kernel

/// The kinds of file that can be taken. What a browser could carry out – pages, SVG, scripts, programs – is not among
/// them.
package enum FileKind: String, Sendable, CaseIterable {
    case pdf, png, jpeg, webp, gif, odt, ods, odp, docx, xlsx, pptx, text, csv

    /// Images that are cleaned when they arrive.
    package static let images: [FileKind] = [.jpeg, .png, .webp, .gif]
    package static let documents: [FileKind] = [.pdf, .odt, .ods, .odp, .docx, .xlsx, .pptx, .text, .csv]

    package var isImage: Bool { Self.images.contains(self) }

    /// What its name may end with, the usual first.
    package var extensions: [String] {
        switch self {
        case .jpeg: ["jpg", "jpeg", "jpe", "jfif"]
        case .text: ["txt", "text", "md"]
        default: [rawValue]
        }
    }

    package var mediaType: String {
        switch self {
        case .pdf: "application/pdf"
        case .png, .jpeg, .webp, .gif: "image/\(rawValue)"
        case .odt: "application/vnd.oasis.opendocument.text"
        case .ods: "application/vnd.oasis.opendocument.spreadsheet"
        case .odp: "application/vnd.oasis.opendocument.presentation"
        case .docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        case .pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation"
        case .text: "text/plain; charset=utf-8"
        case .csv: "text/csv; charset=utf-8"
        }
    }

    package init?(mediaType: String) {
        guard let kind = Self.allCases.first(where: { $0.mediaType == mediaType }) else { return nil }
        self = kind
    }

    /// How people call it.
    package var title: String {
        switch self {
        case .jpeg: "JPEG"
        case .webp: "WebP"
        case .text: "TXT"
        default: rawValue.uppercased()
        }
    }

    /// A browser may show it itself; everything else it only saves.
    package var isShownInline: Bool { isImage || self == .pdf }

    /// "ein Bild (PNG)", to tell what a file is in truth.
    var description: TextUse {
        switch self {
        case .png, .jpeg, .webp, .gif: TextUse(.fileIsImage, ["kind": "\(title)"])
        case .text, .csv: TextUse(.fileIsText)
        default: TextUse(.fileIsDocument, ["kind": "\(title)"])
        }
    }
}

/// What a file is, whatever its name says.
enum FileContent: Sendable, Equatable {
    case kind(FileKind)
    case other(Other)

    /// Kinds that are recognised to be named, never to be taken.
    enum Other: Sendable, Equatable {
        case empty, program, script, webPage, svg, archive, oldOffice, macros, sound, heic, unknown
        /// One byte a character: Latin-1, Windows-1252 and their like.
        case oldText

        var description: TextUse {
            switch self {
            case .empty: TextUse(.fileIsEmpty)
            case .program: TextUse(.fileIsProgram)
            case .script: TextUse(.fileIsScript)
            case .webPage: TextUse(.fileIsWebPage)
            case .svg: TextUse(.fileIsSVG)
            case .archive: TextUse(.fileIsArchive)
            case .oldOffice: TextUse(.fileIsOldOffice)
            case .macros: TextUse(.fileHasMacros)
            case .sound: TextUse(.fileIsSound)
            case .heic: TextUse(.fileIsHEIC)
            case .unknown: TextUse(.fileIsUnknown)
            case .oldText: TextUse(.fileIsOldText)
            }
        }
    }
}
