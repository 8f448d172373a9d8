/* What each library has to offer: its functions, with the state that they work on. */
#ifndef LIBRARY_H
#define LIBRARY_H

#include <stdbool.h>

#include "content_decoder.h"

typedef struct {
    void *(*open)(void);
    void (*close)(void *state);
    content_result (*step)(
        void *state, const uint8_t *bytes, size_t count, size_t *taken, uint8_t *out, size_t room, size_t *made);
} decoder_library;

extern const decoder_library zlib_library, deflate_library, brotli_library, zstd_library;

#endif
