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
    strand *strand = lua_touserdata(L, 1);
    lua_State *thread = lua_newthread(L);
    thread_set(thread, thread_of_host, true);
    thread_set(thread, thread_waits, false);
    strand->anchor = luaL_ref(L, LUA_REGISTRYINDEX);
    strand->thread = thread;
    return 0;
}

static bool give_thread(luahost *host, strand *strand) {
    lua_State *L = host->main;
    if (strand->thread != NULL) return true;
    lua_pushcfunction(L, make_thread);
    lua_pushlightuserdata(L, strand);
    if (lua_pcall(L, 1, 0, 0) == LUA_OK) return true;
    lua_pop(L, 1);
    return false;
}

static bool add_strand(luahost *host) {
    if (host->strand_count == host->strand_capacity) {
        size_t capacity = host->strand_capacity == 0 ? 4 : host->strand_capacity * 2, size = sizeof(strand);
        strand *strands = wall_reallocate(host, host->strands, host->strand_capacity * size, capacity * size);
        if (strands == NULL) return false;
        host->strands = strands;
        host->strand_capacity = capacity;
    }
    host->strands[host->strand_count] = (strand){.next_free = -1};
    host->free_strand = (int64_t)host->strand_count++;
    return true;
}

/// Coroutines that are kept for the next entries; beyond them those that end are dropped, so that a rush leaves nothing behind.
#define MOST_IDLE 64

/// A coroutine ready to be started, or NULL when memory is short. The token names this use of it.
strand *wall_strand_take(luahost *host, int64_t *token) {
    if (host->free_strand < 0 && !add_strand(host)) return NULL;
    strand *taken = &host->strands[host->free_strand];
    if (!give_thread(host, taken)) return NULL;
    *token = (int64_t)taken->turn << 32 | host->free_strand;
    host->idle_count -= taken->idle ? 1 : 0;
    taken->idle = false;
    host->free_strand = taken->next_free;
    return taken;
}

strand *wall_strand_waiting(luahost *host, int64_t token) {
    uint64_t index = (uint64_t)token & UINT32_MAX;
    if (index >= host->strand_count) return NULL;
    strand *strand = &host->strands[index];
    return strand->waiting && strand->turn == (uint32_t)(token >> 32) ? strand : NULL;
}

/// Lets go of a coroutine whose results have been read.
void wall_strand_retire(luahost *host) {
    if (host->retired == LUA_NOREF) return;
    luaL_unref(host->main, LUA_REGISTRYINDEX, host->retired);
    host->retired = LUA_NOREF;
}

/// Releases the coroutine of a slot. Where its stack holds the results of the entry, the next entry releases it.
static void drop_thread(luahost *host, strand *strand, bool holds_results) {
    if (holds_results) {
        wall_strand_retire(host);
        host->retired = strand->anchor;
    } else luaL_unref(host->main, LUA_REGISTRYINDEX, strand->anchor);
    strand->thread = NULL;
}

/// Gives a coroutine back. Killed or cancelled ones are released at once, because nothing of them may run again; those that are not needed
/// any more with the next entry, because the results of this one are on their stack.
void wall_strand_free(luahost *host, strand *strand, bool reusable) {
    strand->idle = reusable && host->idle_count < MOST_IDLE;
    if (strand->idle) host->idle_count += 1;
    else drop_thread(host, strand, reusable);
    strand->turn = (strand->turn + 1) & INT32_MAX;
    strand->waiting = false;
    strand->next_free = host->free_strand;
    host->free_strand = strand - host->strands;
}
