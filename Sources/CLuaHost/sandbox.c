/* What a user's file sees as its globals.
 *
 * Each file has its own environment: an empty table, so that every write is refused, in front of the members given to it, in front
 * of the allow-listed base functions, in front of the error that names what is missing. Libraries are read-only proxies.
 */
#include "internal.h"

/// Pushes the names that the user's innermost function can see: its locals, then what it shares with those around it.
static void push_visible_names(lua_State *L) {
    lua_Debug activation;
    const char *name;
    lua_newtable(L);
    if (wall_user_level(L, &activation) < 0) return;
    for (int i = 1; (name = lua_getlocal(L, &activation, i)) != NULL; i++) {
        lua_pop(L, 1);
        lua_pushstring(L, name);
        lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
    }
    lua_getinfo(L, "f", &activation);
    for (int i = 1; (name = lua_getupvalue(L, -1, i)) != NULL; i++) {
        lua_pop(L, 1);
        lua_pushstring(L, name);
        lua_rawseti(L, -3, (lua_Integer)lua_rawlen(L, -3) + 1);
    }
    lua_pop(L, 1);
}

/// Raises what the prelude says of a name that does not exist. The name is at index 2.
static int refuse_name(lua_State *L, const char *owner) {
    wall_check_stack(L, 8, "too many values");
    lua_settop(L, 2);
    lua_rawgeti(L, LUA_REGISTRYINDEX, host_of(L)->explainer);
    if (lua_isfunction(L, -1)) {
        lua_pushstring(L, owner);
        lua_pushvalue(L, 2);
        push_visible_names(L);
        lua_call(L, 3, 1);
    } else {
        wall_push_text(L, 2);
        lua_pushfstring(L, "%s '%s' does not exist", owner, lua_tostring(L, -1));
    }
    size_t count;
    wall_push_text(L, -1);
    const char *text = lua_tolstring(L, -1, &count);
    return wall_raise_text(L, text, count);
}

static int refuse_read(lua_State *L) { return refuse_name(L, "global"); }

/// Members of texts that do not exist: `("tee").id` is a mistake, not nil. Keys other than names are no misspelling.
static int refuse_string_read(lua_State *L) { return lua_type(L, 2) == LUA_TSTRING ? refuse_name(L, "string") : 0; }

/// core.explain(function): what says why a name does not exist
int wall_explain(lua_State *L) {
    luaL_checktype(L, 1, LUA_TFUNCTION);
    lua_settop(L, 1);
    host_of(L)->explainer = luaL_ref(L, LUA_REGISTRYINDEX);
    return 0;
}

static int refuse_write(lua_State *L) {
    lua_settop(L, 2);
    wall_push_text(L, 2);
    lua_pushfstring(L, "global '%s' cannot be written: declare it with 'local'", lua_tostring(L, -1));
    size_t count;
    const char *text = lua_tolstring(L, -1, &count);
    return wall_raise_text(L, text, count);
}

/// Gives the table at the top a protected metatable whose __index is the value below it, which is popped.
static void put_in_front(lua_State *L, bool strict) {
    lua_createtable(L, 0, 3);
    lua_rotate(L, -3, -1);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, false);
    lua_setfield(L, -2, "__metatable");
    if (strict) lua_pushcfunction(L, refuse_write);
    if (strict) lua_setfield(L, -2, "__newindex");
    lua_setmetatable(L, -2);
}

static void copy_members(lua_State *L, int from, int to) {
    for (lua_pushnil(L); lua_next(L, from);) {
        lua_pushvalue(L, -2);
        lua_insert(L, -2);
        lua_rawset(L, to);
    }
}

/// A member that is not there yet: what the function finds, else the base function; it is kept. Upvalues: members, function, base functions.
static int find_once(lua_State *L) {
    lua_settop(L, 2);
    lua_pushvalue(L, lua_upvalueindex(2));
    lua_pushvalue(L, 2);
    lua_call(L, 1, 1);
    if (lua_isnil(L, -1)) {
        lua_settop(L, 2);
        lua_pushvalue(L, 2);
        lua_rawget(L, lua_upvalueindex(3));
    }
    if (lua_isnil(L, -1)) {
        lua_settop(L, 2);
        return refuse_name(L, "global");
    }
    lua_pushvalue(L, 2);
    lua_pushvalue(L, 3);
    lua_rawset(L, lua_upvalueindex(1));
    return 1;
}

/// core.sandbox(extra [, find]) → the environment of one file. `find(name)` is asked for members that were not given.
int wall_sandbox(lua_State *L) {
    lua_settop(L, 2);
    lua_newtable(L);
    if (lua_istable(L, 1)) copy_members(L, 1, 3);
    lua_rawgeti(L, LUA_REGISTRYINDEX, host_of(L)->base_library);
    if (lua_isfunction(L, 2)) {
        lua_pushvalue(L, 3);
        lua_pushvalue(L, 2);
        lua_rotate(L, 4, -1);
        lua_pushcclosure(L, find_once, 3);
    }
    lua_insert(L, -2);
    put_in_front(L, false);
    lua_newtable(L);
    lua_pushvalue(L, -1);
    lua_pushcclosure(L, wall_load, 1);
    lua_setfield(L, 3, "load");
    lua_pushvalue(L, -1);
    lua_setfield(L, 3, "_G");
    put_in_front(L, true);
    return 1;
}

