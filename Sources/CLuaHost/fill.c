/* Filling in templates: texts, and what functions make of the request between them.
 *
 * First every function runs, and may wait; then all is written at once, so that nothing else can use the buffer meanwhile.
 */
#include "fast_path.h"

/// How a value is written; `template.lua` has the same numbers.
enum { kind_text_piece = 0, kind_json, kind_json_string, kind_text };

/// A text that is sent as it is, or the kind of the next value.
typedef struct {
    int kind;
    size_t start, count;
} piece;

/// The pieces of a template, and their texts behind each other. Its user value is the list of the functions.
typedef struct {
    size_t count, values, functions;
    piece *items;
    char *texts;
} pieces;

static size_t text_size(lua_State *L, int list, lua_Integer count) {
    size_t size = 0;
    for (lua_Integer i = 1; i <= count; i++) {
        if (lua_rawgeti(L, list, i) == LUA_TSTRING) size += lua_rawlen(L, -1);
        lua_pop(L, 1);
    }
    return size;
}

/// The kind of a value at the top, which must be one of those above.
static int check_kind(lua_State *L) {
    int whole;
    lua_Integer kind = lua_tointegerx(L, -1, &whole);
    luaL_argcheck(L, whole && kind > kind_text_piece && kind <= kind_text, 1, "a piece is a text, a kind or a function");
    return (int)kind;
}

/// Takes over the piece at the top, which is popped; functions go to the list at `functions`. Each follows its kind.
static void add_piece(lua_State *L, pieces *made, int functions, size_t *used) {
    piece *item = &made->items[made->count];
    bool expected = made->values > made->functions;
    luaL_argcheck(L, expected == (lua_type(L, -1) == LUA_TFUNCTION), 1, "a kind must be followed by its function");
    if (expected) {
        lua_rawseti(L, functions, (lua_Integer)++made->functions);
        return;
    }
    *item = (piece){.start = *used};
    if (lua_type(L, -1) == LUA_TSTRING) {
        const char *text = lua_tolstring(L, -1, &item->count);
        memcpy(made->texts + *used, text, item->count);
        *used += item->count;
    } else {
        item->kind = check_kind(L);
        made->values += 1;
    }
    made->count += 1;
    lua_pop(L, 1);
}

/// Pushes the metatable by which pieces are told from other userdata.
static void push_metatable(lua_State *L) {
    luahost *host = host_of(L);
    if (host->pieces_metatable == 0) {
        lua_createtable(L, 0, 1);
        lua_pushboolean(L, false);
        lua_setfield(L, -2, "__metatable");
        host->pieces_metatable = luaL_ref(L, LUA_REGISTRYINDEX);
    }
    lua_rawgeti(L, LUA_REGISTRYINDEX, host->pieces_metatable);
}

/// Whether the value is what `core.pieces` made.
bool wall_is_pieces(lua_State *L, int index) {
    if (lua_type(L, index) != LUA_TUSERDATA || !lua_getmetatable(L, index)) return false;
    lua_rawgeti(L, LUA_REGISTRYINDEX, host_of(L)->pieces_metatable);
    bool same = lua_rawequal(L, -1, -2);
    lua_pop(L, 2);
    return same;
}

/// core.pieces(list) → pieces: the list holds texts, and kinds each followed by its function.
int wall_pieces(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    lua_Integer count = (lua_Integer)lua_rawlen(L, 1);
    size_t items = sizeof(pieces) + (size_t)count * sizeof(piece), used = 0;
    pieces *made = lua_newuserdatauv(L, items + text_size(L, 1, count), 1);
    *made = (pieces){.items = (piece *)(made + 1), .texts = (char *)made + items};
    lua_newtable(L);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, 1, i);
        add_piece(L, made, 3, &used);
    }
    luaL_argcheck(L, made->values == made->functions, 1, "the last kind has no function");
    lua_setiuservalue(L, 2, 1);
    push_metatable(L);
    lua_setmetatable(L, 2);
    return 1;
}

