/* string.format. */
#include "internal.h"

#include <math.h>
#include <stdio.h>

enum { number_size = 512, spec_size = 24 };

/// One conversion: "%-5.2f" has the flag '-', the width 5, the precision 2 and the letter f.
typedef struct {
    char text[spec_size];  // as snprintf wants it, up to where the letter or a length mark follows
    size_t count;
    int width, precision;  // -1: none
    bool left;
    char letter;
} conversion;

typedef struct {
    lua_State *L;
    luaL_Buffer *out;
    int argument;
} formatter;

static const char *skip_digits(const char *at, int *size) {
    const char *end = at;
    for (*size = 0; end - at < 2 && *end >= '0' && *end <= '9'; end++) *size = *size * 10 + (*end - '0');
    return end;
}

/// Which flags a letter admits; NULL for a letter that is none.
static const char *flags_of(char letter) {
    switch (letter) {
    case 'd': case 'i': return "-+0 ";
    case 'u': return "-0";
    case 'o': case 'x': case 'X': return "-#0";
    case 'a': case 'A': case 'e': case 'E': case 'f': case 'g': case 'G': return "-+#0 ";
    case 'c': case 's': case 'p': return "-";
    case 'q': return "";
    default: return NULL;
    }
}

static void check_conversion(lua_State *L, const char *start, size_t flags, const conversion *conversion) {
    const char *admitted = flags_of(conversion->letter);
    bool takes_precision = conversion->letter != 'c' && conversion->letter != 'p' && conversion->letter != 'q';
    bool fits = admitted != NULL && strspn(start, admitted) >= flags;
    if (fits && (conversion->precision < 0 || takes_precision)) return;
    const char *end = start + conversion->count - (conversion->letter == 0);
    lua_pushlstring(L, start, (size_t)(end - start));
    if (admitted == NULL) luaL_error(L, "invalid conversion '%%%s' to 'format'", lua_tostring(L, -1));
    luaL_error(L, "invalid conversion specification: '%%%s'", lua_tostring(L, -1));
}

/// Reads a conversion after its percent sign. A Lua string ends with NUL, which is no digit and no letter.
static const char *read_conversion(lua_State *L, const char *start, conversion *conversion) {
    size_t flags = strspn(start, "-+ #0");
    const char *at = start + flags;
    conversion->left = memchr(start, '-', flags) != NULL;
    conversion->width = conversion->precision = -1;
    if (*at >= '0' && *at <= '9') at = skip_digits(at, &conversion->width);
    if (*at == '.') at = skip_digits(at + 1, &conversion->precision);
    conversion->count = (size_t)(at - start) + 1;
    conversion->letter = *at;
    if (conversion->count > spec_size - 4) luaL_error(L, "invalid format (too many flags)");
    conversion->text[0] = '%';
    memcpy(conversion->text + 1, start, conversion->count - 1);
    check_conversion(L, start, flags, conversion);
    return at + 1;
}

static void complete(conversion *conversion, const char *length) {
    int rest = spec_size - (int)conversion->count;
    snprintf(conversion->text + conversion->count, (size_t)rest, "%s%c", length, conversion->letter);
}

#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wformat-nonliteral"

static void add_integer(formatter *formatter, conversion *conversion) {
    lua_Integer value = luaL_checkinteger(formatter->L, formatter->argument);
    complete(conversion, "ll");
    char *text = luaL_prepbuffsize(formatter->out, number_size);
    luaL_addsize(formatter->out, (size_t)snprintf(text, number_size, conversion->text, (long long)value));
}

static void add_number(formatter *formatter, conversion *conversion) {
    lua_Number value = luaL_checknumber(formatter->L, formatter->argument);
    complete(conversion, "");
    char *text = luaL_prepbuffsize(formatter->out, number_size);
    luaL_addsize(formatter->out, (size_t)snprintf(text, number_size, conversion->text, value));
}

#pragma clang diagnostic pop

/// Adds the string at the top of the stack, cut and padded, and takes it off.
static void add_padded(formatter *formatter, const conversion *conversion) {
    static const char spaces[] = "                                                                                                   ";
    lua_State *L = formatter->L;
    size_t count, width = conversion->width < 0 ? 0 : (size_t)conversion->width;
    const char *text = lua_tolstring(L, -1, &count);
    if (conversion->precision >= 0 && (size_t)conversion->precision < count) {
        count = (size_t)conversion->precision;
        lua_pushlstring(L, text, count);
        lua_remove(L, -2);
    }
    if (width > count) {
        lua_pushlstring(L, spaces, width - count);
        if (!conversion->left) lua_insert(L, -2);
        lua_concat(L, 2);
    }
    luaL_addvalue(formatter->out);
}

