/* Filling in templates: texts, and what functions make of the request between them.
 *
 * Pieces are a list: a text, or a kind and the function whose value is written as that kind. First every function runs, and may wait; then
 * all is written at once, so that nothing else can use the buffer meanwhile.
 */
#include "internal.h"

/// How a value is written; `template.lua` has the same numbers.
enum { kind_json = 1, kind_json_string, kind_text };

/// Values that neither the kind nor the text of a number, a table or nothing covers become text as `tostring` makes it.
static void settle_value(lua_State *L, lua_Integer kind) {
    int type = lua_type(L, -1);
    if (kind == kind_json || type == LUA_TSTRING || type == LUA_TNUMBER || type == LUA_TNIL || wall_is_null(L, -1)) return;
    if (type == LUA_TTABLE) {
        wall_write_json(L, lua_gettop(L), "value");
        lua_pushlstring(L, (const char *)host_of(L)->text.bytes, host_of(L)->text.count);
    } else luaL_tolstring(L, -1, NULL);
    lua_remove(L, -2);
}

static void write_piece(lua_State *L, buffer *out, lua_Integer kind, int index) {
    size_t count;
    bool nothing = lua_isnil(L, index) || wall_is_null(L, index);
    if (kind == kind_json) wall_append_json(L, index, "value");
    else if (nothing) return;
    else if (lua_type(L, index) != LUA_TSTRING) wall_append_json(L, index, "value");
    else {
        const char *text = lua_tolstring(L, index, &count);
        if (kind == kind_json_string) wall_append_escaped(L, text, count);
        else wall_append(out, text, count);
    }
}

static void write_all(lua_State *L) {
    buffer *out = &host_of(L)->text;
    lua_Integer count = (lua_Integer)lua_rawlen(L, fill_pieces);
    int value = fill_values;
    wall_buffer_reset(out);
    for (lua_Integer i = 1; i <= count; i++) {
        size_t size;
        lua_rawgeti(L, fill_pieces, i);
        if (lua_type(L, -1) == LUA_TSTRING) {
            const char *text = lua_tolstring(L, -1, &size);
            wall_append(out, text, size);
        } else {
            write_piece(L, out, lua_tointeger(L, -1), value++);
            i += 1;
        }
        lua_pop(L, 1);
    }
    if (out->failed) wall_out_of_memory(L);
}

static int give_filled(lua_State *L, bool as_result) {
    luahost *host = host_of(L);
    write_all(L);
    if (!as_result) {
        lua_pushlstring(L, (const char *)host->text.bytes, host->text.count);
        return 1;
    }
    luahost_value *value = wall_values_add(&host->results, luahost_bytes);
    if (value == NULL) wall_out_of_memory(L);
    value->bytes = host->text.bytes;
    value->count = host->text.count;
    return 0;
}

static int gather(lua_State *L, lua_Integer place, bool as_result);

/// A function of a template came back; `context` is twice the place of its kind, and 1 more for a result.
static int gather_more(lua_State *L, int status, lua_KContext context) {
    (void)status;
    return gather(L, (lua_Integer)context >> 1, (context & 1) != 0);
}

static lua_Integer kind_at(lua_State *L, lua_Integer place) {
    lua_rawgeti(L, fill_pieces, place);
    lua_Integer kind = lua_type(L, -1) == LUA_TNUMBER ? lua_tointeger(L, -1) : 0;
    lua_pop(L, 1);
    return kind;
}

/// Goes on at the kind whose function came back (0: at the start).
static int gather(lua_State *L, lua_Integer place, bool as_result) {
    lua_Integer count = (lua_Integer)lua_rawlen(L, fill_pieces);
    if (place > 0) settle_value(L, kind_at(L, place));
    for (lua_Integer i = place == 0 ? 1 : place + 2; i <= count; i++) {
        lua_Integer kind = kind_at(L, i);
        if (kind == 0) continue;
        wall_check_stack(L, 8, "too many expressions");
        lua_rawgeti(L, fill_pieces, i + 1);
        lua_pushvalue(L, fill_request);
        lua_pushvalue(L, fill_state);
        lua_callk(L, 2, 1, (lua_KContext)(i << 1 | (as_result ? 1 : 0)), gather_more);
        settle_value(L, kind);
        i += 1;
    }
    return give_filled(L, as_result);
}

/// Fills in the pieces on the stack, for the host or as a text.
int wall_fill(lua_State *L, bool as_result) { return gather(L, 0, as_result); }

/// core.fill(pieces, request, state) → text
int wall_fill_text(lua_State *L) {
    luaL_checktype(L, fill_pieces, LUA_TTABLE);
    lua_settop(L, fill_state);
    return wall_fill(L, false);
}
