/* The private table `core`, which the prelude chunk gets as its one argument. */
#include "fast_path.h"

/// core.where(level) → source, line of the function at this level; 1 is the caller
static int where(lua_State *L) {
    lua_Debug activation;
    lua_Integer level = luaL_checkinteger(L, 1);
    if (level < 0 || level > 1000000 || !lua_getstack(L, (int)level, &activation)) return 0;
    lua_getinfo(L, "Sl", &activation);
    bool named = activation.source[0] == '@' || activation.source[0] == '=';
    lua_pushstring(L, named ? activation.source + 1 : activation.short_src);
    lua_pushinteger(L, activation.currentline);
    return 2;
}

/// core.origin(f) → source, line where the function is defined
static int origin(lua_State *L) {
    lua_Debug activation;
    luaL_checktype(L, 1, LUA_TFUNCTION);
    lua_settop(L, 1);
    lua_getinfo(L, ">S", &activation);
    bool named = activation.source[0] == '@' || activation.source[0] == '=';
    lua_pushstring(L, named ? activation.source + 1 : activation.short_src);
    lua_pushinteger(L, activation.linedefined);
    return 2;
}

/// core.raise(text [, value]): an error at the innermost line of the user's code; the value is what it is about
static int raise_error(lua_State *L) {
    size_t count;
    const char *text = luaL_checklstring(L, 1, &count);
    if (lua_gettop(L) > 1) wall_error_argument(L, 2);
    return wall_raise_text(L, text, count);
}

/// core.rawset(table, key, value), past the protection that users meet
static int raw_set(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 3);
    lua_rawset(L, 1);
    return 0;
}

/// core.setmetatable(table, metatable) → table, without the checks that users meet
static int raw_set_metatable(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_argexpected(L, lua_isnil(L, 2) || lua_istable(L, 2), 2, "nil or table");
    lua_settop(L, 2);
    lua_setmetatable(L, 1);
    return 1;
}

/// core.exact(digits): a number that is written with these digits
static int exact(lua_State *L) {
    size_t count;
    const char *text = luaL_checklstring(L, 1, &count);
    wall_push_exact(L, text, count);
    return 1;
}

static void open_functions(lua_State *L) {
    static const luaL_Reg functions[] = {{"wait", wall_wait}, {"halt", wall_halt}, {"catch", wall_catch},
        {"rawset", raw_set}, {"setmetatable", raw_set_metatable}, {"chunk", wall_chunk}, {"load_text", wall_load_text}, {"sandbox", wall_sandbox}, {"library", wall_library},
        {"json_encode", wall_json_encode}, {"json_decode", wall_json_decode}, {"protect", wall_protect}, {"share", wall_share}, {"fill", wall_fill_text}, {"pieces", wall_pieces},
        {"where", where}, {"origin", origin}, {"raise", raise_error}, {"error_argument", wall_error_argument_value}, {"explain", wall_explain}, {"exact", exact}, {"parts", wall_parts}, {"zones", wall_zones}, {NULL, NULL}};
    luaL_setfuncs(L, functions, 0);
    wall_open_shapes(L);
    wall_open_packed(L);
    wall_push_null(L);
    lua_setfield(L, -2, "null");
}

/// A function of core.host that was not asked for before: few sessions need more than some of them.
static int find_callback(lua_State *L) {
    const luahost *host = host_of(L);
    luaL_checktype(L, 1, LUA_TTABLE);
    const char *name = luaL_checkstring(L, 2);
    for (size_t i = 0; i < host->function_count; i++) {
        if (strcmp(host->functions[i], name) != 0) continue;
        lua_pushinteger(L, (lua_Integer)i);
        lua_pushcclosure(L, wall_call_host, 1);
        lua_pushvalue(L, 2);
        lua_pushvalue(L, -2);
        lua_rawset(L, 1);
        return 1;
    }
    return 0;
}

static void open_callbacks(lua_State *L) {
    lua_newtable(L);
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, find_callback);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
    lua_setfield(L, -2, "host");
}

/// The prelude's own globals: the base functions and the real libraries.
static void open_globals(lua_State *L) {
    luahost *host = host_of(L);
    lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
    int sources[] = {host->base_library, host->libraries};
    for (int i = 0; i < 2; i++) {
        lua_rawgeti(L, LUA_REGISTRYINDEX, sources[i]);
        for (lua_pushnil(L); lua_next(L, -2);) {
            lua_pushvalue(L, -2);
            lua_insert(L, -2);
            lua_rawset(L, -5);
        }
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
}

/// The null mark prints as "null" and has a name in error messages.
static void open_null(lua_State *L) {
    wall_push_null(L);
    lua_createtable(L, 0, 2);
    lua_pushliteral(L, "null");
    lua_setfield(L, -2, "__name");
    lua_pushboolean(L, false);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
    lua_pop(L, 1);
}

void wall_open_core(lua_State *L) {
    wall_open_failures(L);
    open_null(L);
    wall_open_sandbox(L);
    open_globals(L);
    lua_createtable(L, 0, 32);
    open_functions(L);
    open_callbacks(L);
    host_of(L)->core = luaL_ref(L, LUA_REGISTRYINDEX);
}
