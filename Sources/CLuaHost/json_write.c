/* Lua values to JSON (RFC 8259). */
#include "internal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static void append_unsigned(buffer *out, uint64_t value) {
    char digits[24], *first = digits + sizeof digits;
    do *--first = (char)('0' + value % 10);
    while ((value /= 10) != 0);
    wall_append(out, first, (size_t)(digits + sizeof digits - first));
}

static void append_integer(buffer *out, int64_t value) {
    if (value < 0) wall_append_byte(out, '-');
    append_unsigned(out, value < 0 ? 0 - (uint64_t)value : (uint64_t)value);
}

/// Takes the zeros off the front of an exponent: "1e-07" is written 1e-7.
static void trim_exponent(char *text) {
    char *exponent = strpbrk(text, "+-");
    if (exponent == text) exponent = strpbrk(text + 1, "+-");
    if (exponent == NULL) return;
    size_t zeros = strspn(exponent + 1, "0");
    memmove(exponent + 1, exponent + 1 + zeros, strlen(exponent + 1 + zeros) + 1);
}

/// The shortest digits that read back as the same number; whole numbers without a fraction.
void wall_write_number(buffer *out, double number) {
    char text[32];
    bool whole = number == floor(number) && !(number == 0 && signbit(number));
    if (whole && fabs(number) < 9007199254740992.0) {
        append_integer(out, (int64_t)number);
        return;
    }
    if (whole && fabs(number) < 1e21) snprintf(text, sizeof text, "%.0f", number);
    else for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, number);
        if (strtod(text, NULL) == number) break;
    }
    trim_exponent(text);
    wall_append_text(out, text);
}

static void write_escape(buffer *out, uint8_t byte) {
    static const char names[] = "btn?fr";
    char text[8] = {'\\', (char)byte, 0};
    if (byte >= 8 && byte <= 13 && byte != 11) text[1] = names[byte - 8];
    else if (byte < 32) snprintf(text, sizeof text, "\\u%04x", byte);
    wall_append_text(out, text);
}

static void write_text(lua_State *L, buffer *out, const char *text, size_t count) {
    size_t start = 0;
    for (size_t i = 0; i < count; i++) {
        uint8_t byte = (uint8_t)text[i];
        if (i % wall_poll_bytes == 0) wall_poll(L);
        if (byte >= 32 && byte != '"' && byte != '\\') continue;
        wall_append(out, text + start, i - start);
        write_escape(out, byte);
        start = i + 1;
    }
    wall_append(out, text + start, count - start);
}

static void write_inside(lua_State *L, walk *walk, const char *text, size_t count) {
    if (wall_utf8_polled_prefix(L, text, count) < count) wall_walk_refuse(L, walk, "text that is not UTF-8");
    write_text(L, walk->out, text, count);
    if (walk->out->failed) wall_out_of_memory(L);
}

/// Whether every byte stands for itself in a JSON string.
static bool is_plain(const char *text, size_t count) {
    bool plain = true;
    for (size_t i = 0; i < count; i++) {
        uint8_t byte = (uint8_t)text[i];
        plain = plain & (byte >= 32) & (byte < 127) & (byte != '"') & (byte != '\\');
    }
    return plain;
}

static void write_string(lua_State *L, walk *walk, const char *text, size_t count) {
    if (count < 128 && is_plain(text, count)) {
        if (!wall_reserve(walk->out, count + 2)) return;
        uint8_t *at = walk->out->bytes + walk->out->count;
        *at = '"';
        memcpy(at + 1, text, count);
        at[count + 1] = '"';
        walk->out->count += count + 2;
        return;
    }
    wall_append_byte(walk->out, '"');
    write_inside(L, walk, text, count);
    wall_append_byte(walk->out, '"');
}

static void break_line(walk *walk) {
    if (walk->indent == 0) return;
    wall_append_byte(walk->out, '\n');
    for (int i = 0; i < walk->indent * walk->depth; i++) wall_append_byte(walk->out, ' ');
}

static void write_value(lua_State *L, walk *walk, int index);

static void write_array(lua_State *L, walk *walk, int index, lua_Integer count) {
    wall_append_byte(walk->out, '[');
    for (lua_Integer i = 1; i <= count; i++) {
        if (i > 1) wall_append_byte(walk->out, ',');
        break_line(walk);
        wall_walk_name(walk, &(object_key){.integer = i});
        lua_rawgeti(L, index, i);
        write_value(L, walk, lua_gettop(L));
        lua_pop(L, 1);
    }
}

