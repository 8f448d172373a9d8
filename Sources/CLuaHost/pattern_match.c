/* Items against a subject. */
#include "pattern.h"

enum { steps_between_polls = 4096 };

static inline void count_steps(matcher *matcher, size_t steps) {
    matcher->steps += (uint32_t)steps;
    if (matcher->steps < steps_between_polls) return;
    matcher->steps = 0;
    wall_poll(matcher->L);
}

static inline bool has(const pattern_item *item, uint8_t byte) { return item->set[byte >> 5] >> (byte & 31) & 1; }

static inline bool fits(const matcher *matcher, const pattern_item *item, const char *at) {
    if (at >= matcher->end) return false;
    return item->kind == item_byte ? item->first == (uint8_t)*at : has(item, (uint8_t)*at);
}

static const char *match(matcher *matcher, const char *at, const pattern_item *item);

/// Tries the rest of the pattern, one level deeper.
static const char *match_rest(matcher *matcher, const char *at, const pattern_item *item) {
    if (matcher->depth >= pattern_depth) luaL_error(matcher->L, "pattern too complex");
    matcher->depth += 1;
    const char *end = match(matcher, at, item);
    matcher->depth -= 1;
    return end;
}

/// As many as fit, then fewer.
static const char *match_greedy(matcher *matcher, const char *at, const pattern_item *item) {
    const char *last = at, *end = NULL;
    for (; fits(matcher, item, last); last += 1)
        if ((last - at) % wall_poll_bytes == 0) wall_poll(matcher->L);
    count_steps(matcher, (size_t)(last - at) / 8 + 1);
    const char *least = at + (item->times == greedy_one);
    if (item[1].kind == item_done) return last >= least ? last : NULL;
    for (; last >= least && end == NULL; last--) end = match_rest(matcher, last, item + 1);
    return end;
}

/// As few as possible, then more.
static const char *match_lazy(matcher *matcher, const char *at, const pattern_item *item) {
    while (true) {
        const char *end = match_rest(matcher, at, item + 1);
        if (end != NULL) return end;
        if (!fits(matcher, item, at)) return NULL;
        at += 1;
    }
}

static const char *match_open(matcher *matcher, const char *at, const pattern_item *item) {
    if (matcher->level >= pattern_captures) luaL_error(matcher->L, "too many captures");
    ptrdiff_t length = item->kind == item_position ? capture_position : capture_open;
    matcher->captures[matcher->level++] = (pattern_capture){.start = at, .length = length};
    const char *end = match_rest(matcher, at, item + 1);
    if (end == NULL) matcher->level -= 1;
    return end;
}

static const char *match_close(matcher *matcher, const char *at, const pattern_item *item) {
    int index = matcher->level - 1;
    while (index >= 0 && matcher->captures[index].length != capture_open) index -= 1;
    if (index < 0) luaL_error(matcher->L, "invalid pattern capture");
    matcher->captures[index].length = at - matcher->captures[index].start;
    const char *end = match_rest(matcher, at, item + 1);
    if (end == NULL) matcher->captures[index].length = capture_open;
    return end;
}

static const char *after_balance(matcher *matcher, const char *at, const pattern_item *item) {
    if (at >= matcher->end || (uint8_t)*at != item->first) return NULL;
    const char *from = at;
    for (size_t open = 1; ++at < matcher->end;) {
        if ((at - from) % wall_poll_bytes == 0) wall_poll(matcher->L);
        if ((uint8_t)*at == item->second && --open == 0) break;
        if ((uint8_t)*at == item->first && item->first != item->second) open += 1;
    }
    count_steps(matcher, (size_t)(at - from) / 8 + 1);
    return at < matcher->end ? at + 1 : NULL;
}

static bool is_frontier(const matcher *matcher, const char *at, const pattern_item *item) {
    uint8_t before = at == matcher->subject ? 0 : (uint8_t)at[-1];
    uint8_t here = at == matcher->end ? 0 : (uint8_t)*at;
    return !has(item, before) && has(item, here);
}

static const char *after_capture(matcher *matcher, const char *at, const pattern_item *item) {
    int index = item->first;
    if (index >= matcher->level || matcher->captures[index].length == capture_open)
        luaL_error(matcher->L, "invalid capture index %%%d in pattern", index + 1);
    const pattern_capture *capture = &matcher->captures[index];
    if (capture->length == capture_position) return NULL;
    size_t length = (size_t)capture->length;
    count_steps(matcher, length / 8);
    if ((size_t)(matcher->end - at) < length || memcmp(at, capture->start, length) != 0) return NULL;
    return at + length;
}

/// Items that neither repeat nor capture: where the rest begins.
static const char *after_plain(matcher *matcher, const char *at, const pattern_item *item) {
    switch (item->kind) {
    case item_balance: return after_balance(matcher, at, item);
    case item_frontier: return is_frontier(matcher, at, item) ? at : NULL;
    case item_again: return after_capture(matcher, at, item);
    case item_end: return at == matcher->end ? at : NULL;
    default: return fits(matcher, item, at) ? at + 1 : NULL;
    }
}

static const char *match(matcher *matcher, const char *at, const pattern_item *item) {
    for (; at != NULL && item->kind != item_done; item++) {
        count_steps(matcher, 1);
        if (item->kind == item_open || item->kind == item_position) return match_open(matcher, at, item);
        if (item->kind == item_close) return match_close(matcher, at, item);
        if (item->times == greedy || item->times == greedy_one) return match_greedy(matcher, at, item);
        if (item->times == lazy) return match_lazy(matcher, at, item);
        if (item->times == optional) {
            const char *end = fits(matcher, item, at) ? match_rest(matcher, at + 1, item + 1) : NULL;
            if (end != NULL) return end;
        } else at = after_plain(matcher, at, item);
    }
    return at;
}

void wall_pattern_subject(matcher *matcher, lua_State *L, const char *subject, size_t count) {
    matcher->L = L;
    matcher->subject = subject;
    matcher->end = subject + count;
    matcher->steps = 0;
}

const char *wall_pattern_match(matcher *matcher, const char *from) {
    matcher->level = 0;
    matcher->depth = 0;
    return match(matcher, from, matcher->items);
}

void wall_pattern_push(matcher *matcher, int index, const char *from, const char *to) {
    lua_State *L = matcher->L;
    if (index >= matcher->level) {
        if (index != 0) luaL_error(L, "invalid capture index %%%d", index + 1);
        lua_pushlstring(L, from, (size_t)(to - from));
        return;
    }
    const pattern_capture *capture = &matcher->captures[index];
    if (capture->length == capture_position) lua_pushinteger(L, capture->start - matcher->subject + 1);
    else if (capture->length == capture_open) luaL_error(L, "unfinished capture");
    else lua_pushlstring(L, capture->start, (size_t)capture->length);
}

int wall_pattern_push_all(matcher *matcher, const char *from, const char *to) {
    int count = matcher->level == 0 && from != NULL ? 1 : matcher->level;
    wall_check_stack(matcher->L, count, "too many captures");
    for (int i = 0; i < count; i++) wall_pattern_push(matcher, i, from, to);
    return count;
}
