/* Content coding zstd (RFC 8878), as the rest of the program sees it: Zstandard's decoder behind three functions. */
#ifndef UNZSTD_H
#define UNZSTD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// How far a step came.
typedef enum {
    unzstd_more = 0,  ///< it wants more input or more room
    unzstd_end,       ///< the content is whole
    unzstd_broken,    ///< the bytes are not of this coding
    unzstd_failed,    ///< memory is short
} unzstd_result;

/// Content that is being decoded.
typedef struct unzstd_decoder unzstd_decoder;

/// Begins; NULL when memory is short.
unzstd_decoder *unzstd_open(void);
void unzstd_close(unzstd_decoder *decoder);

/// Decodes from `count` bytes into `room` bytes of `out`; `taken` and `made` tell how many of each were used.
unzstd_result unzstd_step(
    unzstd_decoder *decoder, const uint8_t *bytes, size_t count, size_t *taken, uint8_t *out, size_t room, size_t *made);

#endif