static void write_key(lua_State *L, walk *walk, const object_key *key) {
    wall_walk_name(walk, key);
    if (key->text != NULL) write_string(L, walk, key->text, key->count);
    else {
        wall_append_byte(walk->out, '"');
        append_integer(walk->out, key->integer);
        wall_append_byte(walk->out, '"');
    }
    wall_append_byte(walk->out, ':');
    if (walk->indent != 0) wall_append_byte(walk->out, ' ');
}

static void write_object(lua_State *L, walk *walk, int index, const table_view *view) {
    wall_append_byte(walk->out, '{');
    for (size_t i = view->first; i < view->last; i++) {
        object_key key = host_of(L)->keys[i];
        if (i > view->first) wall_append_byte(walk->out, ',');
        break_line(walk);
        write_key(L, walk, &key);
        write_value(L, walk, wall_view_get(L, index, &key));
        wall_view_leave(L, &key);
    }
}

static void write_table(lua_State *L, walk *walk, int index) {
    wall_unwrap(L, index);
    wall_walk_enter(L, walk, index);
    table_view view = wall_view(L, walk, index);
    bool empty = view.is_array ? view.count == 0 : view.first == view.last;
    if (view.is_array) write_array(L, walk, index, view.count);
    else write_object(L, walk, index, &view);
    wall_view_end(L, &view);
    walk->depth -= 1;
    if (!empty) break_line(walk);
    wall_append_byte(walk->out, view.is_array ? ']' : '}');
}

static void write_number(lua_State *L, walk *walk, int index) {
    if (lua_isinteger(L, index)) {
        append_integer(walk->out, lua_tointeger(L, index));
        return;
    }
    double number = lua_tonumber(L, index);
    if (isnan(number)) wall_walk_refuse(L, walk, "not a number (0/0) cannot be JSON");
    else if (isinf(number)) wall_walk_refuse(L, walk, "an infinite number cannot be JSON");
    else wall_write_number(walk->out, number);
}

static void write_other(lua_State *L, walk *walk, int index) {
    size_t count;
    const char *exact = wall_to_exact(L, index, &count);
    if (exact != NULL) wall_append(walk->out, exact, count);
    else if (wall_is_null(L, index)) wall_append_text(walk->out, "null");
    else {
        lua_pushfstring(L, "%s cannot be %s", luaL_typename(L, index), walk->target);
        wall_walk_refuse(L, walk, lua_tostring(L, -1));
    }
}

static void write_value(lua_State *L, walk *walk, int index) {
    size_t count;
    const char *text;
    switch (lua_type(L, index)) {
    case LUA_TNIL: wall_append_text(walk->out, "null"); break;
    case LUA_TBOOLEAN: wall_append_text(walk->out, lua_toboolean(L, index) ? "true" : "false"); break;
    case LUA_TNUMBER: write_number(L, walk, index); break;
    case LUA_TSTRING:
        text = lua_tolstring(L, index, &count);
        write_string(L, walk, text, count);
        break;
    case LUA_TTABLE: write_table(L, walk, index); break;
    default: write_other(L, walk, index);
    }
    if (walk->out->failed) wall_out_of_memory(L);
    wall_poll(L);
}

/// Writes a value after what host->text holds. `root` begins the paths of errors.
static void append_value(lua_State *L, int index, const char *root, int indent) {
    walk walk;
    wall_walk_begin(L, &walk, &host_of(L)->text, "JSON");
    walk.indent = indent;
    walk.root = root;
    write_value(L, &walk, index);
}

void wall_append_json(lua_State *L, int index, const char *root) { append_value(L, index, root, 0); }

/// Writes a value to host->text.
void wall_write_json(lua_State *L, int index, const char *root) {
    wall_buffer_reset(&host_of(L)->text);
    append_value(L, index, root, 0);
}

/// Writes the inside of a JSON string after what host->text holds.
void wall_append_escaped(lua_State *L, const char *text, size_t count) {
    walk walk;
    wall_walk_begin(L, &walk, &host_of(L)->text, "JSON");
    write_inside(L, &walk, text, count);
}

/// core.json_encode(value [, pretty [, root]]) → text. `root` begins the paths of errors.
int wall_json_encode(lua_State *L) {
    luaL_checkany(L, 1);
    lua_settop(L, 3);
    buffer *out = &host_of(L)->text;
    wall_buffer_reset(out);
    append_value(L, 1, luaL_optstring(L, 3, "value"), lua_toboolean(L, 2) ? 2 : 0);
    lua_pushlstring(L, (const char *)out->bytes, out->count);
    return 1;
}
