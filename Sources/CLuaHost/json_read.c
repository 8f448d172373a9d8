/* JSON (RFC 8259) to Lua values: strict grammar, UTF-8 only, no byte order mark, at most 512 levels.
 *
 * null inside an object reads as nil and is remembered by the object's shape; inside an array it is the null mark. Arrays are
 * marked. Of equal keys the last one counts.
 */
#include "internal.h"

#include <math.h>
#include <stdlib.h>

typedef struct {
    lua_State *L;
    const char *start, *at, *end;
    const char *problem;
    int depth;
} reader;

/// Notes the first problem and where it is. Returns false.
static bool refuse(reader *reader, const char *problem) {
    if (reader->problem == NULL) reader->problem = problem;
    return false;
}

static inline void poll_now_and_then(const reader *reader) {
    if ((reader->at - reader->start) % wall_poll_bytes == 0) wall_poll(reader->L);
}

static void skip_space(reader *reader) {
    while (reader->at < reader->end) {
        char byte = *reader->at;
        if (byte != ' ' && byte != '\n' && byte != '\r' && byte != '\t') return;
        poll_now_and_then(reader);
        reader->at += 1;
    }
}

static char peek(const reader *reader) { return reader->at < reader->end ? *reader->at : 0; }

static bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

static bool skip_digits(reader *reader) {
    if (!is_digit(peek(reader))) return refuse(reader, "a digit is missing");
    for (; is_digit(peek(reader)); reader->at += 1) poll_now_and_then(reader);
    return true;
}

/// Moves over a number. Tells whether it is whole.
static bool skip_number(reader *reader, bool *whole) {
    *whole = true;
    if (peek(reader) == '-') reader->at += 1;
    if (peek(reader) == '0') {
        reader->at += 1;
        if (is_digit(peek(reader))) return refuse(reader, "a number does not begin with 0");
    } else if (!skip_digits(reader)) return false;
    if (peek(reader) == '.') {
        *whole = false;
        reader->at += 1;
        if (!skip_digits(reader)) return false;
    }
    if (peek(reader) != 'e' && peek(reader) != 'E') return true;
    *whole = false;
    reader->at += 1;
    if (peek(reader) == '+' || peek(reader) == '-') reader->at += 1;
    return skip_digits(reader);
}

/// Digits that count: without leading zeros, sign, point and exponent.
static int significant_digits(const char *text, const char *end) {
    int digits = 0;
    for (; text < end && *text != 'e' && *text != 'E'; text++)
        if (is_digit(*text) && (digits > 0 || *text != '0')) digits += 1;
    return digits;
}

static bool push_whole(lua_State *L, const char *text, const char *end) {
    bool negative = *text == '-';
    uint64_t value = 0;
    for (text += negative; text < end; text++) {
        uint64_t digit = (uint64_t)(*text - '0');
        if (value > (UINT64_MAX - digit) / 10) return false;
        value = value * 10 + digit;
    }
    if (value > (uint64_t)INT64_MAX + negative || (negative && value == 0)) return false;
    lua_pushinteger(L, (lua_Integer)(negative ? 0 - value : value));
    return true;
}

/// Pushes a whole number with a point or an exponent that a double would round: 9007199254740993.0. False for all others.
static bool push_rounded(lua_State *L, const char *text, const char *end, double number) {
    if (fabs(number) < 9007199254740992.0 || fabs(number) >= 9223372036854775808.0) return false;
    bool negative = *text == '-', in_fraction = false;
    uint64_t value = 0;
    int zeros = 0, places = 0;
    for (text += negative; text < end && *text != 'e' && *text != 'E'; text++) {
        if (*text == '.') {
            in_fraction = true;
            continue;
        }
        places += in_fraction;
        zeros += 1;
        if (*text == '0') continue;
        for (; zeros > 0; zeros--) value *= 10;
        value += (uint64_t)(*text - '0');
    }
    long power = zeros - places + (text < end ? strtol(text + 1, NULL, 10) : 0);
    if (power < 0 || power > 18) return false;
    for (; power > 0; power--)
        if (__builtin_mul_overflow(value, 10, &value)) return false;
    if (value > INT64_MAX || value == (uint64_t)fabs(number)) return false;
    lua_pushinteger(L, negative ? -(lua_Integer)value : (lua_Integer)value);
    return true;
}

