/* Read-only proxies: an empty table whose metatable leads to the real one. rawset refuses them, so nothing can be put in front. */
#include "internal.h"

bool wall_is_proxy(lua_State *L, int metatable) {
    bool found = lua_rawgetp(L, metatable, &wall_stop_mark) == LUA_TTABLE;
    lua_pop(L, 1);
    return found;
}

static const char name_mark;  // the key under which a metatable keeps the name of its proxy

/// Pushes what the metatable of the proxy at 1 keeps under a mark.
static void push_kept(lua_State *L, const void *mark) {
    bool proxy = lua_istable(L, 1) && lua_getmetatable(L, 1) && wall_is_proxy(L, lua_gettop(L));
    luaL_argexpected(L, proxy, 1, "read-only table");
    lua_rawgetp(L, -1, mark);
    lua_remove(L, -2);
}

static int refuse_write(lua_State *L) {
    push_kept(L, &name_mark);
    const char *name = lua_tostring(L, -1);
    const char *text = name != NULL ? lua_pushfstring(L, "'%s' is read-only", name) : "this table is read-only";
    return wall_raise_text(L, text, strlen(text));
}

static int length(lua_State *L) {
    push_kept(L, &wall_stop_mark);
    lua_pushinteger(L, luaL_len(L, -1));
    return 1;
}

static int next_member(lua_State *L) {
    lua_settop(L, 2);
    return lua_next(L, lua_upvalueindex(1)) ? 2 : 0;
}

/// Iterates without ever handing out the real table.
static int members(lua_State *L) {
    lua_settop(L, 1);
    push_kept(L, &wall_stop_mark);
    lua_pushcclosure(L, next_member, 1);
    lua_insert(L, 1);
    lua_pushnil(L);
    return 3;
}

static void set_method(lua_State *L, const char *name, lua_CFunction function) {
    lua_pushcfunction(L, function);
    lua_setfield(L, -2, name);
}

/// Pushes a proxy of the table at `index` (absolute).
void wall_push_proxy(lua_State *L, int index, const char *name) {
    wall_check_stack(L, 5, "too many values");
    lua_newtable(L);
    lua_createtable(L, 0, 8);
    lua_pushvalue(L, index);
    lua_rawsetp(L, -2, &wall_stop_mark);
    lua_pushvalue(L, index);
    lua_setfield(L, -2, "__index");
    lua_pushstring(L, name);
    lua_rawsetp(L, -2, &name_mark);
    set_method(L, "__newindex", refuse_write);
    set_method(L, "__len", length);
    set_method(L, "__pairs", members);
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
