// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Imaging

/// Images made by hand, byte by byte.
enum SampleImage {
    /// A PNG that is red on its left half and blue on its right; `claims` other sizes than it holds.
    static func png(width: Int, height: Int, claims: (width: Int, height: Int)? = nil, hasExif: Bool = false)
        -> [UInt8]
    {
        var row: [UInt8] = [0]
        for x in 0..<width { row += x < width / 2 ? [255, 0, 0] : [0, 0, 255] }
        let pixels = (0..<height).flatMap { _ in row }
        let size = claims ?? (width, height)
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            + chunk("IHDR", number(size.width) + number(size.height) + [8, 2, 0, 0, 0])
            + (hasExif ? chunk("eXIf", exif) : [])
            + chunk("IDAT", zlib(pixels)) + chunk("IEND", [])
    }

    /// The smallest GIF: one red pixel.
    static let gif: [UInt8] = [
        0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 1, 0, 1, 0, 0x80, 0, 0, 0xFF, 0, 0, 0xFF, 0xFF, 0xFF, 0x2C, 0, 0, 0, 0, 1,
        0,
        1, 0, 0, 2, 2, 0x44, 1, 0, 0x3B,
    ]

    /// A JPEG as a phone takes it: lying, with where it was taken.
    static func photo(from jpeg: [UInt8]) -> [UInt8] {
        let body = Array("Exif\0\0".utf8) + exif
        let segment: [UInt8] = [0xFF, 0xE1, UInt8((body.count + 2) >> 8), UInt8((body.count + 2) & 0xFF)] + body
        return Array(jpeg[..<2]) + segment + Array(jpeg[2...])
    }

    /// Exif 2.32: orientation 6, GPS latitude, a maker.
    private static var exif: [UInt8] {
        let maker = Array("Geheimkamera".utf8) + [0, 0]
        let zeroth = 8 + 2 + 3 * 12 + 4
        let gps = zeroth + maker.count
        let latitude = gps + 2 + 2 * 12 + 4
        var tiff: [UInt8] = Array("MM".utf8) + [0, 42] + number(8) + [0, 3]
        tiff += entry(0x010F, type: 2, count: maker.count, number(zeroth))
        tiff += entry(0x0112, type: 3, count: 1, [0, 6, 0, 0])
        tiff += entry(0x8825, type: 4, count: 1, number(gps)) + number(0) + maker
        tiff += [0, 2] + entry(1, type: 2, count: 2, [UInt8(ascii: "N"), 0, 0, 0])
        tiff += entry(2, type: 5, count: 3, number(latitude)) + number(0)
        return tiff + [51, 20, 23].flatMap { number($0) + number(1) }
    }

    /// Width and height of a JPEG, by its frame header.
    static func size(ofJPEG bytes: [UInt8]) -> (width: Int, height: Int)? {
        var index = 2
        while index + 9 < bytes.count, bytes[index] == 0xFF {
            if [0xC0, 0xC1, 0xC2].contains(bytes[index + 1]) {
                return (
                    Int(bytes[index + 7]) << 8 | Int(bytes[index + 8]),
                    Int(bytes[index + 5]) << 8 | Int(bytes[index + 6])
                )
            }
            index += 2 + (Int(bytes[index + 2]) << 8 | Int(bytes[index + 3]))
        }
        return nil
    }

    private static func entry(_ tag: Int, type: UInt8, count: Int, _ value: [UInt8]) -> [UInt8] {
        [UInt8(tag >> 8), UInt8(tag & 0xFF), 0, type] + number(count) + value
    }

    private static func number(_ value: Int) -> [UInt8] { [24, 16, 8, 0].map { UInt8(value >> $0 & 0xFF) } }

    private static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(name.utf8) + data
        return number(data.count) + body + number(Int(~body.reduce(UInt32.max, crcStep)))
    }

    private static func crcStep(_ crc: UInt32, _ byte: UInt8) -> UInt32 {
        (0..<8).reduce(crc ^ UInt32(byte)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    }

    /// Stored blocks only (RFC 1950, RFC 1951 3.2.4).
    private static func zlib(_ data: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = [0x78, 0x01]
        for start in stride(from: 0, to: data.count, by: 65_535) {
            let block = data[start..<min(start + 65_535, data.count)]
            let (low, high) = (UInt8(block.count & 0xFF), UInt8(block.count >> 8))
            bytes += [start + 65_535 >= data.count ? 1 : 0, low, high, ~low, ~high] + block
        }
        var (a, b) = (1, 0)
        for byte in data {
            a = (a + Int(byte)) % 65_521
            b = (b + a) % 65_521
        }
        return bytes + number(b << 16 | a)
    }
}
