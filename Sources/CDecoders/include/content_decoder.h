/* Decoders of content codings (RFC 9110 §8.4.1), as the rest of the program sees them: three functions over zlib, Brotli and Zstandard. */
#ifndef CONTENT_DECODER_H
#define CONTENT_DECODER_H

#include <stddef.h>
#include <stdint.h>

/// A content coding, as its bytes look.
typedef enum {
    content_zlib = 0,  ///< gzip (RFC 1952) or zlib (RFC 1950), whichever header is there
    content_deflate,   ///< deflate without a header (RFC 1951), as some clients send it
    content_brotli,    ///< br (RFC 7932)
    content_zstd,      ///< zstd (RFC 8878)
} content_coding;

/// The result of a step.
typedef enum {
    content_more = 0,  ///< the decoder needs more input or more room
    content_end,       ///< the content is whole
    content_broken,    ///< the bytes are not of this coding
    content_failed,    ///< memory is short
} content_result;

/// Content that is being decoded.
typedef struct content_decoder content_decoder;

/// Begins; NULL when memory is short.
content_decoder *content_decoder_open(content_coding coding);
void content_decoder_close(content_decoder *decoder);

/// Decodes from `count` bytes into `room` bytes of `out`; `taken` and `made` are how many of each were used.
content_result content_decoder_step(
    content_decoder *decoder, const uint8_t *bytes, size_t count, size_t *taken, uint8_t *out, size_t room, size_t *made);

#endif
