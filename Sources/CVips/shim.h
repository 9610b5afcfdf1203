// SPDX-License-Identifier: EUPL-1.2

// libvips' operations are variadic, which Swift cannot call: here are those that are used, with their options.

#include <vips/vips.h>

/// Reads the header of a file; pixels only when they are asked for. NULL when it cannot be read.
static inline VipsImage *imaging_open(const char *path) {
    return vips_image_new_from_file(path, "fail_on", VIPS_FAIL_ON_ERROR, NULL);
}

/// The image in a file, upright, in sRGB, at most `side` pixels wide and high. 0 when it went well.
static inline int imaging_shrink(const char *path, VipsImage **out, int side) {
    return vips_thumbnail(
        path, out, side, "height", side, "size", VIPS_SIZE_DOWN, "export_profile", "srgb", "fail_on",
        VIPS_FAIL_ON_ERROR, NULL);
}

/// The image without what it tells beside the picture. `strip` alone leaves Exif in WebP (libvips 8.14), made anew from
/// fields of their own.
static inline VipsImage *imaging_without_metadata(VipsImage *image) {
    VipsImage *copy;
    if (vips_copy(image, &copy, NULL)) return NULL;
    char **fields = vips_image_get_fields(copy);
    for (char **field = fields; *field; field++) vips_image_remove(copy, *field);
    g_strfreev(fields);
    return copy;
}

/// Into memory that `g_free` releases, without any metadata.
static inline int imaging_save_jpeg(VipsImage *image, void **bytes, size_t *count) {
    return vips_jpegsave_buffer(image, bytes, count, "Q", 85, "optimize_coding", TRUE, "strip", TRUE, NULL);
}

static inline int imaging_save_png(VipsImage *image, void **bytes, size_t *count) {
    return vips_pngsave_buffer(image, bytes, count, "compression", 6, "strip", TRUE, NULL);
}

static inline int imaging_save_webp(VipsImage *image, void **bytes, size_t *count) {
    return vips_webpsave_buffer(image, bytes, count, "Q", 85, "strip", TRUE, NULL);
}
