/* The utf8 functions. "lax" admits what RFC 3629 does not: surrogates, and values up to 2^31. */
#include "internal.h"

static bool is_continuation(const char *text, size_t count, size_t at) {
    return at < count && ((uint8_t)text[at] & 0xc0) == 0x80;
}

/// Bytes of the sequence whose first byte this is; 0 when it cannot be a first byte.
static size_t sequence_length(uint8_t lead) {
    if (lead < 0x80) return 1;
    if (lead < 0xc0 || lead >= 0xfe) return 0;
    return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf8 ? 4 : lead < 0xfc ? 5 : 6;
}

/// Decodes one sequence. Returns its length, or 0 when it is not valid.
static size_t decode(const char *text, size_t count, bool lax, uint32_t *value) {
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000, 0x200000, 0x4000000};
    size_t length = sequence_length((uint8_t)text[0]);
    if (length == 0 || length > count) return 0;
    uint32_t code = length == 1 ? (uint8_t)text[0] : (uint8_t)text[0] & (0x7fu >> length);
    for (size_t i = 1; i < length; i++) {
        if (!is_continuation(text, count, i)) return 0;
        code = code << 6 | ((uint8_t)text[i] & 0x3f);
    }
    *value = code;
    if (code < least[length]) return 0;
    return lax || (code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)) ? length : 0;
}

static size_t encode(uint32_t code, char *bytes) {
    size_t length = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : code < 0x200000 ? 4 : code < 0x4000000 ? 5 : 6;
    static const uint8_t leads[] = {0, 0, 0xc0, 0xe0, 0xf0, 0xf8, 0xfc};
    for (size_t i = length - 1; i > 0; i--) {
        bytes[i] = (char)(0x80 | (code & 0x3f));
        code >>= 6;
    }
    bytes[0] = (char)(leads[length] | code);
    return length;
}

static int character(lua_State *L) {
    int count = lua_gettop(L);
    luaL_Buffer out;
    luaL_buffinit(L, &out);
    for (int i = 1; i <= count; i++) {
        lua_Integer code = luaL_checkinteger(L, i);
        luaL_argcheck(L, code >= 0 && code <= 0x7fffffff, i, "value out of range");
        luaL_addsize(&out, encode((uint32_t)code, luaL_prepbuffsize(&out, 8)));
    }
    luaL_pushresult(&out);
    return 1;
}

/// A position of Lua, perhaps counted from the end, as one from the start; 0 when it lies before it.
static lua_Integer absolute(lua_Integer position, size_t count) {
    if (position >= 0) return position;
    return position < -(lua_Integer)count ? 0 : (lua_Integer)count + position + 1;
}

static int length(lua_State *L) {
    size_t count;
    const char *text = luaL_checklstring(L, 1, &count);
    lua_Integer at = absolute(luaL_optinteger(L, 2, 1), count), last = absolute(luaL_optinteger(L, 3, -1), count);
    bool lax = lua_toboolean(L, 4);
    lua_Integer characters = 0;
    luaL_argcheck(L, at >= 1 && at <= (lua_Integer)count + 1, 2, "initial position out of bounds");
    luaL_argcheck(L, last <= (lua_Integer)count, 3, "final position out of bounds");
    for (size_t i = (size_t)at - 1; (lua_Integer)i < last; characters++) {
        uint32_t code;
        size_t step = decode(text + i, count - i, lax, &code);
        if (step == 0) {
            luaL_pushfail(L);
            lua_pushinteger(L, (lua_Integer)i + 1);
            return 2;
        }
        i += step;
        if ((characters & 4095) == 0) wall_poll(L);
    }
    lua_pushinteger(L, characters);
    return 1;
}

