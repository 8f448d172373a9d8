/* What a table remembers of the JSON it came from, kept in its metatable.
 *
 * An array has the one array mark. An object has a shape: the sequence of its keys, and which of them were null. Objects with the
 * same sequence share one shape. A shape has only integer and light userdata keys, so no JSON key can become a metamethod:
 *   shape[1...n]        the keys in order
 *   shape[&shape_mark]  n
 *   shape[&null_mark]   a text of n bytes, 1 where the key was null; absent when none was
 *   shape[&place_mark]  key → true, made when first needed
 */
#include "internal.h"

#include <stdlib.h>

static const char shape_mark = 0, nulls_mark = 0, place_mark = 0;

enum { cached_keys = 48 };  // longer objects are data, not records: their shapes are not shared

bool wall_is_array_mark(lua_State *L, int metatable) {
    return lua_topointer(L, metatable) == host_of(L)->array_pointer;
}

bool wall_is_shape(lua_State *L, int metatable) {
    bool found = lua_rawgetp(L, metatable, &shape_mark) == LUA_TNUMBER;
    lua_pop(L, 1);
    return found;
}

lua_Integer wall_shape_count(lua_State *L, int metatable) {
    lua_rawgetp(L, metatable, &shape_mark);
    lua_Integer count = lua_tointeger(L, -1);
    lua_pop(L, 1);
    return count;
}

bool wall_shape_is_null(lua_State *L, int metatable, lua_Integer position) {
    size_t count;
    lua_rawgetp(L, metatable, &nulls_mark);
    const char *nulls = lua_tolstring(L, -1, &count);
    bool null = nulls != NULL && (size_t)position <= count && nulls[position - 1] != 0;
    lua_pop(L, 1);
    return null;
}

static void make_places(lua_State *L, int metatable) {
    lua_Integer count = wall_shape_count(L, metatable);
    lua_createtable(L, 0, (int)count);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, metatable, i);
        lua_pushboolean(L, true);
        lua_rawset(L, -3);
    }
    lua_pushvalue(L, -1);
    lua_rawsetp(L, metatable, &place_mark);
}

bool wall_shape_has(lua_State *L, int metatable, int key) {
    if (lua_rawgetp(L, metatable, &place_mark) == LUA_TNIL) {
        lua_pop(L, 1);
        make_places(L, metatable);
    }
    lua_pushvalue(L, key);
    lua_rawget(L, -2);
    bool has = lua_toboolean(L, -1);
    lua_pop(L, 2);
    return has;
}

void wall_mark_array(lua_State *L, int index) {
    lua_rawgeti(L, LUA_REGISTRYINDEX, host_of(L)->array_shape);
    lua_setmetatable(L, index);
}

// Decoding: the keys of objects under way stand one after the other in host->key_bytes, each as its length, a null flag, its text.

typedef struct {
    uint32_t count;
    uint8_t null;
} key_head;

void wall_shape_begin(lua_State *L, shape_builder *builder) {
    *builder = (shape_builder){.start = host_of(L)->key_bytes.count, .hash = 14695981039346656037u};
}

static uint64_t mix(uint64_t hash, const uint8_t *bytes, size_t count) {
    for (size_t i = 0; i < count; i++) hash = (hash ^ bytes[i]) * 1099511628211u;
    return hash;
}

void wall_shape_add(lua_State *L, shape_builder *builder, const char *key, size_t count, bool null) {
    buffer *bytes = &host_of(L)->key_bytes;
    key_head head = {0};
    head.count = (uint32_t)count;
    head.null = null;
    wall_append(bytes, &head, sizeof head);
    wall_append(bytes, key, count);
    if (bytes->failed) wall_out_of_memory(L);
    builder->hash = mix(mix(builder->hash, (const uint8_t *)key, count), &head.null, 1);
    builder->count += 1;
    builder->any_null = builder->any_null || null;
}

static key_head head_at(const uint8_t *at) {
    key_head head;
    memcpy(&head, at, sizeof head);
    return head;
}

/// Whether the shape at the top of the stack was made from these very keys.
static bool fits(lua_State *L, const shape_builder *builder) {
    const uint8_t *at = host_of(L)->key_bytes.bytes + builder->start;
    int shape = lua_gettop(L);
    if (wall_shape_count(L, shape) != (lua_Integer)builder->count) return false;
    for (size_t i = 1; i <= builder->count; i++) {
        key_head head = head_at(at);
        size_t count;
        lua_rawgeti(L, shape, (lua_Integer)i);
        const char *key = lua_tolstring(L, -1, &count);
        bool same = count == head.count && memcmp(key, at + sizeof head, count) == 0;
        lua_pop(L, 1);
        if (!same || wall_shape_is_null(L, shape, (lua_Integer)i) != (head.null != 0)) return false;
        at += sizeof head + head.count;
    }
    return true;
}

