// SPDX-License-Identifier: EUPL-1.2

import CVips
import Foundation
import Synchronization

/// What an image may be written as.
package enum ImageFormat: Sendable, CaseIterable { case jpeg, png, webp }

/// Why an image cannot be used.
package enum ImageFault: Error, Sendable, Equatable {
    /// No image of a format that is read, or a broken one.
    case unreadable
    /// More pixels than may be unpacked.
    case tooManyPixels
    /// The library is not to be had.
    case unavailable
}

/// Makes of an image that somebody sent one that may be shown: upright, in sRGB, without metadata (position, device,
/// author, preview), not larger than a screen needs. Only loaders of libvips that are meant for untrusted data are used.
package final class ImageCleaner: Sendable {
    /// Pixels of the longer side.
    package static let longestSide = 2_560
    /// Pixels of an image before it is unpacked: an A4 page at 800 dpi has fewer. What says more is refused by its
    /// header alone.
    package static let mostPixels = 64_000_000

    /// Loaders for what may come in; libvips has others that are too trusting, for SVG and PDF among them.
    private static let loaders = [
        "VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp", "VipsForeignLoadNsgif",
    ]

    private let queue = DispatchQueue(label: "images")

    /// Throws `ImageFault.unavailable` when libvips cannot be started.
    package init() throws(ImageFault) {
        guard Self.hasStarted else { throw .unavailable }
    }

    /// Once in a process, as libvips wants it.
    private static let hasStarted: Bool = {
        // A broken image is told to whoever sent it, not to the log.
        setenv("VIPS_WARNING", "1", 0)
        guard vips_init("stadtzimmer") == 0 else { return false }
        vips_block_untrusted_set(1)
        vips_concurrency_set(1)
        vips_cache_set_max(0)
        return true
    }()

    /// The image in the file at `path`, cleaned. One at a time: that bounds the memory to one unpacked image.
    package func clean(fileAt path: String, as format: ImageFormat) async throws(ImageFault) -> [UInt8] {
        let result = await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: Self.cleaned(path, format)) }
        }
        return try result.get()
    }

    private static func cleaned(_ path: String, _ format: ImageFormat) -> Result<[UInt8], ImageFault> {
        defer {
            vips_error_clear()
            vips_thread_shutdown()
        }
        guard let loader = vips_foreign_find_load(path).map({ String(cString: $0) }),
            loaders.contains(where: loader.hasPrefix), let header = imaging_open(path)
        else { return .failure(.unreadable) }
        let (width, height) = (Int(vips_image_get_width(header)), Int(vips_image_get_page_height(header)))
        g_object_unref(header)
        guard width > 0, height > 0 else { return .failure(.unreadable) }
        guard width <= mostPixels / height else { return .failure(.tooManyPixels) }
        var image: UnsafeMutablePointer<VipsImage>?
        guard imaging_shrink(path, &image, Int32(longestSide)) == 0, let image else { return .failure(.unreadable) }
        defer { g_object_unref(image) }
        guard let bare = imaging_without_metadata(image) else { return .failure(.unreadable) }
        defer { g_object_unref(bare) }
        return saved(bare, format)
    }

    private static func saved(
        _ image: UnsafeMutablePointer<VipsImage>, _ format: ImageFormat
    ) -> Result<[UInt8], ImageFault> {
        var bytes: UnsafeMutableRawPointer?
        var count = 0
        let code =
            switch format {
            case .jpeg: imaging_save_jpeg(image, &bytes, &count)
            case .png: imaging_save_png(image, &bytes, &count)
            case .webp: imaging_save_webp(image, &bytes, &count)
            }
        defer { g_free(bytes) }
        guard code == 0, let bytes else { return .failure(.unreadable) }
        return .success(Array(UnsafeRawBufferPointer(start: bytes, count: count)))
    }
}
