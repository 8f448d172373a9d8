#include "unzip.h"

#include <limits.h>
#include <stdlib.h>
#include <zlib.h>

struct unzip_decoder {
    z_stream stream;
    bool without_header;
};

unzip_decoder *unzip_open(bool without_header) {
    unzip_decoder *decoder = calloc(1, sizeof *decoder);
    if (decoder == NULL) return NULL;
    decoder->without_header = without_header;
    if (inflateInit2(&decoder->stream, without_header ? -MAX_WBITS : MAX_WBITS + 32) == Z_OK) return decoder;
    free(decoder);
    return NULL;
}

void unzip_close(unzip_decoder *decoder) {
    inflateEnd(&decoder->stream);
    free(decoder);
}

static uInt bounded(size_t count) { return count > UINT_MAX ? UINT_MAX : (uInt)count; }

/// A member has ended: the content is whole when nothing follows.
static unzip_result end_member(unzip_decoder *decoder, size_t left) {
    if (left == 0) return unzip_end;
    if (decoder->without_header || inflateReset(&decoder->stream) != Z_OK) return unzip_broken;
    return unzip_more;
}

unzip_result unzip_step(
    unzip_decoder *decoder, const uint8_t *bytes, size_t count, size_t *taken, uint8_t *out, size_t room, size_t *made) {
    z_stream *stream = &decoder->stream;
    uInt given = bounded(count), free_room = bounded(room);
    stream->next_in = (z_const Bytef *)bytes;
    stream->avail_in = given;
    stream->next_out = out;
    stream->avail_out = free_room;
    int result = inflate(stream, Z_NO_FLUSH);
    *taken = given - stream->avail_in;
    *made = free_room - stream->avail_out;
    switch (result) {
    case Z_STREAM_END: return end_member(decoder, count - *taken);
    case Z_OK:
    case Z_BUF_ERROR: return unzip_more;
    case Z_MEM_ERROR: return unzip_failed;
    default: return unzip_broken;
    }
}
