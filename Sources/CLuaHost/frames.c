/* Keeps every frame of the call stack: a tail call (`return f(x)`) forgets the function that made it, and with it the line that an
 * error should name. In our compiled chunks each becomes an ordinary call followed by the return that stands there anyway.
 *
 * The layout is that of a chunk of Lua 5.4 as lua_dump writes it. Whatever does not look like it is left alone.
 */
#include "internal.h"

enum {
    head_size = 31,  // signature, version, format, check bytes, sizes and sample values
    code_call = 68,
    code_tail_call = 69,
    code_return = 70,
    code_get_table = 12,
    code_get_field = 14,
    most_fields = 200,
    deepest_function = 200,
    listed_line = -128,
};

static const char too_many_fields[] = "an expression indexes more than 200 fields in a row; keep a part of it in a local";

typedef struct {
    uint8_t *at, *end;
    bool broken;
    bool too_long;      // an expression indexes what it indexed more often than Lua can name
    int depth;
    bool only_looks;    // nothing is changed
    uint32_t *lines;    // NULL: the code is changed; else only its lines are noted
    size_t line_count;
} cursor;

static uint8_t *skip(cursor *cursor, size_t count) {
    uint8_t *from = cursor->at;
    if (cursor->broken || (size_t)(cursor->end - cursor->at) < count) {
        cursor->broken = true;
        return NULL;
    }
    cursor->at += count;
    return from;
}

/// A whole number: seven bits a byte, the highest first; the last byte has its top bit set.
static size_t read_count(cursor *cursor) {
    size_t count = 0;
    for (int i = 0; i < 10; i++) {
        uint8_t *byte = skip(cursor, 1);
        if (byte == NULL) return 0;
        count = count << 7 | (*byte & 0x7f);
        if (*byte & 0x80) return count;
    }
    cursor->broken = true;
    return 0;
}

/// A count, bounded by the bytes that are left.
static size_t read_members(cursor *cursor) {
    size_t count = read_count(cursor);
    if (count > (size_t)(cursor->end - cursor->at)) cursor->broken = true;
    return cursor->broken ? 0 : count;
}

static void skip_text(cursor *cursor) {
    size_t count = read_count(cursor);
    if (count > 0) skip(cursor, count - 1);
}

static void keep_frames(uint8_t *code, size_t count) {
    for (size_t i = 0; i + 1 < count; i++) {
        uint32_t instruction, next;
        memcpy(&instruction, code + i * 4, 4);
        memcpy(&next, code + i * 4 + 4, 4);
        if ((instruction & 0x7f) != code_tail_call || (next & 0x7f) != code_return) continue;
        // The registers stay; the number of results becomes "all", which is what the return takes.
        instruction = (instruction & 0x00ff7f80) | code_call;
        memcpy(code + i * 4, &instruction, 4);
    }
}

/// Whether a register is indexed again and again: `t.a.a.a…`. Lua before 5.4.7 names a bad value by one level of recursion in C for each
/// field, so that some ten thousand overflow the stack.
static bool has_long_chain(const uint8_t *code, size_t count) {
    int fields[256] = {0};
    for (size_t i = 0; i < count; i++) {
        uint32_t instruction;
        memcpy(&instruction, code + i * 4, 4);
        uint32_t operation = instruction & 0x7f, target = instruction >> 7 & 0xff, table = instruction >> 16 & 0xff;
        bool goes_on = (operation == code_get_table || operation == code_get_field) && target == table;
        fields[target] = goes_on ? fields[target] + 1 : 0;
        if (fields[target] > most_fields) return true;
    }
    return false;
}

static void read_code(cursor *cursor) {
    size_t count = read_members(cursor);
    uint8_t *code = skip(cursor, count * 4);
    if (code == NULL) return;
    cursor->too_long = cursor->too_long || has_long_chain(code, count);
    if (cursor->lines == NULL && !cursor->only_looks) keep_frames(code, count);
}

static void skip_constants(cursor *cursor) {
    for (size_t count = read_members(cursor); count > 0 && !cursor->broken; count--) {
        uint8_t *kind = skip(cursor, 1);
        if (kind == NULL) return;
        switch (*kind) {
        case 0x00: case 0x01: case 0x11: break;  // nil, false, true
        case 0x03: case 0x13: skip(cursor, 8); break;
        case 0x04: case 0x14: skip_text(cursor); break;
        default: cursor->broken = true;
        }
    }
}

/// Notes the lines of a function's instructions: each is told from the one before, or stands in a list of its own. What every function
/// begins and ends with has no source line.
static void read_lines(cursor *cursor, size_t line, bool vararg) {
    uint32_t level = (uint32_t)line + 1;
    size_t count = read_members(cursor);
    const int8_t *steps = (const int8_t *)skip(cursor, count);
    size_t listed = read_members(cursor);
    for (size_t i = 0; i < count && steps != NULL && !cursor->broken; i++) {
        if (steps[i] != listed_line) line += (size_t)(ptrdiff_t)steps[i];
        else if (listed-- > 0) {
            read_count(cursor);
            line = read_count(cursor);
        }
        bool own = i + 1 < count && (i > 0 || !vararg);
        if (own && cursor->lines != NULL && line < cursor->line_count && cursor->lines[line] < level) cursor->lines[line] = level;
    }
}

static void read_debug(cursor *cursor, size_t line, bool vararg) {
    read_lines(cursor, line, vararg);
    for (size_t count = read_members(cursor); count > 0 && !cursor->broken; count--) {
        skip_text(cursor);
        read_count(cursor);
        read_count(cursor);
    }
    for (size_t count = read_members(cursor); count > 0 && !cursor->broken; count--) skip_text(cursor);
}

static void read_function(cursor *cursor) {
    if (++cursor->depth > deepest_function) cursor->broken = true;
    skip_text(cursor);
    size_t line = read_count(cursor);
    read_count(cursor);
    const uint8_t *facts = skip(cursor, 3);  // parameters, whether there are more, registers
    bool vararg = facts != NULL && facts[1] != 0;
    read_code(cursor);
    skip_constants(cursor);
    skip(cursor, read_members(cursor) * 3);
    for (size_t count = read_members(cursor); count > 0 && !cursor->broken; count--) read_function(cursor);
    read_debug(cursor, line, vararg);
    cursor->depth -= 1;
}

static void read_chunk(cursor *cursor) {
    uint8_t *head = skip(cursor, head_size + 1);
    if (head == NULL || head[4] != 0x54 || head[12] != 4) return;
    read_function(cursor);
}

/// Turns the tail calls of a compiled chunk into calls. Returns an error message, or NULL.
const char *wall_keep_frames(uint8_t *code, size_t count) {
    cursor cursor = {.at = code, .end = code + count};
    read_chunk(&cursor);
    return cursor.too_long ? too_many_fields : NULL;
}

/// The error message for the code of a compiled chunk, or NULL.
const char *wall_code_problem(const uint8_t *code, size_t count) {
    cursor cursor = {.at = (uint8_t *)code, .end = (uint8_t *)code + count, .only_looks = true};
    read_chunk(&cursor);
    return cursor.too_long ? too_many_fields : NULL;
}

void luahost_chunk_lines(const uint8_t *code, size_t count, uint32_t *lines, size_t line_count) {
    cursor cursor = {.at = (uint8_t *)code, .end = (uint8_t *)code + count, .lines = lines, .line_count = line_count};
    read_chunk(&cursor);
}