/// Sets shape[position] to the key unless an earlier one is equal; the last of equal keys decides about null.
static void place_key(lua_State *L, int shape, const uint8_t *at, uint8_t *nulls) {
    key_head head = head_at(at);
    lua_pushlstring(L, (const char *)at + sizeof head, head.count);
    lua_pushvalue(L, -1);
    lua_rawget(L, shape + 1);
    lua_Integer position = lua_tointeger(L, -1), count = lua_tointeger(L, shape + 2);
    lua_pop(L, 1);
    if (position == 0) {
        position = count + 1;
        lua_pushinteger(L, position);
        lua_replace(L, shape + 2);
        lua_pushvalue(L, -1);
        lua_rawseti(L, shape, position);
        lua_pushvalue(L, -1);
        lua_pushinteger(L, position);
        lua_rawset(L, shape + 1);
    }
    nulls[position - 1] = head.null;
    lua_pop(L, 1);
}

/// Pushes a new shape. Uses two more slots: the places of the keys, and how many there are.
static void make_shape(lua_State *L, const shape_builder *builder) {
    size_t at = builder->start;
    lua_createtable(L, (int)builder->count, builder->any_null ? 2 : 1);
    int shape = lua_gettop(L);
    lua_createtable(L, 0, (int)builder->count);
    lua_pushinteger(L, 0);
    uint8_t *nulls = lua_newuserdatauv(L, builder->count, 0);
    for (size_t i = 0; i < builder->count; i++) {
        const uint8_t *key = host_of(L)->key_bytes.bytes + at;
        place_key(L, shape, key, nulls);
        at += sizeof(key_head) + head_at(key).count;
    }
    lua_Integer count = lua_tointeger(L, shape + 2);
    if (builder->any_null) {
        lua_pushlstring(L, (const char *)nulls, (size_t)count);
        lua_rawsetp(L, shape, &nulls_mark);
    }
    lua_pushinteger(L, count);
    lua_rawsetp(L, shape, &shape_mark);
    lua_settop(L, shape);
}

/// Pushes the shape of these keys: a known one, or a new one that becomes known.
static void find_shape(lua_State *L, const shape_builder *builder) {
    luahost *host = host_of(L);
    if (host->shapes == NULL) host->shapes = calloc(shape_cache_size, sizeof *host->shapes);
    if (host->shapes == NULL) wall_out_of_memory(L);
    shape_entry *entry = &host->shapes[builder->hash & (shape_cache_size - 1)];
    if (entry->reference != 0 && entry->hash == builder->hash) {
        lua_rawgeti(L, LUA_REGISTRYINDEX, entry->reference);
        if (fits(L, builder)) return;
        lua_pop(L, 1);
    }
    make_shape(L, builder);
    lua_pushvalue(L, -1);
    if (entry->reference == 0) entry->reference = luaL_ref(L, LUA_REGISTRYINDEX);
    else lua_rawseti(L, LUA_REGISTRYINDEX, entry->reference);
    entry->hash = builder->hash;
}

/// Gives the object at `index` its memory. An object without keys needs none.
void wall_shape_end(lua_State *L, shape_builder *builder, int index) {
    if (builder->count == 0) return;
    if (builder->count <= cached_keys) find_shape(L, builder);
    else make_shape(L, builder);
    lua_setmetatable(L, index);
    host_of(L)->key_bytes.count = builder->start;
}

static int is_null(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_checkstring(L, 2);
    lua_settop(L, 2);
    lua_pushvalue(L, 2);
    bool null = false;
    if (lua_rawget(L, 1) == LUA_TNIL && lua_getmetatable(L, 1) && wall_is_shape(L, 4)) {
        lua_Integer count = wall_shape_count(L, 4);
        for (lua_Integer i = 1; i <= count && !null; i++) {
            lua_rawgeti(L, 4, i);
            null = lua_rawequal(L, -1, 2) && wall_shape_is_null(L, 4, i);
            lua_pop(L, 1);
        }
    }
    lua_pushboolean(L, null || wall_is_null(L, 3));
    return 1;
}

static int mark_array(lua_State *L) {
    if (lua_isnoneornil(L, 1)) {
        lua_settop(L, 0);
        lua_newtable(L);
    }
    luaL_checktype(L, 1, LUA_TTABLE);
    if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL) luaL_error(L, "cannot mark a protected table");
    lua_settop(L, 1);
    wall_mark_array(L, 1);
    return 1;
}

static int is_array(lua_State *L) {
    lua_settop(L, 1);
    if (lua_istable(L, 1)) wall_unwrap(L, 1);
    lua_pushboolean(L, lua_istable(L, 1) && lua_getmetatable(L, 1) && wall_is_array_mark(L, 2));
    return 1;
}

/// Adds to the table at the top: array, is_array, is_null.
void wall_open_shapes(lua_State *L) {
    static const luaL_Reg functions[] = {
        {"array", mark_array}, {"is_array", is_array}, {"is_null", is_null}, {NULL, NULL}};
    luahost *host = host_of(L);
    lua_newtable(L);
    host->array_pointer = lua_topointer(L, -1);
    host->array_shape = luaL_ref(L, LUA_REGISTRYINDEX);
    luaL_setfuncs(L, functions, 0);
}
