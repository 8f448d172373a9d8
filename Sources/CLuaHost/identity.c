/* Text of values that have none of their own: tables, functions, coroutines, userdata. Lua writes their addresses; those tell a script
 * where the process keeps its memory, and differ from run to run. Here each object gets the next number of its interpreter when its text
 * is first asked for.
 */
#include "internal.h"

/// Pushes the table that maps objects to their numbers. Its keys are weak: a number keeps nothing alive.
static void push_identities(lua_State *L) {
    luahost *host = host_of(L);
    if (host->identities != 0) {
        lua_rawgeti(L, LUA_REGISTRYINDEX, host->identities);
        return;
    }
    lua_newtable(L);
    lua_createtable(L, 0, 1);
    lua_pushliteral(L, "k");
    lua_setfield(L, -2, "__mode");
    lua_setmetatable(L, -2);
    lua_pushvalue(L, -1);
    host->identities = luaL_ref(L, LUA_REGISTRYINDEX);
}

/// The number of the object at `index`; 0 for values without identity: nil, booleans, numbers, strings.
lua_Integer wall_identity(lua_State *L, int index) {
    luahost *host = host_of(L);
    if (lua_topointer(L, index) == NULL || lua_type(L, index) == LUA_TSTRING) return 0;
    wall_check_stack(L, 5, "too many values");
    index = lua_absindex(L, index);
    push_identities(L);
    lua_pushvalue(L, index);
    lua_rawget(L, -2);
    lua_Integer number = lua_tointeger(L, -1);
    if (number == 0) {
        number = host->identity_count + 1;
        lua_pushvalue(L, index);
        lua_pushinteger(L, number);
        lua_rawset(L, -4);
        host->identity_count = number;
    }
    lua_pop(L, 2);
    return number;
}

/// Pushes "table: 3", or "NAME: 3" where the metatable names the type.
static void push_identity(lua_State *L, int index) {
    lua_Integer number = wall_identity(L, index);
    const char *kind = luaL_typename(L, index);
    if (luaL_getmetafield(L, index, "__name") == LUA_TSTRING) kind = lua_tostring(L, -1);
    else lua_pushnil(L);
    lua_pushfstring(L, "%s: %I", kind, (LUAI_UACINT)number);
}

/// Pushes the text of a value, as `tostring` makes it.
void wall_push_text(lua_State *L, int index) {
    int type = lua_type(L, index);
    if (type == LUA_TNIL || type == LUA_TBOOLEAN || type == LUA_TNUMBER || type == LUA_TSTRING) {
        luaL_tolstring(L, index, NULL);
        return;
    }
    wall_check_stack(L, 8, "too many values");
    index = lua_absindex(L, index);
    int top = lua_gettop(L);
    if (wall_is_null(L, index)) lua_pushliteral(L, "null");
    else if (!luaL_callmeta(L, index, "__tostring")) push_identity(L, index);
    else if (lua_tolstring(L, -1, NULL) == NULL) luaL_error(L, "'__tostring' must return a string");
    lua_copy(L, -1, top + 1);
    lua_settop(L, top + 1);
}
