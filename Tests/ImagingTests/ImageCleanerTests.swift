// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Testing

@testable import Imaging

@Suite("The cleaning of images")
struct ImageCleanerTests {
    private let cleaner: ImageCleaner

    init() throws { cleaner = try ImageCleaner() }

    private func clean(_ bytes: [UInt8], as format: ImageFormat = .jpeg) async throws -> [UInt8] {
        let file = FileManager.default.temporaryDirectory.appending(path: "image-\(UUID())")
        try Data(bytes).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return try await cleaner.clean(fileAt: file.path, as: format)
    }

    private func holds(_ bytes: [UInt8], _ text: String) -> Bool { Data(bytes).range(of: Data(text.utf8)) != nil }

    @Test("turns a photograph upright and takes from it where and by what it was made")
    func stripsMetadata() async throws {
        let lying = try await clean(SampleImage.png(width: 60, height: 20))
        let photo = SampleImage.photo(from: lying)
        #expect(holds(photo, "Geheimkamera") && holds(photo, "Exif"))
        #expect(SampleImage.size(ofJPEG: photo).map { [$0.width, $0.height] } == [60, 20])
        let cleaned = try await clean(photo)
        #expect(SampleImage.size(ofJPEG: cleaned).map { [$0.width, $0.height] } == [20, 60])
        #expect(!holds(cleaned, "Geheimkamera") && !holds(cleaned, "Exif") && !holds(cleaned, "GPS"))
        #expect(try await SampleImage.size(ofJPEG: clean(cleaned)).map(\.width) == 20, "it is not turned twice")
    }

    @Test("writes each format without words beside the picture", arguments: ImageFormat.allCases)
    func writes(format: ImageFormat) async throws {
        let marked = SampleImage.png(width: 30, height: 30, hasExif: true)
        #expect(holds(marked, "Geheimkamera"))
        let cleaned = try await clean(marked, as: format)
        #expect(!holds(cleaned, "Geheimkamera"))
        let start: [UInt8] =
            switch format {
            case .jpeg: [0xFF, 0xD8, 0xFF]
            case .png: [0x89, 0x50, 0x4E, 0x47]
            case .webp: Array("RIFF".utf8)
            }
        #expect(cleaned.starts(with: start))
    }

    @Test("makes large images smaller and leaves small ones", arguments: [(3_000, 30, 2_560), (300, 30, 300)])
    func shrinks(width: Int, height: Int, result: Int) async throws {
        let cleaned = try await clean(SampleImage.png(width: width, height: height))
        #expect(SampleImage.size(ofJPEG: cleaned)?.width == result)
    }

    @Test("refuses by its header alone an image that would unpack to gigabytes, before it looks for pixels")
    func refusesBombs() async throws {
        for (width, height) in [(50_000, 50_000), (8_001, 8_000), (64_000_001, 1), (2_000_000_000, 2_000_000_000)] {
            let bomb = SampleImage.png(width: 2, height: 2, claims: (width, height))
            let fault = await #expect(throws: ImageFault.self) { try await clean(bomb) }
            // libpng itself refuses more than a million pixels a side.
            #expect(fault == (max(width, height) > 1_000_000 ? .unreadable : .tooManyPixels))
        }
    }

    @Test("refuses what is broken, cut off or another thing")
    func refusesBrokenImages() async throws {
        let png = SampleImage.png(width: 100, height: 100)
        let jpeg = try await clean(png)
        let svg = Array(#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>"#.utf8)
        for bytes in [
            [], Array("%PDF-1.4\n".utf8), svg, Array(png[..<500]), Array(jpeg[..<(jpeg.count / 2)]), [0xFF, 0xD8],
        ] {
            await #expect(throws: ImageFault.unreadable) { try await clean(bytes) }
        }
    }

    @Test("takes the first picture of a GIF")
    func readsGIF() async throws {
        #expect(try await clean(SampleImage.gif, as: .png).starts(with: [0x89, 0x50, 0x4E, 0x47]))
    }
}
