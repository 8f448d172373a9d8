/* Entries: call, resume, cancel. Each is one protected call, the lua_resume of a coroutine; everything that may raise happens inside. */
#include "internal.h"

/// Forgets the last entry.
static void begin(luahost *host, void *run, const luahost_value *arguments, size_t count) {
    if (host->holder != NULL) lua_settop(host->holder, 0);
    host->holder = NULL;
    wall_coroutine_retire(host);
    host->ending = stop_none;
    host->holds_too_much = false;
    host->waits = false;
    host->error_argument.text = NULL;
    host->run = run;
    host->arguments = arguments;
    host->argument_count = count;
    if (host->has_large_scratch) wall_scratch_free(host);
    wall_values_reset(&host->results);
    if (host->failure.message.count > 0 || host->failure.frame_count > 0) wall_failure_reset(host);
    if (host->used > host->limit) wall_collect(host);
}

static luahost_status refuse(luahost *host, const char *message) {
    wall_failure_set(host, message);
    return luahost_failed;
}

/// Runs the pending to-be-closed variables of a run that failed or was halted, under the same limits.
static void close_failed(luahost *host, lua_State *thread) {
    activation here = {.thread = thread, .outer = NULL};
    host->running = &here;
    host->current = thread;
    lua_resetthread(thread);
    lua_settop(thread, 0);
    host->running = NULL;
    host->current = NULL;
}

static luahost_status end_killed(luahost *host, coroutine *coroutine, luahost_status status) {
    wall_values_reset(&host->results);
    wall_coroutine_free(host, coroutine, false);
    wall_settle_memory(host);
    return status;
}

static luahost_status killed_status(const luahost *host) {
    if (host->ending == stop_cpu) return luahost_cpu_limit;
    return host->ending == stop_memory ? luahost_memory_limit : luahost_done;
}

static luahost_status end_failed(luahost *host, coroutine *coroutine, int lua_status) {
    lua_State *thread = coroutine->thread;
    bool halted = host->ending == stop_halt;
    luahost_status killed = killed_status(host);
    if (!halted) wall_values_reset(&host->results);
    if (!halted) wall_failure_take(host, thread);
    if (killed == luahost_done) {
        close_failed(host, thread);
        killed = killed_status(host);
        if (killed != luahost_done) wall_failure_limit(host);
    }
    if (killed != luahost_done) return end_killed(host, coroutine, killed);
    wall_coroutine_free(host, coroutine, true);
    if (halted) return luahost_halted;
    wall_settle_memory(host);
    return lua_status == LUA_ERRMEM ? luahost_memory_limit : luahost_failed;
}

/// Takes stock after a coroutine came back.
static luahost_status settle(luahost *host, coroutine *coroutine, int status, int64_t token) {
    host->lingers = host->lingers || status != LUA_OK;
    if (status == LUA_YIELD && host->waits) {
        coroutine->waiting = true;
        host->waiting_count += 1;
        return luahost_waiting;
    }
    if (status != LUA_OK) return end_failed(host, coroutine, status);
    host->holder = coroutine->thread;
    wall_coroutine_free(host, coroutine, true);
    (void)token;
    return luahost_done;
}

/// Starts `body` in a coroutine of its own.
luahost_status wall_start(
    luahost *host, lua_CFunction body, void *run, const luahost_value *arguments, size_t count, int64_t *token) {
    watch watch;
    const char *refusal;
    int results;
    begin(host, run, arguments, count);
    if (!wall_watch_begin(host, &watch, &refusal)) return refuse(host, refusal);
    coroutine *coroutine = wall_coroutine_take(host, token);
    luahost_status status = luahost_memory_limit;
    if (coroutine != NULL) {
        size_t index = (size_t)(coroutine - host->coroutines);
        lua_pushcfunction(coroutine->thread, body);
        int result = wall_resume(host, coroutine->thread, host->main, 0, &results);
        status = settle(host, &host->coroutines[index], result, *token);
    } else wall_failure_set(host, "not enough memory");
    wall_watch_end(&watch);
    return status;
}

static int publish(lua_State *L, int status, lua_KContext context) {
    (void)status;
    (void)context;
    luahost *host = host_of(L);
    wall_values_read(L, 1, lua_gettop(L), &host->results, false);
    return lua_gettop(L);
}

/// The body of a call: finds the entry, pushes the arguments, keeps the results on its stack.
static int call_entry(lua_State *L) {
    luahost *host = host_of(L);
    lua_rawgeti(L, LUA_REGISTRYINDEX, host->entries);
    lua_getfield(L, 1, host->entry);
    lua_replace(L, 1);
    if (!lua_isfunction(L, 1)) return luaL_error(L, "the prelude has no entry '%s'", host->entry);
    int count = wall_push_values(L, host->arguments, host->argument_count);
    lua_callk(L, count, LUA_MULTRET, 0, publish);
    return publish(L, LUA_OK, 0);
}

luahost_status luahost_call(
    luahost *host, const char *name, void *run, const luahost_value *arguments, size_t count, int64_t *token) {
    host->entry = name;
    return wall_start(host, call_entry, run, arguments, count, token);
}

luahost_status luahost_resume(
    luahost *host, int64_t token, void *run, const luahost_value *arguments, size_t count) {
    watch watch;
    const char *refusal;
    int results;
    begin(host, run, arguments, count);
    coroutine *coroutine = wall_coroutine_waiting(host, token);
    if (coroutine == NULL) return refuse(host, "nothing waits under this token");
    if (!wall_watch_begin(host, &watch, &refusal)) return refuse(host, refusal);
    coroutine->waiting = false;
    host->waiting_count -= 1;
    host->lingers = true;
    size_t index = (size_t)(coroutine - host->coroutines);
    int result = wall_resume(host, coroutine->thread, host->main, 0, &results);
    luahost_status status = settle(host, &host->coroutines[index], result, token);
    wall_watch_end(&watch);
    return status;
}

void luahost_cancel(luahost *host, int64_t token) {
    coroutine *coroutine = wall_coroutine_waiting(host, token);
    if (coroutine == NULL) return;
    host->waiting_count -= 1;
    wall_coroutine_free(host, coroutine, false);
}

const luahost_value *luahost_results(const luahost *host) { return host->results.items; }

size_t luahost_result_count(const luahost *host) { return host->results.count; }
