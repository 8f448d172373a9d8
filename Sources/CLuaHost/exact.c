/* Numbers of JSON that neither an integer nor a double holds exactly: whole numbers past 64 bits, decimals of more than 17
 * digits. They keep their text, count as numbers in arithmetic and comparison, and are written again as they came.
 */
#include "internal.h"

#include <stdlib.h>

/// The text of an exact number, or NULL when the value is something else.
const char *wall_to_exact(lua_State *L, int index, size_t *count) {
    if (lua_type(L, index) != LUA_TUSERDATA || host_of(L)->exact_metatable == 0 || !lua_getmetatable(L, index)) return NULL;
    lua_rawgeti(L, LUA_REGISTRYINDEX, host_of(L)->exact_metatable);
    bool exact = lua_rawequal(L, -1, -2);
    lua_pop(L, 2);
    if (!exact) return NULL;
    *count = lua_rawlen(L, index) - 1;
    return lua_touserdata(L, index);
}

static void soften(lua_State *L, int index) {
    size_t count;
    const char *text = wall_to_exact(L, index, &count);
    if (text == NULL) return;
    lua_pushnumber(L, strtod(text, NULL));
    lua_replace(L, index);
}

static int arithmetic(lua_State *L) {
    int operation = (int)lua_tointeger(L, lua_upvalueindex(1));
    lua_settop(L, 2);
    soften(L, 1);
    soften(L, 2);
    if (operation == LUA_OPUNM) lua_settop(L, 1);
    lua_arith(L, operation);
    return 1;
}

static int comparison(lua_State *L) {
    int operation = (int)lua_tointeger(L, lua_upvalueindex(1));
    lua_settop(L, 2);
    soften(L, 1);
    soften(L, 2);
    lua_pushboolean(L, lua_compare(L, 1, 2, operation));
    return 1;
}

static int to_text(lua_State *L) {
    size_t count;
    const char *text = wall_to_exact(L, 1, &count);
    if (text == NULL) return luaL_argerror(L, 1, "number expected");
    lua_pushlstring(L, text, count);
    return 1;
}

static int join(lua_State *L) {
    lua_settop(L, 2);
    for (int i = 1; i <= 2; i++) {
        size_t count;
        const char *text = wall_to_exact(L, i, &count);
        if (text == NULL) continue;
        lua_pushlstring(L, text, count);
        lua_replace(L, i);
    }
    lua_concat(L, 2);
    return 1;
}

static void set_operation(lua_State *L, const char *name, lua_CFunction function, int operation) {
    lua_pushinteger(L, operation);
    lua_pushcclosure(L, function, 1);
    lua_setfield(L, -2, name);
}

/// Makes what all exact numbers share, with the first of them: most sessions have none.
static void make_metatable(lua_State *L) {
    lua_createtable(L, 0, 16);
    set_operation(L, "__add", arithmetic, LUA_OPADD);
    set_operation(L, "__sub", arithmetic, LUA_OPSUB);
    set_operation(L, "__mul", arithmetic, LUA_OPMUL);
    set_operation(L, "__div", arithmetic, LUA_OPDIV);
    set_operation(L, "__mod", arithmetic, LUA_OPMOD);
    set_operation(L, "__pow", arithmetic, LUA_OPPOW);
    set_operation(L, "__unm", arithmetic, LUA_OPUNM);
    set_operation(L, "__idiv", arithmetic, LUA_OPIDIV);
    set_operation(L, "__eq", comparison, LUA_OPEQ);
    set_operation(L, "__lt", comparison, LUA_OPLT);
    set_operation(L, "__le", comparison, LUA_OPLE);
    set_operation(L, "__concat", join, 0);
    set_operation(L, "__tostring", to_text, 0);
    lua_pushliteral(L, "number");
    lua_setfield(L, -2, "__name");
    lua_pushboolean(L, false);
    lua_setfield(L, -2, "__metatable");
    host_of(L)->exact_metatable = luaL_ref(L, LUA_REGISTRYINDEX);
}

void wall_push_exact(lua_State *L, const char *text, size_t count) {
    wall_check_stack(L, 5, "too many values");
    char *copy = lua_newuserdatauv(L, count + 1, 0);
    memcpy(copy, text, count);
    copy[count] = 0;
    if (host_of(L)->exact_metatable == 0) make_metatable(L);
    lua_rawgeti(L, LUA_REGISTRYINDEX, host_of(L)->exact_metatable);
    lua_setmetatable(L, -2);
}
