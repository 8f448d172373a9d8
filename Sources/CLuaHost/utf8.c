/* UTF-8 as RFC 3629 has it: no surrogates, no overlong forms, nothing past U+10FFFF. */
#include "internal.h"

/// Bytes of the sequence that begins here, 0 when it is not valid.
static size_t sequence(const uint8_t *text, size_t count) {
    uint8_t lead = text[0], low = 0x80, high = 0xbf;
    size_t length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (lead < 0xc2 || lead > 0xf4 || length > count) return 0;
    if (lead == 0xe0) low = 0xa0;
    else if (lead == 0xed) high = 0x9f;
    else if (lead == 0xf0) low = 0x90;
    else if (lead == 0xf4) high = 0x8f;
    if (text[1] < low || text[1] > high) return 0;
    for (size_t i = 2; i < length; i++)
        if ((text[i] & 0xc0) != 0x80) return 0;
    return length;
}

static bool eight_are_ascii(const uint8_t *text) {
    uint64_t word;
    memcpy(&word, text, sizeof word);
    return (word & 0x8080808080808080u) == 0;
}

/// Bytes before the first that are not UTF-8.
size_t wall_utf8_prefix(const char *bytes, size_t count) {
    const uint8_t *text = (const uint8_t *)bytes;
    size_t i = 0;
    while (i < count) {
        if (count - i >= 8 && eight_are_ascii(text + i)) i += 8;
        else if (text[i] < 0x80) i += 1;
        else {
            size_t length = sequence(text + i, count - i);
            if (length == 0) return i;
            i += length;
        }
    }
    return count;
}

bool wall_utf8_valid(const char *bytes, size_t count) { return wall_utf8_prefix(bytes, count) == count; }

/// As `wall_utf8_prefix`, with polls on the way.
size_t wall_utf8_polled_prefix(lua_State *L, const char *text, size_t count) {
    size_t valid = 0;
    while (valid < count) {
        size_t size = count - valid < wall_poll_bytes ? count - valid : wall_poll_bytes;
        size_t prefix = wall_utf8_prefix(text + valid, size);
        bool may_be_cut = size - prefix < 4 && valid + size < count;
        valid += prefix;
        if (prefix < size && !may_be_cut) return valid;
        wall_poll(L);
    }
    return count;
}
