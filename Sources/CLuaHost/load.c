/* Source text and compiled chunks. Users can load text only. */
#include "internal.h"

static const char *env_mark = "_ENV";
enum { shortest_problem = 300 };  // bytes of a text that can hold a problem of wall_code_problem
static const char *no_name = "(no name)";  // of the prelude, whose names are not kept

/// Sets the environment of the function at the top to the value at `index`.
static void set_environment(lua_State *L, int index) {
    lua_pushvalue(L, index);
    const char *name = lua_setupvalue(L, -2, 1);
    if (name == NULL) lua_pop(L, 1);
    else if (strcmp(name, env_mark) != 0 && strcmp(name, no_name) != 0) luaL_error(L, "the chunk has no _ENV");
}

/// Puts the pieces that the reader at `reader` gives together. Pushes the text.
static void read_pieces(lua_State *L, int reader) {
    luaL_Buffer text;
    luaL_buffinit(L, &text);
    while (true) {
        wall_poll(L);
        lua_pushvalue(L, reader);
        lua_call(L, 0, 1);
        if (lua_isnil(L, -1)) break;
        if (lua_type(L, -1) != LUA_TSTRING) luaL_error(L, "reader function must return a string");
        if (lua_rawlen(L, -1) == 0) break;
        if (luaL_bufflen(&text) + lua_rawlen(L, -1) > wall_source_limit) luaL_error(L, "source text over 1 MiB");
        luaL_addvalue(&text);
    }
    lua_pop(L, 1);
    luaL_pushresult(&text);
}

static int refused(lua_State *L, const char *message) {
    lua_pushnil(L);
    lua_pushstring(L, message);
    return 2;
}

static int append_code(lua_State *L, const void *bytes, size_t count, void *out) {
    wall_append(out, bytes, count);
    wall_poll(L);
    return ((buffer *)out)->failed;
}

/// The error message for the code of the function at the top, or NULL.
static const char *find_problem(lua_State *L) {
    buffer *out = &host_of(L)->text;
    wall_buffer_reset(out);
    if (lua_dump(L, append_code, out, true) != 0) wall_out_of_memory(L);
    return wall_code_problem(out->bytes, out->count);
}

/// Compiles the text at `text`; the function's environment is the value at `environment`.
static int compile(lua_State *L, int text, const char *name, int environment) {
    size_t count;
    const char *source = lua_tolstring(L, text, &count);
    if (count > wall_source_limit) return refused(L, "source text over 1 MiB");
    if (wall_is_prelude(name)) name = "=?";
    if (luaL_loadbufferx(L, source, count, name, "t") != LUA_OK) {
        wall_let_end(L);
        lua_pushnil(L);
        lua_insert(L, -2);
        return 2;
    }
    const char *problem = count > shortest_problem ? find_problem(L) : NULL;
    if (problem != NULL) return refused(L, problem);
    set_environment(L, environment);
    return 1;
}

/// load(text or reader [, name [, mode [, env]]]); the file's own environment is the upvalue.
int wall_load(lua_State *L) {
    const char *mode = luaL_optstring(L, 3, "t");
    bool given = !lua_isnone(L, 4);
    lua_settop(L, 4);
    if (!given) lua_copy(L, lua_upvalueindex(1), 4);
    if (lua_type(L, 1) != LUA_TSTRING) {
        luaL_checktype(L, 1, LUA_TFUNCTION);
        read_pieces(L, 1);
        lua_replace(L, 1);
        if (lua_isnil(L, 2)) lua_pushliteral(L, "=(load)");
        else lua_pushvalue(L, 2);
        lua_replace(L, 2);
    }
    if (strchr(mode, 't') == NULL) {
        lua_pushfstring(L, "attempt to load a text chunk (mode is '%s')", mode);
        return refused(L, lua_tostring(L, -1));
    }
    return compile(L, 1, luaL_optstring(L, 2, lua_tostring(L, 1)), 4);
}

/// core.load_text(text, name, env) → function, or nil and a message
int wall_load_text(lua_State *L) {
    luaL_checktype(L, 1, LUA_TSTRING);
    lua_settop(L, 3);
    return compile(L, 1, luaL_checkstring(L, 2), 3);
}

/// Pushes the function of a compiled chunk.
bool wall_push_chunk(lua_State *L, const char *name) {
    luahost *host = host_of(L);
    for (size_t i = 0; i < host->chunk_count; i++) {
        const luahost_chunk *chunk = &host->chunks[i];
        if (strcmp(chunk->name, name) != 0) continue;
        if (luaL_loadbufferx(L, (const char *)chunk->code, chunk->count, name, "b") != LUA_OK) lua_error(L);
        return true;
    }
    return false;
}

/// core.chunk(name [, env]) → function, or nil when there is none of this name
int wall_chunk(lua_State *L) {
    const char *name = luaL_checkstring(L, 1);
    lua_settop(L, 2);
    if (!wall_push_chunk(L, name)) return 0;
    if (lua_isnil(L, 2)) {
        lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
        lua_replace(L, 2);
    }
    set_environment(L, 2);
    return 1;
}