/// A function or a coroutine is no value: the place of the expression, the n-th, stands in the message.
static void refuse_value(lua_State *L, lua_Integer number) {
    lua_Debug expression;
    const char *type = luaL_typename(L, -1);
    wall_check_stack(L, 4, "too many values");
    lua_rawgeti(L, fill_functions, number);
    lua_getinfo(L, ">S", &expression);
    lua_pushfstring(L, "%s:%d: the expression gives a %s, which is no value; a function is called with ()",
        expression.source[0] == '@' ? expression.source + 1 : expression.short_src, expression.linedefined, type);
    lua_error(L);
}

/// Values that neither the kind nor the text of a number, a table or nothing covers become text as `tostring` makes it.
static void settle_value(lua_State *L, int kind, lua_Integer number) {
    int type = lua_type(L, -1);
    if (type == LUA_TFUNCTION || type == LUA_TTHREAD) refuse_value(L, number);
    if (kind == kind_json || type == LUA_TSTRING || type == LUA_TNUMBER || type == LUA_TNIL || wall_is_null(L, -1)) return;
    if (type == LUA_TTABLE) {
        wall_write_json(L, lua_gettop(L), "value");
        lua_pushlstring(L, (const char *)host_of(L)->text.bytes, host_of(L)->text.count);
    } else wall_push_text(L, -1);
    lua_remove(L, -2);
}

static void write_piece(lua_State *L, buffer *out, int kind, int index) {
    size_t count;
    if (kind == kind_json) wall_append_json(L, index, "value");
    else if (lua_isnil(L, index) || wall_is_null(L, index)) return;
    else if (lua_type(L, index) != LUA_TSTRING) wall_append_json(L, index, "value");
    else {
        const char *text = lua_tolstring(L, index, &count);
        if (kind == kind_json_string) wall_append_escaped(L, text, count);
        else wall_append(out, text, count);
    }
}

static void write_all(lua_State *L, const pieces *pieces) {
    buffer *out = &host_of(L)->text;
    int value = fill_values;
    wall_buffer_reset(out);
    for (size_t i = 0; i < pieces->count; i++) {
        const piece *item = &pieces->items[i];
        if (item->kind == kind_text_piece) wall_append(out, pieces->texts + item->start, item->count);
        else write_piece(L, out, item->kind, value++);
    }
    if (out->failed) wall_out_of_memory(L);
}

static int give_filled(lua_State *L, const pieces *pieces, bool as_result) {
    luahost *host = host_of(L);
    write_all(L, pieces);
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

/// The kind of the n-th value, from 1.
static int kind_of(const pieces *pieces, lua_Integer number) {
    for (size_t i = 0; i < pieces->count; i++)
        if (pieces->items[i].kind != kind_text_piece && --number == 0) return pieces->items[i].kind;
    return kind_text;
}

static int gather(lua_State *L, lua_Integer done, bool as_result);

/// A function of a template came back; `context` is twice its number, and 1 more for a result.
static int gather_more(lua_State *L, int status, lua_KContext context) {
    (void)status;
    lua_Integer number = (lua_Integer)context >> 1;
    settle_value(L, kind_of(lua_touserdata(L, fill_pieces), number), number);
    return gather(L, number, (context & 1) != 0);
}

/// Goes on behind the functions that have run.
static int gather(lua_State *L, lua_Integer done, bool as_result) {
    const pieces *pieces = lua_touserdata(L, fill_pieces);
    for (lua_Integer number = done + 1; number <= (lua_Integer)pieces->functions; number++) {
        wall_check_stack(L, 8, "too many expressions");
        lua_rawgeti(L, fill_functions, number);
        lua_pushvalue(L, fill_request);
        lua_pushvalue(L, fill_state);
        lua_callk(L, 2, 1, (lua_KContext)(number << 1 | (as_result ? 1 : 0)), gather_more);
        int type = lua_type(L, -1);
        if (type != LUA_TSTRING && type != LUA_TNUMBER) settle_value(L, kind_of(pieces, number), number);
    }
    return give_filled(L, pieces, as_result);
}

/// Fills in the pieces on the stack, for the host or as a text.
int wall_fill(lua_State *L, bool as_result) {
    lua_getiuservalue(L, fill_pieces, 1);
    return gather(L, 0, as_result);
}

/// core.fill(pieces, request, state) → text
int wall_fill_text(lua_State *L) {
    luaL_argexpected(L, wall_is_pieces(L, fill_pieces), fill_pieces, "pieces");
    lua_settop(L, fill_state);
    return wall_fill(L, false);
}
