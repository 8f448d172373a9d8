#include <brotli/decode.h>

#include "library.h"

static void *open_brotli(void) { return BrotliDecoderCreateInstance(NULL, NULL, NULL); }

static void close_brotli(void *state) { BrotliDecoderDestroyInstance(state); }

static content_result step_brotli(
    void *state, const uint8_t *bytes, size_t count, size_t *taken, uint8_t *out, size_t room, size_t *made) {
    size_t left = count, free_room = room;
    BrotliDecoderResult result = BrotliDecoderDecompressStream(state, &left, &bytes, &free_room, &out, NULL);
    *taken = count - left;
    *made = room - free_room;
    switch (result) {
    case BROTLI_DECODER_RESULT_SUCCESS: return left == 0 ? content_end : content_broken;
    case BROTLI_DECODER_RESULT_ERROR: break;
    default: return content_more;
    }
    BrotliDecoderErrorCode code = BrotliDecoderGetErrorCode(state);
    bool memory = code <= BROTLI_DECODER_ERROR_ALLOC_CONTEXT_MODES && code >= BROTLI_DECODER_ERROR_ALLOC_BLOCK_TYPE_TREES;
    return memory ? content_failed : content_broken;
}

const decoder_library brotli_library = { open_brotli, close_brotli, step_brotli };
