/* Patterns to items. */
#include "pattern.h"

#include <ctype.h>

typedef struct {
    lua_State *L;
    const char *at, *end;
    pattern_item *items;  // NULL while only counting
    size_t count;
    int open;
} compiler;

static bool in_class(uint8_t byte, char letter) {
    switch (tolower(letter)) {
    case 'a': return isalpha(byte);
    case 'c': return iscntrl(byte);
    case 'd': return isdigit(byte);
    case 'g': return isgraph(byte);
    case 'l': return islower(byte);
    case 'p': return ispunct(byte);
    case 's': return isspace(byte);
    case 'u': return isupper(byte);
    case 'w': return isalnum(byte);
    case 'x': return isxdigit(byte);
    default: return false;
    }
}

static bool is_class(char letter) { return letter != 0 && strchr("acdglpsuwxACDGLPSUWX", letter) != NULL; }

static void add_byte(pattern_item *item, uint8_t byte) { item->set[byte >> 5] |= 1u << (byte & 31); }

static void add_class(pattern_item *item, char letter) {
    bool wanted = islower((uint8_t)letter) != 0;
    for (int byte = 0; byte < 256; byte++)
        if (in_class((uint8_t)byte, letter) == wanted) add_byte(item, (uint8_t)byte);
}

static void add_range(pattern_item *item, uint8_t first, uint8_t last) {
    for (int byte = first; byte <= last; byte++) add_byte(item, (uint8_t)byte);
}

static int malformed(compiler *compiler, const char *what) {
    return luaL_error(compiler->L, "malformed pattern (%s)", what);
}

/// Reads the letter after a percent sign.
static char escaped(compiler *compiler) {
    if (compiler->at == compiler->end) malformed(compiler, "ends with '%'");
    return *compiler->at++;
}

/// Reads one element of a set: a class, a range or a byte.
static void add_element(compiler *compiler, pattern_item *item) {
    char byte = *compiler->at++;
    if (byte == '%') {
        char letter = escaped(compiler);
        if (is_class(letter)) add_class(item, letter);
        else add_byte(item, (uint8_t)letter);
    } else if (compiler->end - compiler->at >= 2 && compiler->at[0] == '-' && compiler->at[1] != ']') {
        add_range(item, (uint8_t)byte, (uint8_t)compiler->at[1]);
        compiler->at += 2;
    } else add_byte(item, (uint8_t)byte);
}

/// Reads a set after its opening bracket. A closing bracket in first place is itself.
static void read_set(compiler *compiler, pattern_item *item) {
    bool inverted = compiler->at < compiler->end && *compiler->at == '^';
    compiler->at += inverted;
    bool first = true;
    while (compiler->at < compiler->end && (first || *compiler->at != ']')) {
        add_element(compiler, item);
        wall_poll(compiler->L);
        first = false;
    }
    if (compiler->at == compiler->end) malformed(compiler, "missing ']'");
    compiler->at += 1;
    for (int i = 0; inverted && i < 8; i++) item->set[i] = ~item->set[i];
}

static void read_balance(compiler *compiler, pattern_item *item) {
    if (compiler->end - compiler->at < 2) malformed(compiler, "missing arguments to '%b'");
    item->kind = item_balance;
    item->first = (uint8_t)compiler->at[0];
    item->second = (uint8_t)compiler->at[1];
    compiler->at += 2;
}

static void read_frontier(compiler *compiler, pattern_item *item) {
    if (compiler->at == compiler->end || *compiler->at != '[')
        luaL_error(compiler->L, "missing '[' after '%%f' in pattern");
    compiler->at += 1;
    item->kind = item_frontier;
    read_set(compiler, item);
}

/// Reads what follows a percent sign. Returns whether it is one byte, which may be repeated.
static bool read_escape(compiler *compiler, pattern_item *item) {
    char letter = escaped(compiler);
    if (letter == 'b') read_balance(compiler, item);
    else if (letter == 'f') read_frontier(compiler, item);
    else if (letter >= '0' && letter <= '9') {
        if (letter == '0') luaL_error(compiler->L, "invalid capture index %%0 in pattern");
        item->kind = item_again;
        item->first = (uint8_t)(letter - '1');
    } else {
        item->kind = is_class(letter) ? item_set : item_byte;
        item->first = (uint8_t)letter;
        if (is_class(letter)) add_class(item, letter);
        return true;
    }
    return false;
}

static void read_open(compiler *compiler, pattern_item *item) {
    bool position = compiler->at < compiler->end && *compiler->at == ')';
    item->kind = position ? item_position : item_open;
    compiler->at += position;
    if (!position) compiler->open += 1;
}

static void read_close(compiler *compiler, pattern_item *item) {
    if (compiler->open == 0) luaL_error(compiler->L, "invalid pattern capture");
    compiler->open -= 1;
    item->kind = item_close;
}

/// Reads an item without its repetition. Returns whether it may have one.
static bool read_item(compiler *compiler, pattern_item *item) {
    char byte = *compiler->at++;
    switch (byte) {
    case '(': read_open(compiler, item); return false;
    case ')': read_close(compiler, item); return false;
    case '%': return read_escape(compiler, item);
    case '[': item->kind = item_set; read_set(compiler, item); return true;
    case '.': item->kind = item_set; memset(item->set, 0xff, sizeof item->set); return true;
    case '$':
        if (compiler->at != compiler->end) break;
        item->kind = item_end;
        return false;
    default: break;
    }
    item->kind = item_byte;
    item->first = (uint8_t)byte;
    return true;
}

static void read_repetition(compiler *compiler, pattern_item *item) {
    static const char signs[] = "?*+-";
    static const uint8_t meanings[] = {optional, greedy, greedy_one, lazy};
    char byte = compiler->at < compiler->end ? *compiler->at : 0;
    const char *sign = byte == 0 ? NULL : strchr(signs, byte);
    if (sign == NULL) return;
    item->times = meanings[sign - signs];
    compiler->at += 1;
}

static void add_item(compiler *compiler, const pattern_item *item) {
    if (compiler->items != NULL) compiler->items[compiler->count] = *item;
    if (++compiler->count > pattern_item_limit) luaL_error(compiler->L, "pattern too complex");
}

static size_t compile(compiler *compiler) {
    while (compiler->at < compiler->end) {
        pattern_item item = {.times = once};
        wall_poll(compiler->L);
        if (read_item(compiler, &item)) read_repetition(compiler, &item);
        add_item(compiler, &item);
    }
    if (compiler->open > 0) luaL_error(compiler->L, "unfinished capture");
    add_item(compiler, &(pattern_item){.kind = item_done});
    return compiler->count;
}

size_t wall_pattern_size(lua_State *L, const char *pattern, size_t count) {
    return compile(&(compiler){.L = L, .at = pattern, .end = pattern + count});
}

void wall_pattern_write(lua_State *L, const char *pattern, size_t count, pattern_item *items) {
    compile(&(compiler){.L = L, .at = pattern, .end = pattern + count, .items = items});
}

void wall_pattern_compile(lua_State *L, matcher *matcher, const char *pattern, size_t count, bool anchors) {
    matcher->anchored = anchors && count > 0 && *pattern == '^';
    pattern += matcher->anchored;
    count -= matcher->anchored;
    pattern_item *items = matcher->inline_items;
    if (count < pattern_inline_items) lua_pushnil(L);
    else items = lua_newuserdatauv(L, wall_pattern_size(L, pattern, count) * sizeof *items, 0);
    wall_pattern_write(L, pattern, count, items);
    matcher->items = items;
}
