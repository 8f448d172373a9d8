/* Coroutines that the host starts: one an entry, reused when it is done. */
#include "internal.h"

/// Resumes a coroutine as the innermost running one.
int wall_resume(luahost *host, lua_State *thread, lua_State *from, int count, int *results) {
    activation here = {.thread = thread, .outer = host->running};
    host->running = &here;
    host->current = thread;
    wall_rearm(host);
    int status = lua_resume(thread, from, count, results);
    host->running = here.outer;
    host->current = here.outer == NULL ? NULL : here.outer->thread;
    return status;
}

static int make_thread(lua_State *L) {
    coroutine *coroutine = lua_touserdata(L, 1);
    lua_State *thread = lua_newthread(L);
    thread_set(thread, thread_of_host, true);
    thread_set(thread, thread_waits, false);
    coroutine->anchor = luaL_ref(L, LUA_REGISTRYINDEX);
    coroutine->thread = thread;
    return 0;
}

static bool give_thread(luahost *host, coroutine *coroutine) {
    lua_State *L = host->main;
    if (coroutine->thread != NULL) return true;
    lua_pushcfunction(L, make_thread);
    lua_pushlightuserdata(L, coroutine);
    if (lua_pcall(L, 1, 0, 0) == LUA_OK) return true;
    lua_pop(L, 1);
    return false;
}

static bool add_coroutine(luahost *host) {
    if (host->coroutine_count == host->coroutine_capacity) {
        size_t capacity = host->coroutine_capacity == 0 ? 4 : host->coroutine_capacity * 2, size = sizeof(coroutine);
        coroutine *coroutines = wall_reallocate(host, host->coroutines, host->coroutine_capacity * size, capacity * size);
        if (coroutines == NULL) return false;
        host->coroutines = coroutines;
        host->coroutine_capacity = capacity;
    }
    host->coroutines[host->coroutine_count] = (coroutine){.next_free = -1};
    host->free_coroutine = (int64_t)host->coroutine_count++;
    return true;
}

/// Coroutines that are kept for the next entries; beyond them those that end are dropped, so that a rush leaves nothing behind.
#define MOST_IDLE 64

/// A coroutine ready to be started, or NULL when memory is short. The token names this use of it.
coroutine *wall_coroutine_take(luahost *host, int64_t *token) {
    if (host->free_coroutine < 0 && !add_coroutine(host)) return NULL;
    coroutine *taken = &host->coroutines[host->free_coroutine];
    if (!give_thread(host, taken)) return NULL;
    *token = (int64_t)taken->turn << 32 | host->free_coroutine;
    host->idle_count -= taken->idle ? 1 : 0;
    taken->idle = false;
    host->free_coroutine = taken->next_free;
    return taken;
}

coroutine *wall_coroutine_waiting(luahost *host, int64_t token) {
    uint64_t index = (uint64_t)token & UINT32_MAX;
    if (index >= host->coroutine_count) return NULL;
    coroutine *coroutine = &host->coroutines[index];
    return coroutine->waiting && coroutine->turn == (uint32_t)(token >> 32) ? coroutine : NULL;
}

/// Lets go of a coroutine whose results have been read.
void wall_coroutine_retire(luahost *host) {
    if (host->retired == LUA_NOREF) return;
    luaL_unref(host->main, LUA_REGISTRYINDEX, host->retired);
    host->retired = LUA_NOREF;
}

/// Releases the coroutine of a slot. Where its stack holds the results of the entry, the next entry releases it.
static void drop_thread(luahost *host, coroutine *coroutine, bool holds_results) {
    if (holds_results) {
        wall_coroutine_retire(host);
        host->retired = coroutine->anchor;
    } else luaL_unref(host->main, LUA_REGISTRYINDEX, coroutine->anchor);
    coroutine->thread = NULL;
}

/// Gives a coroutine back. Killed or cancelled ones are released at once, because nothing of them may run again; those that are not needed
/// any more with the next entry, because the results of this one are on their stack.
void wall_coroutine_free(luahost *host, coroutine *coroutine, bool reusable) {
    coroutine->idle = reusable && host->idle_count < MOST_IDLE;
    if (coroutine->idle) host->idle_count += 1;
    else drop_thread(host, coroutine, reusable);
    coroutine->turn = (coroutine->turn + 1) & INT32_MAX;
    coroutine->waiting = false;
    coroutine->next_free = host->free_coroutine;
    host->free_coroutine = coroutine - host->coroutines;
}
