/* Content coding br (RFC 7932), as the rest of the program sees it: Brotli's decoder behind three functions. */
#ifndef UNBROTLI_H
#define UNBROTLI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// How far a step came.
typedef enum {
    unbrotli_more = 0,  ///< it wants more input or more room
    unbrotli_end,       ///< the content is whole
    unbrotli_broken,    ///< the bytes are not of this coding
    unbrotli_failed,    ///< memory is short
} unbrotli_result;

/// Content that is being decoded.
typedef struct unbrotli_decoder unbrotli_decoder;

/// Begins; NULL when memory is short.
unbrotli_decoder *unbrotli_open(void);
void unbrotli_close(unbrotli_decoder *decoder);

/// Decodes from `count` bytes into `room` bytes of `out`; `taken` and `made` tell how many of each were used.
unbrotli_result unbrotli_step(
    unbrotli_decoder *decoder, const uint8_t *bytes, size_t count, size_t *taken, uint8_t *out, size_t room, size_t *made);

#endif
