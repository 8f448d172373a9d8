#include "unzstd.h"

#include <zstd.h>
#include <zstd_errors.h>

/// The logarithm of the largest window: 8 MiB, as RFC 9659 bounds it for HTTP.
enum { largest_window = 23 };

unzstd_decoder *unzstd_open(void) {
    ZSTD_DCtx *context = ZSTD_createDCtx();
    if (context == NULL) return NULL;
    if (!ZSTD_isError(ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, largest_window))) {
        return (unzstd_decoder *)context;
    }
    ZSTD_freeDCtx(context);
    return NULL;
}

void unzstd_close(unzstd_decoder *decoder) { ZSTD_freeDCtx((ZSTD_DCtx *)decoder); }

unzstd_result unzstd_step(
    unzstd_decoder *decoder, const uint8_t *bytes, size_t count, size_t *taken, uint8_t *out, size_t room, size_t *made) {
    ZSTD_inBuffer input = { bytes, count, 0 };
    ZSTD_outBuffer output = { out, room, 0 };
    size_t result = ZSTD_decompressStream((ZSTD_DCtx *)decoder, &output, &input);
    *taken = input.pos;
    *made = output.pos;
    if (ZSTD_isError(result)) {
        return ZSTD_getErrorCode(result) == ZSTD_error_memory_allocation ? unzstd_failed : unzstd_broken;
    }
    // A frame has ended; others may follow.
    return result == 0 && input.pos == count ? unzstd_end : unzstd_more;
}