static int codepoint(lua_State *L) {
    size_t count;
    const char *text = luaL_checklstring(L, 1, &count);
    lua_Integer at = absolute(luaL_optinteger(L, 2, 1), count), last = absolute(luaL_optinteger(L, 3, at), count);
    bool lax = lua_toboolean(L, 4);
    luaL_argcheck(L, at >= 1, 2, "out of bounds");
    luaL_argcheck(L, last <= (lua_Integer)count, 3, "out of bounds");
    if (at > last) return 0;
    if (last - at >= 1000000) return luaL_error(L, "string slice too long");
    wall_check_stack(L, (int)(last - at + 1), "string slice too long");
    int results = 0;
    for (size_t i = (size_t)at - 1; (lua_Integer)i < last; results++) {
        uint32_t code;
        size_t step = decode(text + i, count - i, lax, &code);
        if (step == 0) return luaL_error(L, "invalid UTF-8 code");
        lua_pushinteger(L, code);
        i += step;
    }
    return results;
}

/// Whether the byte at an offset continues a sequence; a text may have megabytes of them.
static bool continues(lua_State *L, const char *text, size_t count, lua_Integer at) {
    if (at % wall_poll_bytes == 0) wall_poll(L);
    return is_continuation(text, count, (size_t)at);
}

/// Goes `steps` characters back from the byte at `at`. Returns the steps that were left.
static lua_Integer go_back(lua_State *L, const char *text, size_t count, lua_Integer *at, lua_Integer steps) {
    for (; steps < 0 && *at > 0; steps++) {
        do *at -= 1;
        while (*at > 0 && continues(L, text, count, *at));
        if ((steps & 4095) == 0) wall_poll(L);
    }
    return steps;
}

static lua_Integer go_on(lua_State *L, const char *text, size_t count, lua_Integer *at, lua_Integer steps) {
    for (steps -= 1; steps > 0 && *at < (lua_Integer)count; steps--) {
        do *at += 1;
        while (continues(L, text, count, *at));
        if ((steps & 4095) == 0) wall_poll(L);
    }
    return steps;
}

static int offset(lua_State *L) {
    size_t count;
    const char *text = luaL_checklstring(L, 1, &count);
    lua_Integer steps = luaL_checkinteger(L, 2);
    lua_Integer at = absolute(luaL_optinteger(L, 3, steps >= 0 ? 1 : (lua_Integer)count + 1), count) - 1;
    luaL_argcheck(L, at >= 0 && at <= (lua_Integer)count, 3, "position out of bounds");
    if (steps == 0)
        while (at > 0 && continues(L, text, count, at)) at -= 1;
    else if (is_continuation(text, count, (size_t)at)) return luaL_error(L, "initial position is a continuation byte");
    else steps = steps < 0 ? go_back(L, text, count, &at, steps) : go_on(L, text, count, &at, steps);
    if (steps != 0) luaL_pushfail(L);
    else lua_pushinteger(L, at + 1);
    return 1;
}

static int next_code(lua_State *L) {
    size_t count;
    const char *text = luaL_checklstring(L, 1, &count);
    lua_Unsigned at = (lua_Unsigned)luaL_checkinteger(L, 2);
    bool lax = lua_toboolean(L, lua_upvalueindex(1));
    uint32_t code;
    if (at > 0) at = at <= count ? at - 1 + sequence_length((uint8_t)text[at - 1]) : count;
    if (at >= count) return 0;
    size_t step = decode(text + at, count - at, lax, &code);
    if (step == 0 || is_continuation(text, count, at + step)) return luaL_error(L, "invalid UTF-8 code");
    lua_pushinteger(L, (lua_Integer)at + 1);
    lua_pushinteger(L, code);
    return 2;
}

static int codes(lua_State *L) {
    size_t count;
    const char *text = luaL_checklstring(L, 1, &count);
    luaL_argcheck(L, !is_continuation(text, count, 0), 1, "invalid UTF-8 code");
    lua_pushboolean(L, lua_toboolean(L, 2));
    lua_pushcclosure(L, next_code, 1);
    lua_pushvalue(L, 1);
    lua_pushinteger(L, 0);
    return 3;
}

int wall_open_utf8(lua_State *L) {
    static const luaL_Reg functions[] = {{"char", character}, {"codepoint", codepoint}, {"codes", codes},
        {"len", length}, {"offset", offset}, {NULL, NULL}};
    luaL_newlib(L, functions);
    lua_pushlstring(L, "[\0-\x7f\xc2-\xfd][\x80-\xbf]*", 14);
    lua_setfield(L, -2, "charpattern");
    return 1;
}
