#include "unbrotli.h"

#include <brotli/decode.h>

unbrotli_decoder *unbrotli_open(void) {
    return (unbrotli_decoder *)BrotliDecoderCreateInstance(NULL, NULL, NULL);
}

void unbrotli_close(unbrotli_decoder *decoder) { BrotliDecoderDestroyInstance((BrotliDecoderState *)decoder); }

unbrotli_result unbrotli_step(
    unbrotli_decoder *decoder, const uint8_t *bytes, size_t count, size_t *taken, uint8_t *out, size_t room, size_t *made) {
    BrotliDecoderState *state = (BrotliDecoderState *)decoder;
    size_t left = count, free_room = room;
    BrotliDecoderResult result = BrotliDecoderDecompressStream(state, &left, &bytes, &free_room, &out, NULL);
    *taken = count - left;
    *made = room - free_room;
    switch (result) {
    case BROTLI_DECODER_RESULT_SUCCESS: return left == 0 ? unbrotli_end : unbrotli_broken;
    case BROTLI_DECODER_RESULT_ERROR: break;
    default: return unbrotli_more;
    }
    BrotliDecoderErrorCode code = BrotliDecoderGetErrorCode(state);
    bool memory = code <= BROTLI_DECODER_ERROR_ALLOC_CONTEXT_MODES && code >= BROTLI_DECODER_ERROR_ALLOC_BLOCK_TYPE_TREES;
    return memory ? unbrotli_failed : unbrotli_broken;
}
