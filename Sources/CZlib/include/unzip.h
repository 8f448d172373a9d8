/* Content codings gzip and deflate (RFC 1952, RFC 1950), as the rest of the program sees them: zlib's inflate behind three functions. */
#ifndef UNZIP_H
#define UNZIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// How far a step came.
typedef enum {
    unzip_more = 0,  ///< it wants more input or more room
    unzip_end,       ///< the content is whole
    unzip_broken,    ///< the bytes are not of this coding
    unzip_failed,    ///< memory is short
} unzip_result;

/// Content that is being decoded.
typedef struct unzip_decoder unzip_decoder;

/// Begins with gzip or zlib, whichever header is there, or with deflate without a header; NULL when memory is short.
unzip_decoder *unzip_open(bool without_header);
void unzip_close(unzip_decoder *decoder);

/// Decodes from `count` bytes into `room` bytes of `out`; `taken` and `made` tell how many of each were used.
unzip_result unzip_step(
    unzip_decoder *decoder, const uint8_t *bytes, size_t count, size_t *taken, uint8_t *out, size_t room, size_t *made);

#endif
