/* MessagePack to Lua values. Every count is checked against the bytes that are left before anything is made. */
#include "internal.h"

typedef struct {
    const uint8_t *at, *end;
    int depth;
} reader;

static int refuse(lua_State *L) { return luaL_error(L, "broken MessagePack"); }

static const uint8_t *take(lua_State *L, reader *reader, size_t count) {
    if ((size_t)(reader->end - reader->at) < count) refuse(L);
    const uint8_t *bytes = reader->at;
    reader->at += count;
    return bytes;
}

static uint64_t take_integer(lua_State *L, reader *reader, int bytes) {
    const uint8_t *text = take(L, reader, (size_t)bytes);
    uint64_t value = 0;
    for (int i = 0; i < bytes; i++) value = value << 8 | text[i];
    return value;
}

static void push_text(lua_State *L, reader *reader, size_t count) {
    const uint8_t *bytes = take(L, reader, count);
    lua_pushlstring(L, (const char *)bytes, count);
}

static void push_real(lua_State *L, reader *reader, int bytes) {
    uint64_t bits = take_integer(L, reader, bytes);
    uint32_t half = (uint32_t)bits;
    float single;
    double number;
    memcpy(&single, &half, sizeof single);
    memcpy(&number, &bits, sizeof number);
    lua_pushnumber(L, bytes == 4 ? (double)single : number);
}

static void push_unsigned(lua_State *L, uint64_t value) {
    if (value > INT64_MAX) lua_pushnumber(L, (double)value);
    else lua_pushinteger(L, (lua_Integer)value);
}

static void push_signed(lua_State *L, reader *reader, int bytes) {
    int unused = 64 - 8 * bytes;
    uint64_t bits = take_integer(L, reader, bytes) << unused;
    lua_pushinteger(L, (lua_Integer)((int64_t)bits >> unused));
}

static void push_extension(lua_State *L, reader *reader, size_t count) {
    uint64_t type = take_integer(L, reader, 1);
    const uint8_t *bytes = take(L, reader, count);
    if (type != 1) refuse(L);
    wall_push_exact(L, (const char *)bytes, count);
}

static bool push_any(lua_State *L, reader *reader);

static void enter(lua_State *L, reader *reader, size_t members) {
    if (members > (size_t)(reader->end - reader->at)) refuse(L);
    if (++reader->depth > wall_decode_depth) luaL_error(L, "too deep (more than %d levels)", wall_decode_depth);
    wall_check_stack(L, 12, "too many values");
    wall_poll(L);
}

static void push_array(lua_State *L, reader *reader, size_t count) {
    enter(L, reader, count);
    lua_createtable(L, (int)count, 0);
    wall_mark_array(L, lua_gettop(L));
    for (size_t i = 1; i <= count; i++) {
        if (!push_any(L, reader)) {
            lua_pop(L, 1);
            wall_push_null(L);
        }
        lua_rawseti(L, -2, (lua_Integer)i);
    }
    reader->depth -= 1;
}

/// Reads one member into the table at `table`. Returns whether its key is text, so that a shape can hold it.
static bool push_member(lua_State *L, reader *reader, int table, shape_builder *shape) {
    size_t count = 0;
    const char *key = NULL;
    if (!push_any(L, reader)) refuse(L);
    if (lua_type(L, -1) == LUA_TSTRING) key = lua_tolstring(L, -1, &count);
    else if (!lua_isinteger(L, -1)) refuse(L);
    bool null = !push_any(L, reader);
    if (key != NULL) wall_shape_add(L, shape, key, count, null);
    lua_rawset(L, table);
    return key != NULL;
}

static void push_map(lua_State *L, reader *reader, size_t count) {
    shape_builder shape;
    bool shaped = true;
    enter(L, reader, count);
    lua_createtable(L, 0, (int)count);
    int table = lua_gettop(L);
    wall_shape_begin(L, &shape);
    for (size_t i = 0; i < count; i++) shaped = push_member(L, reader, table, &shape) && shaped;
    if (shaped) wall_shape_end(L, &shape, table);
    host_of(L)->key_bytes.count = shape.start;
    reader->depth -= 1;
}

static bool push_long(lua_State *L, reader *reader, uint8_t lead) {
    switch (lead) {
    case 0xc0: lua_pushnil(L); return false;
    case 0xc2: case 0xc3: lua_pushboolean(L, lead == 0xc3); break;
    case 0xc4: case 0xc5: case 0xc6: push_text(L, reader, take_integer(L, reader, 1 << (lead - 0xc4))); break;
    case 0xc7: case 0xc8: case 0xc9: push_extension(L, reader, take_integer(L, reader, 1 << (lead - 0xc7))); break;
    case 0xca: case 0xcb: push_real(L, reader, lead == 0xca ? 4 : 8); break;
    case 0xcc: case 0xcd: case 0xce: case 0xcf:
        push_unsigned(L, take_integer(L, reader, 1 << (lead - 0xcc)));
        break;
    case 0xd0: case 0xd1: case 0xd2: case 0xd3: push_signed(L, reader, 1 << (lead - 0xd0)); break;
    case 0xd4: case 0xd5: case 0xd6: case 0xd7: case 0xd8:
        push_extension(L, reader, (size_t)1 << (lead - 0xd4));
        break;
    case 0xd9: case 0xda: case 0xdb: push_text(L, reader, take_integer(L, reader, 1 << (lead - 0xd9))); break;
    case 0xdc: case 0xdd: push_array(L, reader, take_integer(L, reader, lead == 0xdc ? 2 : 4)); break;
    case 0xde: case 0xdf: push_map(L, reader, take_integer(L, reader, lead == 0xde ? 2 : 4)); break;
    default: refuse(L);
    }
    return true;
}

/// Pushes the next value. Returns false when it is nil.
static bool push_any(lua_State *L, reader *reader) {
    uint8_t lead = (uint8_t)take_integer(L, reader, 1);
    wall_poll(L);
    if (lead < 0x80) lua_pushinteger(L, lead);
    else if (lead >= 0xe0) lua_pushinteger(L, (int8_t)lead);
    else if (lead < 0x90) push_map(L, reader, lead & 15);
    else if (lead < 0xa0) push_array(L, reader, lead & 15);
    else if (lead < 0xc0) push_text(L, reader, lead & 31);
    else return push_long(L, reader, lead);
    return true;
}

/// Pushes the one value that the bytes hold.
void wall_unpack(lua_State *L, const uint8_t *bytes, size_t count) {
    reader reader = {.at = bytes, .end = bytes + count};
    push_any(L, &reader);
    if (reader.at != reader.end) refuse(L);
}
