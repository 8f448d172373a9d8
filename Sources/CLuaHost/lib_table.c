/* The table functions. They honour metamethods as Lua's do, and every loop polls the kill flag. */
#include "internal.h"

static lua_Integer check_length(lua_State *L, int index) {
    luaL_checktype(L, index, LUA_TTABLE);
    return luaL_len(L, index);
}

static void add_field(lua_State *L, luaL_Buffer *out, lua_Integer position) {
    lua_geti(L, 1, position);
    if (!lua_isstring(L, -1))
        luaL_error(L, "invalid value (at index %I) in table for 'concat'", (LUAI_UACINT)position);
    luaL_addvalue(out);
    wall_poll(L);
}

static int concat(lua_State *L) {
    size_t count;
    lua_Integer length = check_length(L, 1);
    const char *separator = luaL_optlstring(L, 2, "", &count);
    lua_Integer first = luaL_optinteger(L, 3, 1), last = luaL_optinteger(L, 4, length);
    luaL_Buffer out;
    luaL_buffinit(L, &out);
    for (lua_Integer i = first; i <= last; i++) {
        add_field(L, &out, i);
        if (i == last) break;
        luaL_addlstring(&out, separator, count);
    }
    luaL_pushresult(&out);
    return 1;
}

/// Moves the elements from `from` on up to `last` by one place up.
static void shift_up(lua_State *L, lua_Integer from, lua_Integer last) {
    for (lua_Integer i = last; i >= from; i--) {
        lua_geti(L, 1, i);
        lua_seti(L, 1, i + 1);
        wall_poll(L);
    }
}

static int insert(lua_State *L) {
    lua_Integer end = check_length(L, 1), position = end;
    if (end == LUA_MAXINTEGER) return luaL_error(L, "the table is full");
    position = end += 1;
    int count = lua_gettop(L);
    if (count != 2 && count != 3) return luaL_error(L, "wrong number of arguments to 'insert'");
    if (count == 3) {
        position = luaL_checkinteger(L, 2);
        luaL_argcheck(L, position >= 1 && position <= end, 2, "position out of bounds");
        shift_up(L, position, end - 1);
    }
    lua_seti(L, 1, position);
    return 0;
}

static int take_out(lua_State *L) {
    lua_Integer count = check_length(L, 1), position = luaL_optinteger(L, 2, count);
    if (position != count)
        luaL_argcheck(L, (lua_Unsigned)position - 1u <= (lua_Unsigned)count, 2, "position out of bounds");
    lua_geti(L, 1, position);
    for (; position < count; position++) {
        lua_geti(L, 1, position + 1);
        lua_seti(L, 1, position);
        wall_poll(L);
    }
    lua_pushnil(L);
    lua_seti(L, 1, position);
    return 1;
}

static void move_one(lua_State *L, int target, lua_Integer from, lua_Integer to) {
    lua_geti(L, 1, from);
    lua_seti(L, target, to);
    wall_poll(L);
}

static int move(lua_State *L) {
    lua_Integer first = luaL_checkinteger(L, 2), last = luaL_checkinteger(L, 3), to = luaL_checkinteger(L, 4);
    int target = lua_isnoneornil(L, 5) ? 1 : 5;
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_checktype(L, target, LUA_TTABLE);
    if (last >= first) {
        luaL_argcheck(L, first > 0 || last < LUA_MAXINTEGER + first, 3, "too many elements to move");
        lua_Integer count = last - first + 1;
        luaL_argcheck(L, to <= LUA_MAXINTEGER - count + 1, 4, "destination wrap around");
        bool overlaps = to > first && to <= last && (target == 1 || lua_compare(L, 1, target, LUA_OPEQ));
        for (lua_Integer i = 0; i < count; i++) {
            lua_Integer step = overlaps ? count - 1 - i : i;
            move_one(L, target, first + step, to + step);
        }
    }
    lua_pushvalue(L, target);
    return 1;
}

static int pack(lua_State *L) {
    int count = lua_gettop(L);
    lua_createtable(L, count, 1);
    lua_insert(L, 1);
    for (int i = count; i >= 1; i--) lua_rawseti(L, 1, i);
    lua_pushinteger(L, count);
    lua_setfield(L, 1, "n");
    return 1;
}

static int unpack(lua_State *L) {
    lua_Integer first = luaL_optinteger(L, 2, 1);
    lua_Integer last = lua_isnoneornil(L, 3) ? luaL_len(L, 1) : luaL_checkinteger(L, 3);
    if (first > last) return 0;
    lua_Unsigned count = (lua_Unsigned)last - (lua_Unsigned)first;
    if (count >= LUAI_MAXSTACK) return luaL_error(L, "too many results to unpack");
    wall_check_stack(L, (int)(count + 1), "too many results to unpack");
    for (lua_Unsigned i = 0; i <= count; i++) {
        lua_geti(L, 1, (lua_Integer)((lua_Unsigned)first + i));
        wall_poll(L);
    }
    return (int)(count + 1);
}

int wall_open_table(lua_State *L) {
    static const luaL_Reg functions[] = {{"concat", concat}, {"insert", insert}, {"remove", take_out}, {"move", move},
        {"pack", pack}, {"unpack", unpack}, {"sort", wall_sort}, {NULL, NULL}};
    luaL_newlib(L, functions);
    return 1;
}
