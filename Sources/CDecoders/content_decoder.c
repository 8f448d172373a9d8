#include "content_decoder.h"

#include <stdlib.h>

#include "library.h"

struct content_decoder {
    const decoder_library *library;
    void *state;
};

static const decoder_library *const libraries[] = {
    [content_zlib] = &zlib_library,
    [content_deflate] = &deflate_library,
    [content_brotli] = &brotli_library,
    [content_zstd] = &zstd_library,
};

content_decoder *content_decoder_open(content_coding coding) {
    if ((size_t)coding >= sizeof libraries / sizeof *libraries) return NULL;
    content_decoder *decoder = malloc(sizeof *decoder);
    if (decoder == NULL) return NULL;
    decoder->library = libraries[coding];
    decoder->state = decoder->library->open();
    if (decoder->state != NULL) return decoder;
    free(decoder);
    return NULL;
}

void content_decoder_close(content_decoder *decoder) {
    decoder->library->close(decoder->state);
    free(decoder);
}

content_result content_decoder_step(
    content_decoder *decoder, const uint8_t *bytes, size_t count, size_t *taken, uint8_t *out, size_t room, size_t *made) {
    return decoder->library->step(decoder->state, bytes, count, taken, out, room, made);
}
