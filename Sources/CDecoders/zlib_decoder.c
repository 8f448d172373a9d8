#include <limits.h>
#include <stdlib.h>
#include <zlib.h>

#include "library.h"

typedef struct {
    z_stream stream;
    bool without_header;
} zlib_state;

static void *open_state(bool without_header) {
    zlib_state *zlib = calloc(1, sizeof *zlib);
    if (zlib == NULL) return NULL;
    zlib->without_header = without_header;
    if (inflateInit2(&zlib->stream, without_header ? -MAX_WBITS : MAX_WBITS + 32) == Z_OK) return zlib;
    free(zlib);
    return NULL;
}

static void *open_zlib(void) { return open_state(false); }
static void *open_deflate(void) { return open_state(true); }

static void close_zlib(void *state) {
    inflateEnd(&((zlib_state *)state)->stream);
    free(state);
}

static uInt bounded(size_t count) { return count > UINT_MAX ? UINT_MAX : (uInt)count; }

/// A member has ended: the content is whole when nothing follows.
static content_result end_member(zlib_state *zlib, size_t left) {
    if (left == 0) return content_end;
    if (zlib->without_header || inflateReset(&zlib->stream) != Z_OK) return content_broken;
    return content_more;
}

static content_result step_zlib(
    void *state, const uint8_t *bytes, size_t count, size_t *taken, uint8_t *out, size_t room, size_t *made) {
    z_stream *stream = &((zlib_state *)state)->stream;
    uInt given = bounded(count), free_room = bounded(room);
    stream->next_in = (z_const Bytef *)bytes;
    stream->avail_in = given;
    stream->next_out = out;
    stream->avail_out = free_room;
    int result = inflate(stream, Z_NO_FLUSH);
    *taken = given - stream->avail_in;
    *made = free_room - stream->avail_out;
    switch (result) {
    case Z_STREAM_END: return end_member(state, count - *taken);
    case Z_OK:
    case Z_BUF_ERROR: return content_more;
    case Z_MEM_ERROR: return content_failed;
    default: return content_broken;
    }
}

const decoder_library zlib_library = { open_zlib, close_zlib, step_zlib };
const decoder_library deflate_library = { open_deflate, close_zlib, step_zlib };
