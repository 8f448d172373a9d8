#include <zstd.h>
#include <zstd_errors.h>

#include "library.h"

/// The logarithm of the largest window: 8 MiB, as RFC 9659 bounds it for HTTP.
enum { largest_window = 23 };

static void *open_zstd(void) {
    ZSTD_DCtx *context = ZSTD_createDCtx();
    if (context == NULL) return NULL;
    if (!ZSTD_isError(ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, largest_window))) return context;
    ZSTD_freeDCtx(context);
    return NULL;
}

static void close_zstd(void *state) { ZSTD_freeDCtx(state); }

static content_result step_zstd(
    void *state, const uint8_t *bytes, size_t count, size_t *taken, uint8_t *out, size_t room, size_t *made) {
    ZSTD_inBuffer input = { bytes, count, 0 };
    ZSTD_outBuffer output = { out, room, 0 };
    size_t result = ZSTD_decompressStream(state, &output, &input);
    *taken = input.pos;
    *made = output.pos;
    if (ZSTD_isError(result)) {
        return ZSTD_getErrorCode(result) == ZSTD_error_memory_allocation ? content_failed : content_broken;
    }
    // A frame has ended; others may follow.
    return result == 0 && input.pos == count ? content_end : content_more;
}

const decoder_library zstd_library = { open_zstd, close_zstd, step_zstd };
