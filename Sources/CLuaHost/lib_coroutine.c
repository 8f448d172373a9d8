/* Coroutines. A wait for the host inside one suspends every coroutine on the way out and goes on inside it later; the end of a run
 * passes through; what the host itself started cannot be resumed or closed by a script.
 */
#include "internal.h"

enum { deepest_close = 100 };

static lua_State *check_thread(lua_State *L) {
    lua_State *thread = lua_tothread(L, 1);
    luaL_argexpected(L, thread != NULL, 1, "coroutine");
    return thread;
}

static const char *status_of(lua_State *L, lua_State *thread) {
    lua_Debug activation;
    if (L == thread) return "running";
    if (thread_has(thread, thread_of_host | thread_waits)) return "normal";
    if (lua_status(thread) == LUA_YIELD) return "suspended";
    if (lua_status(thread) != LUA_OK) return "dead";
    if (lua_getstack(thread, 0, &activation)) return "normal";
    return lua_gettop(thread) == 0 ? "dead" : "suspended";
}

typedef enum { for_resume, for_wrap } purpose;

static int step(lua_State *L, lua_State *thread, int count, purpose purpose);

static int after_wait(lua_State *L, int status, lua_KContext context) {
    (void)status;
    lua_State *thread = lua_tothread(L, 1);
    thread_set(thread, thread_waits, false);
    return step(L, thread, 0, (purpose)context);
}

static int fail(lua_State *L, purpose purpose) {
    if (purpose == for_wrap) return lua_error(L);
    lua_pushboolean(L, false);
    lua_insert(L, -2);
    return 2;
}

/// Moves the error of a coroutine from its stack to that of L. The mark that ended an earlier run is no value for scripts.
static void take_error(lua_State *L, lua_State *thread) {
    bool mark = lua_islightuserdata(thread, -1) && lua_touserdata(thread, -1) == &wall_stop_mark;
    if (mark) lua_pushliteral(L, "the run was ended");
    else lua_xmove(thread, L, 1);
}

/// Whether code of the coroutine failed. One that could not be resumed, for lack of C stack, keeps its status: closing it would discard
/// the message at its top.
static bool has_failed(lua_State *thread) {
    int status = lua_status(thread);
    return status != LUA_OK && status != LUA_YIELD;
}

/// Closing runs __close methods under the limits of the run. They may close in turn: Lua before 5.4.5 does not count these levels.
static int close_thread(lua_State *L, lua_State *thread) {
    luahost *host = host_of(L);
    if (host->close_depth >= deepest_close) return luaL_error(L, "C stack overflow");
    activation here = {.thread = thread, .outer = host->running};
    host->close_depth += 1;
    host->running = &here;
    host->current = thread;
    wall_rearm(host);
    int status = lua_resetthread(thread);
    host->running = here.outer;
    host->current = L;
    host->close_depth -= 1;
    return status;
}

/// The coroutine ended with an error, which stands at the top of its stack.
static int failed(lua_State *L, lua_State *thread, purpose purpose) {
    luahost *host = host_of(L);
    wall_let_end(L);
    if (purpose == for_wrap) wall_trace(host, thread, NULL);
    if (purpose == for_wrap && has_failed(thread)) close_thread(L, thread);
    wall_let_end(L);
    wall_poll(L);
    take_error(L, thread);
    return fail(L, purpose);
}

static int pass_results(lua_State *L, lua_State *thread, int count, purpose purpose) {
    if (!lua_checkstack(L, count + 1)) {
        lua_pop(thread, count);
        lua_pushliteral(L, "too many results to resume");
        return fail(L, purpose);
    }
    if (purpose == for_resume) lua_pushboolean(L, true);
    lua_xmove(thread, L, count);
    return count + (purpose == for_resume);
}

/// Resumes the thread, which the stack holds at 1, with `count` values that lie on its own stack.
static int step(lua_State *L, lua_State *thread, int count, purpose purpose) {
    luahost *host = host_of(L);
    int results;
    int status = wall_resume(host, thread, L, count, &results);
    if (status == LUA_YIELD && host->waits) {
        thread_set(thread, thread_waits, true);
        lua_settop(L, 1);
        return lua_yieldk(L, 0, purpose, after_wait);
    }
    if (status != LUA_OK && status != LUA_YIELD) return failed(L, thread, purpose);
    wall_poll(L);
    return pass_results(L, thread, results, purpose);
}

/// Resumes with the arguments from 2 on.
static int resume_with(lua_State *L, lua_State *thread, purpose purpose) {
    const char *status = status_of(L, thread);
    int count = lua_gettop(L) - 1;
    if (strcmp(status, "suspended") != 0) {
        bool dead = strcmp(status, "dead") == 0;
        lua_pushfstring(L, "cannot resume %s coroutine", dead ? "dead" : "non-suspended");
        return fail(L, purpose);
    }
    if (!lua_checkstack(thread, count + 1)) {
        lua_pushliteral(L, "too many arguments to resume");
        return fail(L, purpose);
    }
    lua_xmove(L, thread, count);
    return step(L, thread, count, purpose);
}

static int resume(lua_State *L) { return resume_with(L, check_thread(L), for_resume); }

static int call_wrapped(lua_State *L) {
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    return resume_with(L, lua_tothread(L, 1), for_wrap);
}

/// Whether this resumes a coroutine, so that a wait inside suspends both.
bool wall_passes_waits(lua_CFunction function) { return function == resume || function == call_wrapped; }

static int create(lua_State *L) {
    luaL_checktype(L, 1, LUA_TFUNCTION);
    lua_State *thread = lua_newthread(L);
    thread_set(thread, thread_of_host | thread_waits, false);
    lua_pushvalue(L, 1);
    lua_xmove(L, thread, 1);
    return 1;
}

static int wrap(lua_State *L) {
    create(L);
    lua_pushcclosure(L, call_wrapped, 1);
    return 1;
}

/// Whether the running coroutine is the one that the host started: for scripts, the main one.
static bool is_outermost(lua_State *L) { return thread_has(L, thread_of_host) || L == host_of(L)->main; }

static int yield(lua_State *L) {
    if (is_outermost(L)) return luaL_error(L, "attempt to yield from outside a coroutine");
    return lua_yield(L, lua_gettop(L));
}

static int status(lua_State *L) {
    lua_pushstring(L, status_of(L, check_thread(L)));
    return 1;
}

static int is_yieldable(lua_State *L) {
    lua_State *thread = lua_isthread(L, 1) ? lua_tothread(L, 1) : L;
    lua_pushboolean(L, !is_outermost(thread) && lua_isyieldable(thread));
    return 1;
}

static int running(lua_State *L) {
    lua_pushthread(L);
    lua_pushboolean(L, is_outermost(L));
    return 2;
}

static int close(lua_State *L) {
    lua_State *thread = check_thread(L);
    const char *status = status_of(L, thread);
    if (strcmp(status, "suspended") != 0 && strcmp(status, "dead") != 0)
        return luaL_error(L, "cannot close a %s coroutine", status);
    int result = close_thread(L, thread);
    wall_let_end(L);
    wall_poll(L);
    lua_pushboolean(L, result == LUA_OK);
    if (result == LUA_OK) return 1;
    take_error(L, thread);
    return 2;
}

int wall_open_coroutine(lua_State *L) {
    static const luaL_Reg functions[] = {{"create", create}, {"wrap", wrap}, {"resume", resume}, {"yield", yield},
        {"status", status}, {"isyieldable", is_yieldable}, {"running", running}, {"close", close}, {NULL, NULL}};
    luaL_newlib(L, functions);
    return 1;
}
