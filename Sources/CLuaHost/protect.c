/* Read-only proxies: an empty table whose metatable leads to the real one. rawset refuses them, so nothing can be put in front. */
#include "internal.h"

bool wall_is_proxy(lua_State *L, int metatable) {
    bool found = lua_rawgetp(L, metatable, &wall_ending_mark) == LUA_TTABLE;
    lua_pop(L, 1);
    return found;
}

static int refuse_write(lua_State *L) {
    const char *name = lua_tostring(L, lua_upvalueindex(1));
    const char *text = name != NULL ? lua_pushfstring(L, "'%s' is read-only", name) : "this table is read-only";
    return wall_raise_text(L, text, strlen(text));
}

static int length(lua_State *L) {
    lua_pushinteger(L, luaL_len(L, lua_upvalueindex(1)));
    return 1;
}

static int next_member(lua_State *L) {
    lua_settop(L, 2);
    return lua_next(L, lua_upvalueindex(1)) ? 2 : 0;
}

/// Iterates without ever handing out the real table.
static int members(lua_State *L) {
    lua_settop(L, 1);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_pushcclosure(L, next_member, 1);
    lua_insert(L, 1);
    lua_pushnil(L);
    return 3;
}

static void set_method(lua_State *L, int table, const char *name, lua_CFunction function) {
    lua_pushvalue(L, table);
    lua_pushcclosure(L, function, 1);
    lua_setfield(L, -2, name);
}

/// Pushes a proxy of the table at `index` (absolute).
void wall_push_proxy(lua_State *L, int index, const char *name) {
    wall_check_stack(L, 5, "too many values");
    lua_newtable(L);
    lua_createtable(L, 0, 8);
    lua_pushvalue(L, index);
    lua_rawsetp(L, -2, &wall_ending_mark);
    lua_pushvalue(L, index);
    lua_setfield(L, -2, "__index");
    lua_pushstring(L, name);
    lua_pushcclosure(L, refuse_write, 1);
    lua_setfield(L, -2, "__newindex");
    set_method(L, index, "__len", length);
    set_method(L, index, "__pairs", members);
    lua_pushboolean(L, false);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
}

/// core.protect(table [, name]) → a read-only view of it
int wall_protect(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 2);
    wall_push_proxy(L, 1, luaL_optstring(L, 2, NULL));
    return 1;
}
