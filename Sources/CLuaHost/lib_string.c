/* The string functions that need no pattern. Whatever takes time in proportion to a string polls the kill flag on the way. */
#include "internal.h"

enum { bytes_between_polls = 1 << 16 };

/// The first and last offset (from 0, last exclusive) that `string.sub` and its kin mean.
static void range(lua_State *L, size_t count, int index, lua_Integer first, lua_Integer last, size_t *from, size_t *to) {
    lua_Integer size = (lua_Integer)count;
    lua_Integer start = luaL_optinteger(L, index, first), end = luaL_optinteger(L, index + 1, last);
    if (start < 0) start = start < -size ? 1 : size + start + 1;
    if (end < 0) end = end < -size ? 0 : size + end + 1;
    if (start < 1) start = 1;
    if (end > size) end = size;
    *from = start > end ? 0 : (size_t)start - 1;
    *to = start > end ? 0 : (size_t)end;
}

static int length(lua_State *L) {
    size_t count;
    luaL_checklstring(L, 1, &count);
    lua_pushinteger(L, (lua_Integer)count);
    return 1;
}

static int sub(lua_State *L) {
    size_t count, from, to;
    const char *text = luaL_checklstring(L, 1, &count);
    luaL_checkinteger(L, 2);
    range(L, count, 2, 1, -1, &from, &to);
    lua_pushlstring(L, text + from, to - from);
    return 1;
}

static int byte(lua_State *L) {
    size_t count, from, to;
    const char *text = luaL_checklstring(L, 1, &count);
    lua_Integer first = luaL_optinteger(L, 2, 1);
    range(L, count, 2, 1, first, &from, &to);
    if (to - from > 1000000) return luaL_error(L, "string slice too long");
    wall_check_stack(L, (int)(to - from), "string slice too long");
    for (size_t i = from; i < to; i++) lua_pushinteger(L, (uint8_t)text[i]);
    return (int)(to - from);
}

static int character(lua_State *L) {
    luaL_Buffer out;
    int count = lua_gettop(L);
    char *bytes = luaL_buffinitsize(L, &out, (size_t)count);
    for (int i = 1; i <= count; i++) {
        lua_Integer value = luaL_checkinteger(L, i);
        luaL_argcheck(L, value >= 0 && value <= 255, i, "value out of range");
        bytes[i - 1] = (char)value;
    }
    luaL_pushresultsize(&out, (size_t)count);
    return 1;
}

typedef char (*transformation)(const char *text, size_t count, size_t index);

static char to_lower(const char *text, size_t count, size_t i) {
    (void)count;
    return text[i] >= 'A' && text[i] <= 'Z' ? (char)(text[i] + 32) : text[i];
}

static char to_upper(const char *text, size_t count, size_t i) {
    (void)count;
    return text[i] >= 'a' && text[i] <= 'z' ? (char)(text[i] - 32) : text[i];
}

static char mirrored(const char *text, size_t count, size_t i) { return text[count - 1 - i]; }

static int transform(lua_State *L, transformation transformation) {
    size_t count;
    const char *text = luaL_checklstring(L, 1, &count);
    luaL_Buffer out;
    char *bytes = luaL_buffinitsize(L, &out, count);
    for (size_t i = 0; i < count; i++) {
        if (i % bytes_between_polls == 0) wall_poll(L);
        bytes[i] = transformation(text, count, i);
    }
    luaL_pushresultsize(&out, count);
    return 1;
}

static int lower(lua_State *L) { return transform(L, to_lower); }
static int upper(lua_State *L) { return transform(L, to_upper); }
static int reverse(lua_State *L) { return transform(L, mirrored); }

/// Refuses what could never fit, before any of it is made. That error may be caught; it costs nothing.
static void expect_room(lua_State *L, size_t count) {
    if (count > host_of(L)->limit) wall_out_of_memory(L);
}

/// Fills the rest of `bytes` by copying what is there, twice as much each time.
static void spread(lua_State *L, char *bytes, size_t filled, size_t total) {
    while (filled < total) {
        size_t more = filled < total - filled ? filled : total - filled;
        if (more > 1 << 20) more = 1 << 20;
        memcpy(bytes + filled, bytes, more);
        filled += more;
        wall_poll(L);
    }
}

static int rep(lua_State *L) {
    size_t count, separator_count, unit, total;
    const char *text = luaL_checklstring(L, 1, &count);
    lua_Integer times = luaL_checkinteger(L, 2);
    const char *separator = luaL_optlstring(L, 3, "", &separator_count);
    if (times <= 0 || count + separator_count == 0) {
        lua_pushliteral(L, "");
        return 1;
    }
    bool huge = __builtin_add_overflow(count, separator_count, &unit) || __builtin_mul_overflow(unit, times, &total);
    if (huge || total > LUA_MAXINTEGER / 2) return luaL_error(L, "resulting string too large");
    total -= separator_count;
    expect_room(L, total);
    luaL_Buffer out;
    char *bytes = luaL_buffinitsize(L, &out, total + separator_count);
    memcpy(bytes, text, count);
    memcpy(bytes + count, separator, separator_count);
    spread(L, bytes, unit, total);
    luaL_pushresultsize(&out, total);
    return 1;
}

/// Adds up the fixed sizes ("c1000") of a format, which ask for padding that no argument has to pay for.
static size_t padding_of(const char *format) {
    size_t total = 0;
    for (; *format != 0; format++) {
        size_t size = 0;
        if (*format != 'c') continue;
        for (; format[1] >= '0' && format[1] <= '9' && size < SIZE_MAX / 16; format++)
            size = size * 10 + (size_t)(format[1] - '0');
        total = total + size < total ? SIZE_MAX : total + size;
    }
    return total;
}

static const char *check_format(lua_State *L) {
    size_t count;
    const char *format = luaL_checklstring(L, 1, &count);
    luaL_argcheck(L, count <= wall_format_limit, 1, "format longer than 64 KiB");
    return format;
}

/// Calls the function of the distribution, the upvalue, with all arguments.
static int call_standard(lua_State *L) {
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
    return lua_gettop(L);
}

/// string.pack, behind a limit on padding.
static int pack(lua_State *L) {
    expect_room(L, padding_of(check_format(L)));
    return call_standard(L);
}

static int unpack(lua_State *L) {
    check_format(L);
    return call_standard(L);
}

/// Takes a binary format function over from the distribution's library at the top; arguments pay its cost once its format is bounded.
static void take_standard(lua_State *L, const char *name, lua_CFunction guard) {
    lua_getfield(L, -1, name);
    lua_pushcclosure(L, guard, 1);
    lua_setfield(L, -3, name);
}

static void take_formats(lua_State *L) {
    lua_pushcfunction(L, luaopen_string);
    lua_call(L, 0, 1);
    take_standard(L, "pack", pack);
    take_standard(L, "unpack", unpack);
    take_standard(L, "packsize", unpack);
    lua_pop(L, 1);
}

int wall_open_string(lua_State *L) {
    static const luaL_Reg functions[] = {{"len", length}, {"sub", sub}, {"byte", byte}, {"char", character},
        {"lower", lower}, {"upper", upper}, {"reverse", reverse}, {"rep", rep}, {"format", wall_format}, {NULL, NULL}};
    luaL_newlib(L, functions);
    wall_open_find(L);
    take_formats(L);
    return 1;
}
