/* pairs, in an order that does not vary. Lua's own order depends on a seed that it makes from addresses and the time; a mock must
 * answer the same way twice. First the elements of the array, then the keys that JSON remembers in their order, then other whole
 * numbers and texts sorted, then the rest as `next` gives it. Keys added during the loop are not visited, removed ones are skipped.
 */
#include "internal.h"

enum { subject = 1, ordered = 2, rest = 3, metatable = 4 };

/// The iterator: its upvalues are the keys, how many were visited, and the length of the array before them.
static int next_pair(lua_State *L) {
    lua_Integer at = lua_tointeger(L, lua_upvalueindex(2)), elements = lua_tointeger(L, lua_upvalueindex(3));
    luaL_checktype(L, subject, LUA_TTABLE);
    lua_settop(L, 1);
    while (true) {
        at += 1;
        if (at <= elements) lua_pushinteger(L, at);
        else if (lua_rawgeti(L, lua_upvalueindex(1), at - elements) == LUA_TNIL) return 1;
        lua_pushvalue(L, -1);
        if (lua_rawget(L, subject) != LUA_TNIL) break;
        lua_settop(L, 1);
        wall_poll(L);
    }
    lua_pushinteger(L, at);
    lua_replace(L, lua_upvalueindex(2));
    return 2;
}

/// Appends the value at the top to the table at `list`.
static void append(lua_State *L, int list) { lua_rawseti(L, list, (lua_Integer)lua_rawlen(L, list) + 1); }

static void take_shaped(lua_State *L) {
    lua_Integer count = wall_shape_count(L, metatable);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, metatable, i);
        append(L, ordered);
    }
}

/// Sorts a key in: the one at the top, which is neither an element nor remembered.
static void take_key(lua_State *L) {
    object_key key = {.text = NULL};
    bool whole = lua_isinteger(L, -1);
    if (lua_type(L, -1) == LUA_TSTRING) key.text = lua_tolstring(L, -1, &key.count);
    else if (whole) key.integer = lua_tointeger(L, -1);
    if (key.text != NULL || whole) *wall_add_key(L) = key;
    else {
        lua_pushvalue(L, -1);
        append(L, rest);
    }
}

static void take_keys(lua_State *L, lua_Integer elements, bool shaped) {
    for (lua_pushnil(L); lua_next(L, subject);) {
        lua_pop(L, 1);
        wall_poll(L);
        bool element = lua_isinteger(L, -1) && lua_tointeger(L, -1) >= 1 && lua_tointeger(L, -1) <= elements;
        if (!element && !(shaped && wall_shape_has(L, metatable, lua_gettop(L)))) take_key(L);
    }
}

/// Puts the sorted keys behind those that are in order already, and the rest behind them.
static void gather(lua_State *L) {
    luahost *host = host_of(L);
    wall_sort_keys(host->keys, host->key_count);
    for (size_t i = 0; i < host->key_count; i++) {
        object_key key = host->keys[i];
        if (key.text == NULL) lua_pushinteger(L, key.integer);
        else lua_pushlstring(L, key.text, key.count);
        append(L, ordered);
    }
    lua_Integer count = (lua_Integer)lua_rawlen(L, rest);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, rest, i);
        append(L, ordered);
    }
}

static int three_results(lua_State *L, int status, lua_KContext context) {
    (void)L;
    (void)status;
    (void)context;
    return 3;
}

static int next_member(lua_State *L) {
    lua_settop(L, 2);
    return lua_next(L, 1) ? 2 : 0;
}

/// A weak table, whose members a collection may take at any time, goes in Lua's own order.
static int plain(lua_State *L) {
    lua_pushcfunction(L, next_member);
    lua_pushvalue(L, subject);
    lua_pushnil(L);
    return 3;
}

int wall_pairs(lua_State *L) {
    luaL_checkany(L, 1);
    if (luaL_getmetafield(L, subject, "__pairs") != LUA_TNIL) {
        lua_pushvalue(L, subject);
        lua_callk(L, 1, 3, 0, three_results);
        return 3;
    }
    luaL_checktype(L, subject, LUA_TTABLE);
    lua_settop(L, 1);
    host_of(L)->key_count = 0;
    lua_newtable(L);
    lua_newtable(L);
    bool meta = lua_getmetatable(L, subject), shaped = meta && wall_is_shape(L, metatable);
    if (meta && wall_is_weak(L, metatable)) return plain(L);
    lua_Integer elements = (lua_Integer)lua_rawlen(L, subject);
    if (shaped) take_shaped(L);
    take_keys(L, elements, shaped);
    gather(L);
    lua_settop(L, ordered);
    lua_pushinteger(L, 0);
    lua_pushinteger(L, elements);
    lua_pushcclosure(L, next_pair, 3);
    lua_pushvalue(L, subject);
    lua_pushnil(L);
    return 3;
}