static bool read_number(reader *reader) {
    const char *text = reader->at;
    bool whole;
    if (!skip_number(reader, &whole)) return false;
    if (whole && push_whole(reader->L, text, reader->at)) return true;
    double number = strtod(text, NULL);
    bool exact = significant_digits(text, reader->at) <= 17 && number - number == 0;
    if (exact && push_rounded(reader->L, text, reader->at, number)) return true;
    if (exact) lua_pushnumber(reader->L, number);
    else wall_push_exact(reader->L, text, (size_t)(reader->at - text));
    return true;
}

static int hex_digit(char byte) {
    if (is_digit(byte)) return byte - '0';
    byte |= 32;
    return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

static int32_t read_unit(reader *reader) {
    int32_t unit = 0;
    if (reader->end - reader->at < 4) return -1;
    for (int i = 0; i < 4; i++) {
        int digit = hex_digit(reader->at[i]);
        if (digit < 0) return -1;
        unit = unit * 16 + digit;
    }
    reader->at += 4;
    return unit;
}

static void append_scalar(buffer *out, uint32_t scalar) {
    uint8_t bytes[4];
    int length = scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4;
    static const uint8_t leads[] = {0, 0, 0xc0, 0xe0, 0xf0};
    for (int i = length - 1; i > 0; i--) {
        bytes[i] = (uint8_t)(0x80 | (scalar & 0x3f));
        scalar >>= 6;
    }
    bytes[0] = (uint8_t)(leads[length] | scalar);
    wall_append(out, bytes, (size_t)length);
}

/// Reads what follows "\u".
static bool read_unicode(reader *reader, buffer *out) {
    int32_t unit = read_unit(reader);
    if (unit < 0) return refuse(reader, "\\u needs four hexadecimal digits");
    if (unit >= 0xdc00 && unit <= 0xdfff) return refuse(reader, "half of a surrogate pair");
    if (unit >= 0xd800 && unit <= 0xdbff) {
        if (reader->end - reader->at < 6 || reader->at[0] != '\\' || reader->at[1] != 'u')
            return refuse(reader, "half of a surrogate pair");
        reader->at += 2;
        int32_t low = read_unit(reader);
        if (low < 0xdc00 || low > 0xdfff) return refuse(reader, "half of a surrogate pair");
        unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
    }
    append_scalar(out, (uint32_t)unit);
    return true;
}

static bool read_escape(reader *reader, buffer *out) {
    static const char names[] = "\"\\/bfnrt", bytes[] = "\"\\/\b\f\n\r\t";
    char name = peek(reader);
    reader->at += 1;
    if (name == 'u') return read_unicode(reader, out);
    const char *found = name == 0 ? NULL : strchr(names, name);
    if (found == NULL) {
        reader->at -= 1;
        return refuse(reader, "an unknown escape");
    }
    wall_append_byte(out, (uint8_t)bytes[found - names]);
    return true;
}

/// Moves from `from` to the next quote, backslash or control character.
static void skip_plain(reader *reader, const char *from) {
    const char *at = from, *end = reader->end;
    while (at < end && *at != '"' && *at != '\\' && (uint8_t)*at >= 32) {
        at += 1;
        if ((at - from) % wall_poll_bytes == 0) wall_poll(reader->L);
    }
    reader->at = at;
}

static bool read_escaped(reader *reader, const char *from, const char **text, size_t *count) {
    buffer *out = &host_of(reader->L)->unescaped;
    wall_buffer_reset(out);
    wall_append(out, from, (size_t)(reader->at - from));
    while (peek(reader) == '\\') {
        reader->at += 1;
        if (!read_escape(reader, out)) return false;
        const char *plain = reader->at;
        skip_plain(reader, plain);
        wall_append(out, plain, (size_t)(reader->at - plain));
        wall_poll(reader->L);
    }
    if (out->failed) wall_out_of_memory(reader->L);
    *text = (const char *)out->bytes;
    *count = out->count;
    return true;
}

/// Reads a string; its bytes lie in the text itself or, where it has escapes, in the host's scratch buffer.
static bool scan_string(reader *reader, const char **text, size_t *count) {
    const char *from = ++reader->at;
    skip_plain(reader, from);
    *text = from;
    *count = (size_t)(reader->at - from);
    if (peek(reader) == '\\' && !read_escaped(reader, from, text, count)) return false;
    if (reader->at == reader->end) return refuse(reader, "a string does not end");
    if (*reader->at != '"') return refuse(reader, "a control character inside a string");
    reader->at += 1;
    return true;
}

static bool read_string(reader *reader) {
    const char *text;
    size_t count;
    if (!scan_string(reader, &text, &count)) return false;
    lua_pushlstring(reader->L, count == 0 ? "" : text, count);
    return true;
}

static bool read_value(reader *reader, bool *null);

static bool enter(reader *reader) {
    reader->at += 1;
    if (++reader->depth > wall_decode_depth) return refuse(reader, "too deep (more than 512 levels)");
    wall_check_stack(reader->L, 12, "too many values");
    wall_poll(reader->L);
    skip_space(reader);
    return true;
}

/// After a member: moves over the comma, or over `close`, which ends the loop.
static bool next_member(reader *reader, char close, bool *more) {
    wall_poll(reader->L);
    skip_space(reader);
    char byte = peek(reader);
    *more = byte == ',';
    if (byte != ',' && byte != close) {
        if (reader->at == reader->end) return refuse(reader, close == ']' ? "an array does not end" : "an object does not end");
        return refuse(reader, close == ']' ? "expected ',' or ']'" : "expected ',' or '}'");
    }
    reader->at += 1;
    skip_space(reader);
    return true;
}

static bool read_array(reader *reader) {
    lua_State *L = reader->L;
    if (!enter(reader)) return false;
    lua_newtable(L);
    wall_mark_array(L, lua_gettop(L));
    bool more = peek(reader) != ']', null;
    if (!more) reader->at += 1;
    for (lua_Integer i = 1; more; i++) {
        if (!read_value(reader, &null)) return false;
        if (null) {
            lua_pop(L, 1);
            wall_push_null(L);
        }
        lua_rawseti(L, -2, i);
        if (!next_member(reader, ']', &more)) return false;
    }
    reader->depth -= 1;
    return true;
}

static bool read_member(reader *reader, shape_builder *shape) {
    lua_State *L = reader->L;
    bool null;
    if (peek(reader) != '"') return refuse(reader, "expected a key in quotes");
    if (!read_string(reader)) return false;
    skip_space(reader);
    if (peek(reader) != ':') return refuse(reader, "expected ':'");
    reader->at += 1;
    skip_space(reader);
    if (!read_value(reader, &null)) return false;
    size_t count;
    const char *key = lua_tolstring(L, -2, &count);
    wall_shape_add(L, shape, key, count, null);
    lua_rawset(L, -3);
    return true;
}

static bool read_object(reader *reader) {
    lua_State *L = reader->L;
    shape_builder shape;
    if (!enter(reader)) return false;
    lua_newtable(L);
    wall_shape_begin(L, &shape);
    bool more = peek(reader) != '}';
    if (!more) reader->at += 1;
    while (more) {
        if (!read_member(reader, &shape) || !next_member(reader, '}', &more)) return false;
    }
    wall_shape_end(L, &shape, lua_gettop(L));
    reader->depth -= 1;
    return true;
}

static bool read_word(reader *reader, const char *word) {
    size_t count = strlen(word);
    if ((size_t)(reader->end - reader->at) < count || memcmp(reader->at, word, count) != 0)
        return refuse(reader, "expected a value");
    reader->at += count;
    return true;
}

static bool read_value(reader *reader, bool *null) {
    *null = false;
    switch (peek(reader)) {
    case '{': return read_object(reader);
    case '[': return read_array(reader);
    case '"': return read_string(reader);
    case 't': lua_pushboolean(reader->L, true); return read_word(reader, "true");
    case 'f': lua_pushboolean(reader->L, false); return read_word(reader, "false");
    case 'n': lua_pushnil(reader->L); *null = true; return read_word(reader, "null");
    case '-': case '0': case '1': case '2': case '3': case '4': case '5': case '6': case '7': case '8': case '9':
        return read_number(reader);
    default: return refuse(reader, reader->at == reader->end ? "the text ends too early" : "expected a value");
    }
}

static bool read_document(reader *reader) {
    bool null;
    skip_space(reader);
    if (!read_value(reader, &null)) return false;
    skip_space(reader);
    if (reader->at != reader->end) return refuse(reader, "more text after the value");
    if (null) {
        lua_pop(reader->L, 1);
        wall_push_null(reader->L);
    }
    return true;
}

/// core.json_decode(text) → value (null: core.null), or nil, message, byte offset from 1.
int wall_json_decode(lua_State *L) {
    size_t count;
    const char *text = luaL_checklstring(L, 1, &count);
    reader reader = {.L = L, .start = text, .at = text, .end = text + count};
    host_of(L)->key_bytes.count = 0;
    size_t valid = wall_utf8_polled_prefix(L, text, count);
    if (valid < count) {
        reader.at = text + valid;
        refuse(&reader, "the text is not UTF-8");
    } else if (read_document(&reader)) return 1;
    lua_pushnil(L);
    lua_pushstring(L, reader.problem);
    lua_pushinteger(L, reader.at - text + 1);
    return 3;
}
