/* Lua patterns (reference manual, 6.4.1), compiled to items and matched by backtracking with a limit on depth and a poll of the kill
 * flag, so that no pattern can hold the thread.
 */
#ifndef WALL_PATTERN_H
#define WALL_PATTERN_H

#include "internal.h"

enum { pattern_captures = 32, pattern_inline_items = 12, pattern_item_limit = 1 << 18, pattern_depth = 180 };

typedef enum {
    item_byte,      // one byte, `first`
    item_set,       // one byte of `set`
    item_open,      // (
    item_position,  // ()
    item_close,     // )
    item_balance,   // %bxy: `first` and `second`
    item_frontier,  // %f[set]
    item_again,     // %1: capture number `first`, from 0
    item_end,       // $ at the end
    item_done,
} item_kind;

typedef enum { once, optional, greedy, greedy_one, lazy } repetition;

typedef struct {
    uint8_t kind, times, first, second;
    uint32_t set[8];  // one bit a byte
} pattern_item;

typedef struct {
    const char *start;
    ptrdiff_t length;  // or one of the two below
} pattern_capture;
enum { capture_open = -1, capture_position = -2 };

typedef struct {
    lua_State *L;
    const char *subject, *end;
    const pattern_item *items;
    bool anchored;
    int depth, level;
    uint32_t steps;
    pattern_capture captures[pattern_captures];
    pattern_item inline_items[pattern_inline_items];
} matcher;

/// Compiles a pattern. Long ones are kept in a userdata that is pushed; short ones push nil. `anchors`: ^ at the start is one.
void wall_pattern_compile(lua_State *L, matcher *matcher, const char *pattern, size_t count, bool anchors);
/// Items of a pattern, with the last.
size_t wall_pattern_size(lua_State *L, const char *pattern, size_t count);
void wall_pattern_write(lua_State *L, const char *pattern, size_t count, pattern_item *items);
void wall_pattern_subject(matcher *matcher, lua_State *L, const char *subject, size_t count);
/// The end of the match that begins at `from`, or NULL.
const char *wall_pattern_match(matcher *matcher, const char *from);
/// Pushes a capture; 0 without captures is the whole match.
void wall_pattern_push(matcher *matcher, int index, const char *from, const char *to);
/// Pushes all captures, or the whole match where there are none and `from` is not NULL.
int wall_pattern_push_all(matcher *matcher, const char *from, const char *to);

#endif