/// core.library(name, members): adds members to a library, which is made when it is new.
int wall_library(lua_State *L) {
    const char *name = luaL_checkstring(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    lua_settop(L, 2);
    lua_rawgeti(L, LUA_REGISTRYINDEX, host_of(L)->libraries);
    if (lua_getfield(L, 3, name) == LUA_TNIL) {
        lua_settop(L, 3);
        lua_newtable(L);
        lua_pushvalue(L, 4);
        lua_setfield(L, 3, name);
        lua_rawgeti(L, LUA_REGISTRYINDEX, host_of(L)->base_library);
        wall_push_proxy(L, 4, name);
        lua_setfield(L, 5, name);
    }
    copy_members(L, 2, 4);
    return 0;
}

/// Opens a library and puts a read-only proxy of it where users find it. Leaves the library on the stack.
static void open_library(lua_State *L, const char *name, lua_CFunction open) {
    luahost *host = host_of(L);
    lua_rawgeti(L, LUA_REGISTRYINDEX, host->libraries);
    lua_pushcfunction(L, open);
    lua_call(L, 0, 1);
    lua_pushvalue(L, -1);
    lua_setfield(L, -3, name);
    lua_rawgeti(L, LUA_REGISTRYINDEX, host->base_library);
    wall_push_proxy(L, lua_gettop(L) - 1, name);
    lua_setfield(L, -2, name);
    lua_pop(L, 1);
    lua_remove(L, -2);
}

static void drop_member(lua_State *L, const char *name) {
    lua_pushnil(L);
    lua_setfield(L, -2, name);
}

/// Pushes a copy of the library at the top in which a name that is missing is an error.
static void push_strict_copy(lua_State *L) {
    int library = lua_gettop(L);
    lua_newtable(L);
    copy_members(L, library, library + 1);
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, refuse_string_read);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
}

/// `("x"):upper()` goes to the functions of the library; scripts can neither read nor change the metatable.
static void lock_strings(lua_State *L) {
    push_strict_copy(L);
    lua_pushliteral(L, "");
    lua_createtable(L, 0, 2);
    lua_rotate(L, -3, -1);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, false);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
    lua_pop(L, 1);
}

static void open_base(lua_State *L) {
    lua_newtable(L);
    wall_open_base(L);
    lua_pushcfunction(L, refuse_read);
    lua_insert(L, -2);
    put_in_front(L, false);
    host_of(L)->base_library = luaL_ref(L, LUA_REGISTRYINDEX);
}

void wall_open_sandbox(lua_State *L) {
    lua_newtable(L);
    host_of(L)->libraries = luaL_ref(L, LUA_REGISTRYINDEX);
    open_base(L);
    open_library(L, "math", luaopen_math);
    drop_member(L, "random");
    drop_member(L, "randomseed");
    lua_pop(L, 1);
    open_library(L, "string", wall_open_string);
    lock_strings(L);
    lua_pop(L, 1);
    open_library(L, "table", wall_open_table);
    lua_pop(L, 1);
    open_library(L, "utf8", wall_open_utf8);
    lua_pop(L, 1);
    open_library(L, "coroutine", wall_open_coroutine);
    lua_pop(L, 1);
}

/// Looks for the function among the members of the table at the top.
static bool find_member(lua_State *L, lua_CFunction function) {
    for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
        if (lua_tocfunction(L, -1) != function) continue;
        lua_pop(L, 1);
        return true;
    }
    return false;
}

/// Names of those that no library table holds: each file has a `load` of its own, and an iterator stands for its maker.
static const char *hidden_name(lua_State *L, lua_CFunction function) {
    if (function == wall_load) return "load";
    return function == host_of(L)->ipairs_iterator ? "ipairs" : NULL;
}

/// Pushes the name under which users know a C function, such as "table.sort" or "tostring"; pushes nothing for others.
bool wall_push_name(lua_State *L, lua_CFunction function) {
    int top = lua_gettop(L);
    const char *hidden = hidden_name(L, function);
    if (hidden != NULL) {
        lua_pushstring(L, hidden);
        return true;
    }
    wall_check_stack(L, 8, "too many values");
    lua_rawgeti(L, LUA_REGISTRYINDEX, host_of(L)->base_library);
    bool found = find_member(L, function);
    if (!found) {
        lua_settop(L, top);
        lua_rawgeti(L, LUA_REGISTRYINDEX, host_of(L)->libraries);
        for (lua_pushnil(L); !found && lua_next(L, top + 1);) {
            found = find_member(L, function);
            if (found) lua_pushfstring(L, "%s.%s", lua_tostring(L, top + 2), lua_tostring(L, -1));
            else lua_pop(L, 1);
        }
    }
    if (found) lua_replace(L, top + 1);
    lua_settop(L, found ? top + 1 : top);
    return found;
}
