/* string.find, match, gmatch, gsub. */
#define _GNU_SOURCE  // memmem

#include "pattern.h"

/// Turns a position as Lua counts them into an offset from 0; past the end it is `count + 1`.
static size_t start_offset(lua_Integer position, size_t count) {
    if (position > 0) return (size_t)position - 1;
    if (position == 0 || position < -(lua_Integer)count) return 0;
    return count + (size_t)position;
}

static bool is_plain(lua_State *L, const char *pattern, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (i % wall_poll_bytes == 0) wall_poll(L);
        if (pattern[i] != 0 && strchr("^$*+?.([%-", pattern[i]) != NULL) return false;
    }
    return true;
}

static int find_plain(lua_State *L, const char *subject, size_t count, size_t start, const char *text, size_t length) {
    const char *found = length == 0 ? subject + start : memmem(subject + start, count - start, text, length);
    if (found == NULL) {
        lua_pushnil(L);
        return 1;
    }
    lua_pushinteger(L, found - subject + 1);
    lua_pushinteger(L, found - subject + (lua_Integer)length);
    return 2;
}

static int push_found(lua_State *L, matcher *matcher, bool find, const char *from, const char *to) {
    if (!find) return wall_pattern_push_all(matcher, from, to);
    lua_pushinteger(L, from - matcher->subject + 1);
    lua_pushinteger(L, to - matcher->subject);
    return wall_pattern_push_all(matcher, NULL, NULL) + 2;
}

static int search(lua_State *L, bool find) {
    size_t count, length;
    const char *subject = luaL_checklstring(L, 1, &count), *pattern = luaL_checklstring(L, 2, &length);
    size_t start = start_offset(luaL_optinteger(L, 3, 1), count);
    if (start > count) {
        lua_pushnil(L);
        return 1;
    }
    if (find && (lua_toboolean(L, 4) || is_plain(L, pattern, length)))
        return find_plain(L, subject, count, start, pattern, length);
    matcher matcher;
    wall_pattern_subject(&matcher, L, subject, count);
    wall_pattern_compile(L, &matcher, pattern, length, true);
    for (const char *from = subject + start; from <= matcher.end; from++) {
        const char *to = wall_pattern_match(&matcher, from);
        if (to != NULL) return push_found(L, &matcher, find, from, to);
        if (matcher.anchored) break;
    }
    lua_pushnil(L);
    return 1;
}

static int find(lua_State *L) { return search(L, true); }
static int match(lua_State *L) { return search(L, false); }

/// What a gmatch iterator knows: the subject is its first upvalue, this its second.
typedef struct {
    size_t at, last;  // offsets; `last` ends the match before, none: SIZE_MAX
    pattern_item items[];
} iteration;

static int next_match(lua_State *L) {
    size_t count;
    matcher matcher;
    const char *subject = lua_tolstring(L, lua_upvalueindex(1), &count);
    iteration *iteration = lua_touserdata(L, lua_upvalueindex(2));
    wall_pattern_subject(&matcher, L, subject, count);
    matcher.items = iteration->items;
    for (size_t at = iteration->at; at <= count; at++) {
        const char *to = wall_pattern_match(&matcher, subject + at);
        if (to == NULL || (size_t)(to - subject) == iteration->last) continue;
        iteration->at = iteration->last = (size_t)(to - subject);
        return wall_pattern_push_all(&matcher, subject + at, to);
    }
    iteration->at = count + 1;
    return 0;
}

static int each_match(lua_State *L) {
    size_t count, length;
    luaL_checklstring(L, 1, &count);
    const char *pattern = luaL_checklstring(L, 2, &length);
    size_t start = start_offset(luaL_optinteger(L, 3, 1), count);
    lua_settop(L, 2);
    size_t size = sizeof(iteration) + wall_pattern_size(L, pattern, length) * sizeof(pattern_item);
    iteration *iteration = lua_newuserdatauv(L, size, 0);
    iteration->at = start > count ? count + 1 : start;
    iteration->last = SIZE_MAX;
    wall_pattern_write(L, pattern, length, iteration->items);
    lua_pushvalue(L, 1);
    lua_pushvalue(L, 3);
    lua_pushcclosure(L, next_match, 2);
    return 1;
}

