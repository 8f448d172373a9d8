/* Tables as MessagePack (msgpack.org, version 2013). Whole numbers stay whole, order of keys, nulls and marks of arrays stay, text
 * that is UTF-8 is `str`, other bytes are `bin`; extension 1 carries an exact number as its JSON text.
 */
#include "internal.h"

enum { exact_extension = 1 };

static void append_big_endian(buffer *out, uint8_t lead, uint64_t value, int bytes) {
    uint8_t text[9];
    text[0] = lead;
    for (int i = 0; i < bytes; i++) text[1 + i] = (uint8_t)(value >> (8 * (bytes - 1 - i)));
    wall_append(out, text, (size_t)bytes + 1);
}

static void pack_integer(buffer *out, int64_t value) {
    if (value >= -32 && value <= 127) wall_append_byte(out, (uint8_t)value);
    else if (value >= 0 && value <= UINT8_MAX) append_big_endian(out, 0xcc, (uint64_t)value, 1);
    else if (value >= 0 && value <= UINT16_MAX) append_big_endian(out, 0xcd, (uint64_t)value, 2);
    else if (value >= 0 && value <= UINT32_MAX) append_big_endian(out, 0xce, (uint64_t)value, 4);
    else if (value >= INT8_MIN && value < 0) append_big_endian(out, 0xd0, (uint64_t)value, 1);
    else if (value >= INT16_MIN && value < 0) append_big_endian(out, 0xd1, (uint64_t)value, 2);
    else if (value >= INT32_MIN && value < 0) append_big_endian(out, 0xd2, (uint64_t)value, 4);
    else append_big_endian(out, 0xd3, (uint64_t)value, 8);
}

static void pack_number(buffer *out, double number) {
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    append_big_endian(out, 0xcb, bits, 8);
}

/// Writes the head of something that is counted: `leads` for one, two and four bytes; a lead of 0 is not available.
static void pack_count(buffer *out, const uint8_t leads[3], size_t count) {
    if (count <= UINT8_MAX && leads[0] != 0) append_big_endian(out, leads[0], count, 1);
    else if (count <= UINT16_MAX) append_big_endian(out, leads[1], count, 2);
    else append_big_endian(out, leads[2], count, 4);
}

static void pack_text(lua_State *L, buffer *out, const char *text, size_t count) {
    static const uint8_t str[] = {0xd9, 0xda, 0xdb}, bin[] = {0xc4, 0xc5, 0xc6};
    bool valid = wall_utf8_polled_prefix(L, text, count) == count;
    if (valid && count < 32) wall_append_byte(out, (uint8_t)(0xa0 | count));
    else pack_count(out, valid ? str : bin, count);
    wall_append(out, text, count);
}

static void pack_head(buffer *out, bool array, size_t count) {
    static const uint8_t arrays[] = {0, 0xdc, 0xdd}, maps[] = {0, 0xde, 0xdf};
    if (count < 16) wall_append_byte(out, (uint8_t)((array ? 0x90 : 0x80) | count));
    else pack_count(out, array ? arrays : maps, count);
}

static void pack_exact(buffer *out, const char *text, size_t count) {
    static const uint8_t extensions[] = {0xc7, 0xc8, 0xc9};
    pack_count(out, extensions, count);
    wall_append_byte(out, exact_extension);
    wall_append(out, text, count);
}

static void pack_value(lua_State *L, walk *walk, int index);

static void pack_array(lua_State *L, walk *walk, int index, lua_Integer count) {
    pack_head(walk->out, true, (size_t)count);
    for (lua_Integer i = 1; i <= count; i++) {
        wall_walk_name(walk, &(object_key){.integer = i});
        lua_rawgeti(L, index, i);
        pack_value(L, walk, lua_gettop(L));
        lua_pop(L, 1);
    }
}

static void pack_object(lua_State *L, walk *walk, int index, const table_view *view) {
    pack_head(walk->out, false, view->last - view->first);
    for (size_t i = view->first; i < view->last; i++) {
        object_key key = host_of(L)->keys[i];
        wall_walk_name(walk, &key);
        if (key.text == NULL) pack_integer(walk->out, key.integer);
        else pack_text(L, walk->out, key.text, key.count);
        pack_value(L, walk, wall_view_get(L, index, &key));
        wall_view_leave(L, &key);
    }
}

static void pack_table(lua_State *L, walk *walk, int index) {
    wall_unwrap(L, index);
    wall_walk_enter(L, walk, index);
    table_view view = wall_view(L, walk, index);
    if (view.is_array) pack_array(L, walk, index, view.count);
    else pack_object(L, walk, index, &view);
    wall_view_end(L, &view);
    walk->depth -= 1;
}

static void pack_other(lua_State *L, walk *walk, int index) {
    size_t count;
    const char *exact = wall_to_exact(L, index, &count);
    if (exact != NULL) {
        pack_exact(walk->out, exact, count);
        return;
    }
    if (wall_is_null(L, index)) {
        wall_append_byte(walk->out, 0xc0);
        return;
    }
    lua_pushfstring(L, "%s cannot be %s", luaL_typename(L, index), walk->target);
    wall_walk_refuse(L, walk, lua_tostring(L, -1));
}

static void pack_value(lua_State *L, walk *walk, int index) {
    size_t count;
    const char *text;
    switch (lua_type(L, index)) {
    case LUA_TNIL: wall_append_byte(walk->out, 0xc0); break;
    case LUA_TBOOLEAN: wall_append_byte(walk->out, lua_toboolean(L, index) ? 0xc3 : 0xc2); break;
    case LUA_TNUMBER:
        if (lua_isinteger(L, index)) pack_integer(walk->out, lua_tointeger(L, index));
        else pack_number(walk->out, lua_tonumber(L, index));
        break;
    case LUA_TSTRING:
        text = lua_tolstring(L, index, &count);
        pack_text(L, walk->out, text, count);
        break;
    case LUA_TTABLE: pack_table(L, walk, index); break;
    default: pack_other(L, walk, index);
    }
    if (walk->out->failed) wall_out_of_memory(L);
    wall_poll(L);
}

/// Appends the value at `index` (absolute; a read-only proxy there is replaced by what it protects).
void wall_pack(lua_State *L, int index, buffer *out) {
    walk walk;
    wall_walk_begin(L, &walk, out, "data");
    pack_value(L, &walk, index);
}

/// core.packed(value) → bytes
static int packed(lua_State *L) {
    luaL_checkany(L, 1);
    buffer *out = &host_of(L)->text;
    wall_buffer_reset(out);
    wall_pack(L, 1, out);
    lua_pushlstring(L, (const char *)out->bytes, out->count);
    return 1;
}

/// core.unpacked(bytes) → value
static int unpacked(lua_State *L) {
    size_t count;
    const char *bytes = luaL_checklstring(L, 1, &count);
    wall_unpack(L, (const uint8_t *)bytes, count);
    return 1;
}

/// core.copy(value) → a deep copy with its marks. Scalars are themselves.
static int copy(lua_State *L) {
    luaL_checkany(L, 1);
    lua_settop(L, 1);
    if (!lua_istable(L, 1)) return 1;
    buffer *out = &host_of(L)->text;
    wall_buffer_reset(out);
    wall_pack(L, 1, out);
    wall_unpack(L, out->bytes, out->count);
    return 1;
}

void wall_open_packed(lua_State *L) {
    static const luaL_Reg functions[] = {{"packed", packed}, {"unpacked", unpacked}, {"copy", copy}, {NULL, NULL}};
    luaL_setfuncs(L, functions, 0);
}
