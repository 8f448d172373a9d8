/* The memory limit and the kill flag.
 *
 * The memory limit is soft: a block that passes it is granted and the run is called to order at its next instruction, so that Lua
 * never meets a failing allocation and its emergency collection never runs. Only a block far larger than the limit is refused.
 */
#include "internal.h"

#include <malloc.h>

enum { garbage_kept = 1 << 18, pages_worth_giving = 8 << 20 };

const char wall_null_mark = 0, wall_stop_mark = 0;

static bool is_fatal(int why) { return why == stop_cpu || why == stop_memory; }

enum { collection_cycles = 2, collection_step = 256 };

/// Collects in steps, so that a run whose processor time ends meanwhile ends. Garbage of a cycle under way goes with the next one.
static void collect_in_steps(lua_State *L) {
    luahost *host = host_of(L);
    for (int cycles = 0; cycles < collection_cycles && host->ending == stop_over_memory;)
        cycles += lua_gc(L, LUA_GCSTEP, collection_step) != 0;
}

/// The memory limit was passed. Only what is left after a collection counts, so garbage never ends a run.
static void make_room(lua_State *L) {
    luahost *host = host_of(L);
    collect_in_steps(L);
    if (host->ending != stop_over_memory) return;
    if (host->measure != NULL) host->held = host->measure(host->context, host->run);
    bool full = host->used + host->held > host->limit - host->limit / 8;
    host->ending = full || host->holds_too_much ? stop_memory : stop_none;
}

/// Takes over how much the session holds outside of the interpreter. At most half of the limit, so that code which removes it still runs.
void wall_hold(luahost *host, size_t count) {
    bool grew = count > host->held;
    host->held = count;
    if (grew && count > host->limit / 2) host->holds_too_much = true;
    if (host->holds_too_much || host->used + count > host->limit) wall_over_memory(host);
}

/// Collects everything, and gives pages back to the system when that frees many. Lua halves its table of short texts once a collection.
void wall_collect(luahost *host) {
    size_t before = host->used, last;
    do {
        last = host->used;
        lua_gc(host->main, LUA_GCCOLLECT);
    } while (host->used < last - last / 4);
    host->settled = host->used;
    if (before - host->used > pages_worth_giving) malloc_trim(0);
}

void luahost_give_back(luahost *host) {
    (void)host;
    malloc_trim(0);
}

/// After a failure: memory goes back to where it was after the last collection, unless little came on top.
void wall_settle_memory(luahost *host) {
    wall_scratch_free(host);
    if (host->used > host->settled + host->settled / 16 + garbage_kept) wall_collect(host);
}

/// The slow half of wall_poll.
void wall_answer(lua_State *L) {
    luahost *host = host_of(L);
    if (host->ending == stop_over_memory) make_room(L);
    if (is_fatal(host->ending)) wall_raise_stop(L);
}

/// Runs at every instruction of a coroutine whose run is to end. One that outlived its run takes the hook off.
static void end_hook(lua_State *L, lua_Debug *activation) {
    (void)activation;
    wall_answer(L);
    lua_sethook(L, NULL, 0, 0);
}

static void arm(luahost *host) {
    lua_State *current = host->current;
    if (current != NULL) lua_sethook(current, end_hook, LUA_MASKCOUNT, 1);
}

/// For a coroutine that becomes the current one: a run that is to end ends in it as well.
void wall_rearm(luahost *host) {
    if (is_fatal(host->ending)) arm(host);
}

/// Also called from a signal handler on the thread that runs the host, again and again until the run ends.
void wall_kill(luahost *host, ending why) {
    if (!is_fatal(host->ending)) host->ending = why;
    arm(host);
}

/// The memory limit was passed by a block that was granted.
void wall_over_memory(luahost *host) {
    if (host->current == NULL) return;
    if (host->ending == stop_none) host->ending = stop_over_memory;
    arm(host);
}

/// A light userdata needs no memory, so ending a run cannot fail.
int wall_raise_stop(lua_State *L) {
    lua_pushlightuserdata(L, (void *)&wall_stop_mark);
    return lua_error(L);
}

int wall_out_of_memory(lua_State *L) {
    lua_pushliteral(L, "not enough memory");
    return lua_error(L);
}
