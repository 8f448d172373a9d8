/* Making and closing a host, compiling chunks. */
#include "internal.h"

#include <stdio.h>
#include <stdlib.h>

/// A collection begins when the values take this many per cent of what the last one left: a session is small, and each collection looks
/// at all of it.
enum { collection_pause = 300 };

/// Nothing reaches this: every entry is protected. It says so if the impossible happens.
static int panic(lua_State *L) {
    (void)L;
    fputs("mockscript: an error left Lua unprotected; this is a defect of the program\n", stderr);
    return 0;
}

static int open_all(lua_State *L) {
    wall_open_core(L);
    return 0;
}

/// The body of the first run: the prelude gets `core` and returns its entries.
static int keep_entries(lua_State *L, int status, lua_KContext context) {
    (void)status;
    (void)context;
    if (!lua_istable(L, -1)) return luaL_error(L, "the prelude must return a table of functions");
    host_of(L)->entries = luaL_ref(L, LUA_REGISTRYINDEX);
    return 0;
}

static int run_prelude(lua_State *L) {
    bool found = wall_push_chunk(L, "=prelude/main.lua") || wall_push_chunk(L, "=prelude");
    if (!found) return luaL_error(L, "no chunk is named '=prelude/main.lua' or '=prelude'");
    lua_rawgeti(L, LUA_REGISTRYINDEX, host_of(L)->core);
    lua_callk(L, 1, 1, 0, keep_entries);
    return keep_entries(L, LUA_OK, 0);
}

static char *failure_text(luahost *host, luahost_status status) {
    char text[1024];
    luahost_failure failure = luahost_last_failure(host);
    const luahost_frame *frame = failure.frame_count > 0 ? &failure.frames[failure.named_frame] : NULL;
    int count = failure.message_count < 700 ? (int)failure.message_count : 700;
    if (status == luahost_cpu_limit) snprintf(text, sizeof text, "the prelude used up its processor time");
    else if (status == luahost_waiting) snprintf(text, sizeof text, "the prelude cannot wait while it loads");
    else if (status == luahost_memory_limit) snprintf(text, sizeof text, "not enough memory");
    else if (frame == NULL) snprintf(text, sizeof text, "%.*s", count, failure.message);
    else snprintf(text, sizeof text, "%.200s:%d: %.*s", frame->source, (int)frame->line, count, failure.message);
    return strdup(text);
}

static void set_buffers(luahost *host) {
    buffer *buffers[] = {&host->failure.message, &host->results.bytes, &host->outgoing.bytes, &host->reply.values.bytes,
        &host->text, &host->unescaped, &host->key_bytes};
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++) buffers[i]->host = host;
}

static luahost *make(const luahost_config *config) {
    luahost *host = calloc(1, sizeof *host);
    if (host == NULL) return NULL;
    host->context = config->context;
    host->callback = config->callback;
    host->measure = config->measure;
    host->functions = config->functions;
    host->function_count = config->function_count;
    host->chunks = config->chunks;
    host->chunk_count = config->chunk_count;
    host->cpu_nanoseconds = (int64_t)(config->cpu_seconds * 1e9);
    host->limit = config->memory_bytes;
    host->free_coroutine = -1;
    host->retired = LUA_NOREF;
    host->failure.kind = "nil";
    set_buffers(host);
    return host;
}

static luahost_status open_host(luahost *host, const luahost_config *config) {
    int64_t token;
    host->main = lua_newstate(wall_allocate, host);
    if (host->main == NULL) return luahost_memory_limit;
    *(uintptr_t *)lua_getextraspace(host->main) = (uintptr_t)host;
    lua_atpanic(host->main, panic);
    lua_gc(host->main, LUA_GCINC, collection_pause, 0, 0);
    lua_pushcfunction(host->main, open_all);
    if (lua_pcall(host->main, 0, 0, 0) != LUA_OK) {
        wall_failure_take(host, host->main);
        return luahost_failed;
    }
    if (config->notes_lines) wall_note_lines(host->main);
    return wall_start(host, run_prelude, NULL, NULL, 0, &token);
}

luahost *luahost_open(const luahost_config *config, char **error) {
    *error = NULL;
    luahost *host = make(config);
    if (host == NULL) {
        *error = strdup("not enough memory");
        return NULL;
    }
    luahost_status status = open_host(host, config);
    if (status == luahost_done) {
        wall_collect(host);
        return host;
    }
    *error = failure_text(host, status);
    luahost_close(host);
    return NULL;
}

void luahost_close(luahost *host) {
    if (host == NULL) return;
    host->current = NULL;
    if (host->main != NULL) lua_close(host->main);
    buffer *buffers[] = {&host->failure.message, &host->text, &host->unescaped, &host->key_bytes};
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++) wall_buffer_free(buffers[i]);
    wall_values_free(&host->results);
    wall_values_free(&host->outgoing);
    wall_values_free(&host->reply.values);
    wall_free_lines(host);
    wall_reallocate(host, host->coroutines, host->coroutine_capacity * sizeof(coroutine), 0);
    wall_reallocate(host, host->keys, host->key_capacity * sizeof(object_key), 0);
    wall_spare_free(host);
    free(host->failure.texts);
    free(host->shapes);
    free(host);
}

size_t luahost_memory(const luahost *host) { return host->used; }
size_t luahost_waiting_count(const luahost *host) { return host->waiting_count; }
void luahost_collect(luahost *host) { wall_collect(host); }
void luahost_fail_allocation(luahost *host, uint64_t n) { host->fail_in = n == 0 ? 0 : n + 1; }
bool luahost_allocation_failed(const luahost *host) { return host->fail_in <= 1; }
const char *luahost_version(void) { return LUA_RELEASE; }
void luahost_free(void *block) { free(block); }
