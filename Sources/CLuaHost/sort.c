/* table.sort: a stable merge sort. Elements that are equal keep their order, so the same data sort the same way everywhere; an
 * error in the comparison leaves the table as it was; an order that contradicts itself does no harm.
 */
#include "internal.h"

#include <limits.h>

enum { comparison = 2, source = 3, target = 4 };

/// Whether the value at -1 must stand before the one at -2.
static bool comes_first(lua_State *L) {
    if (lua_isnil(L, comparison)) return lua_compare(L, -1, -2, LUA_OPLT);
    lua_pushvalue(L, comparison);
    lua_pushvalue(L, -2);
    lua_pushvalue(L, -4);
    lua_call(L, 2, 1);
    bool first = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return first;
}

/// Copies what is left of a run.
static void copy_rest(lua_State *L, int from, int to, lua_Integer at, lua_Integer end, lua_Integer out) {
    for (; at < end; at++) {
        lua_rawgeti(L, from, at);
        lua_rawseti(L, to, out++);
    }
}

/// Merges the runs [low, middle) and [middle, high) of `from` into `to`.
static void merge(lua_State *L, int from, int to, lua_Integer low, lua_Integer middle, lua_Integer high) {
    lua_Integer left = low, right = middle, out = low;
    while (left < middle && right < high) {
        lua_rawgeti(L, from, left);
        lua_rawgeti(L, from, right);
        bool takes_right = comes_first(L);
        if (!takes_right) lua_pop(L, 1);
        lua_rawseti(L, to, out++);
        if (takes_right) lua_pop(L, 1);
        if (takes_right) right += 1;
        else left += 1;
        wall_poll(L);
    }
    copy_rest(L, from, to, left, middle, out);
    copy_rest(L, from, to, right, high, out + middle - left);
}

static lua_Integer smaller(lua_Integer left, lua_Integer right) { return left < right ? left : right; }

/// Merges runs of growing width. Returns which of the two tables holds the result.
static int sort_runs(lua_State *L, lua_Integer count) {
    int from = source, to = target;
    for (lua_Integer width = 1; width < count; width *= 2) {
        for (lua_Integer low = 1; low <= count; low += 2 * width)
            merge(L, from, to, low, smaller(low + width, count + 1), smaller(low + 2 * width, count + 1));
        from ^= to;
        to ^= from;
        from ^= to;
    }
    return from;
}

static void copy_in(lua_State *L, lua_Integer count) {
    for (lua_Integer i = 1; i <= count; i++) {
        lua_geti(L, 1, i);
        lua_rawseti(L, source, i);
        wall_poll(L);
    }
}

int wall_sort(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_Integer count = luaL_len(L, 1);
    if (count < 2) return 0;
    luaL_argcheck(L, count < INT_MAX / 64, 1, "array too big");
    if (!lua_isnoneornil(L, 2)) luaL_checktype(L, 2, LUA_TFUNCTION);
    lua_settop(L, 2);
    lua_createtable(L, (int)smaller(count, 1 << 16), 0);
    lua_createtable(L, (int)smaller(count, 1 << 16), 0);
    copy_in(L, count);
    int result = sort_runs(L, count);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, result, i);
        lua_seti(L, 1, i);
        wall_poll(L);
    }
    return 0;
}
