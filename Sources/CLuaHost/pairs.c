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

/// Sorts a key in: the one at the top, which is neither an element nor remembered. Returns whether it belongs to the rest.
static bool take_key(lua_State *L) {
    object_key key = {.text = NULL};
    if (lua_type(L, -1) == LUA_TSTRING) key.text = lua_tolstring(L, -1, &key.count);
    else if (lua_isinteger(L, -1)) key.integer = lua_tointeger(L, -1);
    else return true;
    *wall_add_key(L) = key;
    return false;
}

static void keep_for_later(lua_State *L) {
    if (lua_isnil(L, rest)) {
        lua_newtable(L);
        lua_replace(L, rest);
    }
    lua_pushvalue(L, -1);
    lua_rawseti(L, rest, (lua_Integer)lua_rawlen(L, rest) + 1);
}

static void take_keys(lua_State *L, lua_Integer elements, bool shaped) {
    for (lua_pushnil(L); lua_next(L, subject);) {
        lua_pop(L, 1);
        wall_poll(L);
        bool element = lua_isinteger(L, -1) && lua_tointeger(L, -1) >= 1 && lua_tointeger(L, -1) <= elements;
        if (element || (shaped && wall_shape_has(L, metatable, lua_gettop(L)))) continue;
        if (take_key(L)) keep_for_later(L);
    }
}

/// Appends `count` values of a table to the ordered keys.
static void append_all(lua_State *L, int from, lua_Integer count, lua_Integer *place) {
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, from, i);
        lua_rawseti(L, ordered, ++*place);
        wall_poll(L);
    }
}

/// Makes the list of keys: those that JSON remembers, those that were sorted, the rest.
static void gather(lua_State *L, bool shaped) {
    luahost *host = host_of(L);
    lua_Integer remembered = shaped ? wall_shape_count(L, metatable) : 0, place = 0;
    wall_sort_keys(L, host->keys, host->key_count);
    lua_createtable(L, (int)host->key_count + (int)remembered, 0);
    lua_replace(L, ordered);
    append_all(L, metatable, remembered, &place);
    for (size_t i = 0; i < host->key_count; i++) {
        object_key key = host->keys[i];
        wall_poll(L);
        if (key.text == NULL) lua_pushinteger(L, key.integer);
        else lua_pushlstring(L, key.text, key.count);
        lua_rawseti(L, ordered, ++place);
    }
    if (!lua_isnil(L, rest)) append_all(L, rest, (lua_Integer)lua_rawlen(L, rest), &place);
}

static int three_results(lua_State *L, int status, lua_KContext context) {
    (void)L;
    (void)status;
    (void)context;
    return 3;
}

/// The iterator of a weak table. A script may call it with any arguments; lua_next does not check them.
static int next_member(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
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
    lua_settop(L, 1);
    if (luaL_getmetafield(L, subject, "__pairs") != LUA_TNIL) {
        lua_pushvalue(L, subject);
        lua_callk(L, 1, 3, 0, three_results);
        return 3;
    }
    luaL_checktype(L, subject, LUA_TTABLE);
    lua_settop(L, rest);
    host_of(L)->key_count = 0;
    bool meta = lua_getmetatable(L, subject), shaped = meta && wall_is_shape(L, metatable);
    if (meta && wall_is_weak(L, metatable)) return plain(L);
    lua_Integer elements = (lua_Integer)lua_rawlen(L, subject);
    take_keys(L, elements, shaped);
    gather(L, shaped);
    lua_settop(L, ordered);
    lua_pushinteger(L, 0);
    lua_pushinteger(L, elements);
    lua_pushcclosure(L, next_pair, 3);
    lua_pushvalue(L, subject);
    lua_pushnil(L);
    return 3;
}