static void add_text(formatter *formatter, const conversion *conversion) {
    luaL_checkany(formatter->L, formatter->argument);
    wall_push_text(formatter->L, formatter->argument);
    add_padded(formatter, conversion);
}

static void add_character(formatter *formatter, const conversion *conversion) {
    char byte = (char)luaL_checkinteger(formatter->L, formatter->argument);
    lua_pushlstring(formatter->L, &byte, 1);
    add_padded(formatter, conversion);
}

/// %p: the number of the object, as in its text; a script sees no address.
static void add_identity(formatter *formatter, const conversion *conversion) {
    luaL_checkany(formatter->L, formatter->argument);
    lua_Integer number = wall_identity(formatter->L, formatter->argument);
    if (number == 0) lua_pushliteral(formatter->L, "(null)");
    else lua_pushfstring(formatter->L, "%I", (LUAI_UACINT)number);
    add_padded(formatter, conversion);
}

static void quote_text(formatter *formatter) {
    size_t count;
    const char *text = lua_tolstring(formatter->L, formatter->argument, &count);
    luaL_addchar(formatter->out, '"');
    for (size_t i = 0; i < count; i++) {
        char escape[8];
        if (i % wall_poll_bytes == 0) wall_poll(formatter->L);
        bool digit_follows = i + 1 < count && text[i + 1] >= '0' && text[i + 1] <= '9';
        if (strchr("\"\\\n", text[i]) != NULL && text[i] != 0) {
            luaL_addchar(formatter->out, '\\');
            luaL_addchar(formatter->out, text[i]);
        } else if ((uint8_t)text[i] < 32 || text[i] == 127) {
            snprintf(escape, sizeof escape, digit_follows ? "\\%03d" : "\\%d", (uint8_t)text[i]);
            luaL_addstring(formatter->out, escape);
        } else luaL_addchar(formatter->out, text[i]);
    }
    luaL_addchar(formatter->out, '"');
}

static void quote_number(formatter *formatter) {
    char text[64];
    lua_Number number = lua_tonumber(formatter->L, formatter->argument);
    lua_Integer integer = lua_tointeger(formatter->L, formatter->argument);
    if (lua_isinteger(formatter->L, formatter->argument))
        snprintf(text, sizeof text, integer == LUA_MININTEGER ? "0x%llx" : "%lld", (long long)integer);
    else if (isnan(number)) snprintf(text, sizeof text, "(0/0)");
    else if (isinf(number)) snprintf(text, sizeof text, number > 0 ? "1e9999" : "-1e9999");
    else snprintf(text, sizeof text, "%a", number);
    luaL_addstring(formatter->out, text);
}

/// Adds a value as Lua source that reads back as the same value.
static void add_quoted(formatter *formatter, const conversion *conversion) {
    lua_State *L = formatter->L;
    if (conversion->count > 1) luaL_error(L, "conversion '%%q' cannot have modifiers");
    switch (lua_type(L, formatter->argument)) {
    case LUA_TSTRING: quote_text(formatter); return;
    case LUA_TNUMBER: quote_number(formatter); return;
    case LUA_TNIL: case LUA_TBOOLEAN:
        luaL_tolstring(L, formatter->argument, NULL);
        luaL_addvalue(formatter->out);
        return;
    default: luaL_argerror(L, formatter->argument, "value has no literal form");
    }
}

static void add_conversion(formatter *formatter, conversion *conversion) {
    formatter->argument += 1;
    switch (conversion->letter) {
    case 'd': case 'i': case 'u': case 'o': case 'x': case 'X': add_integer(formatter, conversion); return;
    case 'c': add_character(formatter, conversion); return;
    case 's': add_text(formatter, conversion); return;
    case 'p': add_identity(formatter, conversion); return;
    case 'q': add_quoted(formatter, conversion); return;
    default: add_number(formatter, conversion); return;
    }
}

int wall_format(lua_State *L) {
    size_t count;
    const char *at = luaL_checklstring(L, 1, &count), *end = at + count;
    luaL_Buffer out;
    formatter formatter = {.L = L, .out = &out, .argument = 1};
    conversion conversion;
    luaL_buffinit(L, &out);
    while (at < end) {
        wall_poll(L);
        const char *percent = memchr(at, '%', (size_t)(end - at));
        const char *plain_end = percent == NULL ? end : percent;
        luaL_addlstring(&out, at, (size_t)(plain_end - at));
        at = plain_end;
        if (percent == NULL) break;
        if (at[1] == '%') {
            luaL_addchar(&out, '%');
            at += 2;
            continue;
        }
        at = read_conversion(L, at + 1, &conversion);
        add_conversion(&formatter, &conversion);
    }
    luaL_pushresult(&out);
    return 1;
}