/// Adds the replacement text with its captures put in.
static void add_template(matcher *matcher, luaL_Buffer *out, const char *from, const char *to) {
    lua_State *L = matcher->L;
    size_t count;
    const char *text = lua_tolstring(L, 3, &count);
    for (size_t i = 0; i < count; i++) {
        if (i % wall_poll_bytes == 0) wall_poll(L);
        if (text[i] != '%') {
            luaL_addchar(out, text[i]);
            continue;
        }
        char letter = ++i < count ? text[i] : 0;
        if (letter == '%') luaL_addchar(out, '%');
        else if (letter == '0') luaL_addlstring(out, from, (size_t)(to - from));
        else if (letter >= '1' && letter <= '9') {
            if (letter - '1' >= matcher->level && letter != '1')
                luaL_error(L, "invalid capture index %%%d in replacement string", letter - '0');
            wall_pattern_push(matcher, letter - '1', from, to);
            luaL_tolstring(L, -1, NULL);
            lua_remove(L, -2);
            luaL_addvalue(out);
        } else luaL_error(L, "invalid use of '%%' in replacement string");
    }
}

/// Adds what replaces the match. Returns whether that is something else than the match itself.
static bool add_replacement(matcher *matcher, luaL_Buffer *out, const char *from, const char *to) {
    lua_State *L = matcher->L;
    int kind = lua_type(L, 3);
    if (kind == LUA_TSTRING) {
        add_template(matcher, out, from, to);
        return true;
    }
    if (kind == LUA_TFUNCTION) {
        lua_pushvalue(L, 3);
        lua_call(L, wall_pattern_push_all(matcher, from, to), 1);
    } else {
        wall_pattern_push(matcher, 0, from, to);
        lua_gettable(L, 3);
    }
    bool replaced = lua_toboolean(L, -1);
    if (replaced && !lua_isstring(L, -1)) luaL_error(L, "invalid replacement value (a %s)", luaL_typename(L, -1));
    if (!replaced) lua_pop(L, 1);
    if (replaced) luaL_addvalue(out);
    else luaL_addlstring(out, from, (size_t)(to - from));
    return replaced;
}

static lua_Integer replace_all(lua_State *L, matcher *matcher, luaL_Buffer *out, lua_Integer most, bool *changed) {
    const char *at = matcher->subject, *last = NULL;
    lua_Integer count = 0;
    while (count < most) {
        const char *to = wall_pattern_match(matcher, at);
        if (to != NULL && to != last) {
            count += 1;
            *changed = add_replacement(matcher, out, at, to) || *changed;
            at = last = to;
        } else if (at < matcher->end) luaL_addchar(out, *at++);
        else break;
        if (matcher->anchored) break;
        wall_poll(L);
    }
    luaL_addlstring(out, at, (size_t)(matcher->end - at));
    return count;
}

static int substitute(lua_State *L) {
    size_t count, length;
    const char *subject = luaL_checklstring(L, 1, &count), *pattern = luaL_checklstring(L, 2, &length);
    int kind = lua_type(L, 3);
    if (kind == LUA_TNUMBER) lua_tolstring(L, 3, NULL);
    luaL_argexpected(L, kind == LUA_TNUMBER || kind == LUA_TSTRING || kind == LUA_TFUNCTION || kind == LUA_TTABLE, 3,
        "string/function/table");
    lua_Integer most = luaL_optinteger(L, 4, LUA_MAXINTEGER);
    lua_settop(L, 3);
    matcher matcher;
    luaL_Buffer out;
    bool changed = false;
    wall_pattern_subject(&matcher, L, subject, count);
    wall_pattern_compile(L, &matcher, pattern, length, true);
    luaL_buffinit(L, &out);
    lua_Integer replaced = replace_all(L, &matcher, &out, most, &changed);
    luaL_pushresult(&out);
    if (!changed) lua_pushvalue(L, 1);
    lua_pushinteger(L, replaced);
    return 2;
}

void wall_open_find(lua_State *L) {
    static const luaL_Reg functions[] = {
        {"find", find}, {"match", match}, {"gmatch", each_match}, {"gsub", substitute}, {NULL, NULL}};
    luaL_setfuncs(L, functions, 0);
}
