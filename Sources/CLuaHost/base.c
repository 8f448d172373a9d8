/* The base functions: those of Lua that are harmless, and our own where an error is caught or a metatable changed. */
#include "internal.h"

/// After a protected call: the end of a run is no error that could be caught.
static int finish_pcall(lua_State *L, int status, lua_KContext skipped) {
    if (status == LUA_OK || status == LUA_YIELD) return lua_gettop(L) - (int)skipped;
    wall_let_end(L);
    lua_pushboolean(L, false);
    lua_pushvalue(L, -2);
    return 2;
}

static int protected_call(lua_State *L) {
    luaL_checkany(L, 1);
    lua_pushboolean(L, true);
    lua_insert(L, 1);
    int status = lua_pcallk(L, lua_gettop(L) - 2, LUA_MULTRET, 0, 0, finish_pcall);
    return finish_pcall(L, status, 0);
}

/// Stands between an error and the user's message handler, which must not run for the end of a run: Lua would run it with hooks off.
static int guarded_handler(lua_State *L) {
    luahost *host = host_of(L);
    if (host->ending > stop_over_memory) return 1;
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, 1);
    return 1;
}

/// xpcall(f, handler, ...): below the call stay the guarded handler and `true`.
static int protected_call_with_handler(lua_State *L) {
    luaL_checktype(L, 2, LUA_TFUNCTION);
    lua_pushvalue(L, 2);
    lua_pushcclosure(L, guarded_handler, 1);
    lua_replace(L, 2);
    lua_pushvalue(L, 1);
    lua_pushboolean(L, true);
    lua_replace(L, 1);
    lua_insert(L, 3);
    lua_pushvalue(L, 1);
    lua_insert(L, 3);
    int status = lua_pcallk(L, lua_gettop(L) - 4, LUA_MULTRET, 2, 2, finish_pcall);
    return finish_pcall(L, status, 2);
}

/// Whether this is one of ours that catch errors; a wait passes through them by itself.
bool wall_passes_errors(lua_CFunction function) {
    return function == protected_call || function == protected_call_with_handler;
}

static int to_string(lua_State *L) {
    luaL_checkany(L, 1);
    wall_push_text(L, 1);
    return 1;
}

/// Scripts do not see the metatables of JSON values.
static int get_metatable(lua_State *L) {
    luaL_checkany(L, 1);
    lua_settop(L, 1);
    if (!lua_getmetatable(L, 1) || wall_is_array_mark(L, 2) || wall_is_shape(L, 2)) {
        lua_pushnil(L);
        return 1;
    }
    lua_pushliteral(L, "__metatable");
    lua_rawget(L, 2);
    if (lua_isnil(L, -1)) lua_pop(L, 1);
    return 1;
}

static bool is_protected(lua_State *L, int index) { return luaL_getmetafield(L, index, "__metatable") != LUA_TNIL; }

static int set_metatable(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_argexpected(L, lua_isnil(L, 2) || lua_istable(L, 2), 2, "nil or table");
    lua_settop(L, 2);
    if (is_protected(L, 1)) return luaL_error(L, "cannot change a protected metatable");
    if (lua_istable(L, 2)) {
        lua_pushliteral(L, "__gc");
        if (lua_rawget(L, 2) != LUA_TNIL) return luaL_error(L, "__gc is not supported");
        lua_pop(L, 1);
    }
    lua_setmetatable(L, 1);
    return 1;
}

static int raw_set(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_checkany(L, 2);
    luaL_checkany(L, 3);
    lua_settop(L, 3);
    if (is_protected(L, 1)) return luaL_error(L, "cannot change a protected table");
    lua_rawset(L, 1);
    return 1;
}

static int collect_garbage(lua_State *L) {
    const char *option = luaL_optstring(L, 1, "collect");
    if (strcmp(option, "count") != 0) return luaL_error(L, "collectgarbage: only \"count\" is supported");
    lua_pushnumber(L, (lua_Number)host_of(L)->used / 1024);
    return 1;
}

/// Takes the harmless functions of the standard base library over into the table at the top.
static void take_standard(lua_State *L) {
    static const char *const names[] = {"assert", "error", "ipairs", "next", "rawequal", "rawget", "rawlen",
        "select", "tonumber", "type", "_VERSION"};
    lua_pushcfunction(L, luaopen_base);
    lua_call(L, 0, 1);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        lua_getfield(L, -1, names[i]);
        lua_setfield(L, -3, names[i]);
    }
    lua_getfield(L, -1, "ipairs");
    lua_newtable(L);
    lua_call(L, 1, 1);
    host_of(L)->ipairs_iterator = lua_tocfunction(L, -1);
    lua_pop(L, 2);
    lua_newtable(L);
    lua_rawseti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
}

void wall_open_base(lua_State *L) {
    static const luaL_Reg functions[] = {{"pcall", protected_call}, {"xpcall", protected_call_with_handler},
        {"pairs", wall_pairs}, {"tostring", to_string}, {"getmetatable", get_metatable}, {"setmetatable", set_metatable}, {"rawset", raw_set},
        {"collectgarbage", collect_garbage}, {NULL, NULL}};
    take_standard(L);
    luaL_setfuncs(L, functions, 0);
}
