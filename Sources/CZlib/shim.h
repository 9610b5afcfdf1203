// SPDX-License-Identifier: EUPL-1.2

#include <zlib.h>

// `deflateInit2` is a macro, which Swift cannot call.

/// Starts a stream in the form of a gzip file (RFC 1952), as small as it gets.
static inline int zlib_start_gzip(z_stream *stream) {
    return deflateInit2(stream, Z_BEST_COMPRESSION, Z_DEFLATED, MAX_WBITS + 16, MAX_MEM_LEVEL, Z_DEFAULT_STRATEGY);
}
