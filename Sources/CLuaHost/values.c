/* Values across the wall: Lua's stack to a list, a list to Lua's stack. */
#include "internal.h"

/// Makes room on the stack. Lua does not tell which of the two it lacked.
void wall_check_stack(lua_State *L, int count, const char *what) {
    if (!lua_checkstack(L, count)) luaL_error(L, "%s (stack overflow or not enough memory)", what);
}

static void read_table(lua_State *L, int index, value_list *list) {
    luahost_value *value = wall_values_add(list, luahost_packed);
    if (value == NULL) return;
    size_t start = list->bytes.count;
    wall_pack(L, index, &list->bytes);
    value->integer = (int64_t)start;
    value->count = list->bytes.count - start;
}

static void read_string(lua_State *L, int index, value_list *list, bool keep) {
    luahost_value *value = wall_values_add(list, luahost_bytes);
    if (value == NULL) return;
    const char *text = lua_tolstring(L, index, &value->count);
    value->integer = (int64_t)list->bytes.count;
    if (keep) wall_append(&list->bytes, text, value->count);
    else value->bytes = (const uint8_t *)text;
}

static void read_number(lua_State *L, int index, value_list *list) {
    bool whole = lua_isinteger(L, index);
    luahost_value *value = wall_values_add(list, whole ? luahost_integer : luahost_number);
    if (value == NULL) return;
    if (whole) value->integer = lua_tointeger(L, index);
    else value->number = lua_tonumber(L, index);
}

/// Exact numbers cross as the MessagePack that carries their text.
static void read_userdata(lua_State *L, int index, value_list *list) {
    if (wall_is_null(L, index)) wall_values_add(list, luahost_null);
    else read_table(L, index, list);
}

static void read_value(lua_State *L, int index, value_list *list, bool keep) {
    switch (lua_type(L, index)) {
    case LUA_TNIL: wall_values_add(list, luahost_nil); return;
    case LUA_TBOOLEAN: {
        luahost_value *value = wall_values_add(list, luahost_boolean);
        if (value != NULL) value->boolean = lua_toboolean(L, index);
        return;
    }
    case LUA_TNUMBER: read_number(L, index, list); return;
    case LUA_TSTRING: read_string(L, index, list, keep); return;
    default: read_userdata(L, index, list); return;
    }
}

/// Strings stay where they are and the stack must keep them while the list is used, unless `keep` asks for copies.
void wall_values_read(lua_State *L, int first, int last, value_list *list, bool keep) {
    wall_values_reset(list);
    for (int index = first; index <= last; index++) read_value(L, index, list, keep);
    if (list->failed || list->bytes.failed) wall_out_of_memory(L);
    wall_values_settle(list);
}

void wall_push_value(lua_State *L, const luahost_value *value) {
    switch (value->kind) {
    case luahost_nil: lua_pushnil(L); return;
    case luahost_boolean: lua_pushboolean(L, value->boolean); return;
    case luahost_integer: lua_pushinteger(L, value->integer); return;
    case luahost_number: lua_pushnumber(L, value->number); return;
    case luahost_bytes: lua_pushlstring(L, (const char *)value->bytes, value->count); return;
    case luahost_packed: wall_unpack(L, value->bytes, value->count); return;
    case luahost_null: wall_push_null(L); return;
    }
    lua_pushnil(L);
}

int wall_push_values(lua_State *L, const luahost_value *values, size_t count) {
    wall_check_stack(L, (int)count + 1, "too many values");
    for (size_t i = 0; i < count; i++) wall_push_value(L, &values[i]);
    return (int)count;
}
