/* The memory limit and the kill flag.
 *
 * The memory limit is soft: a block that passes it is granted and the run is called to order at its next instruction, so that Lua
 * never meets a failing allocation and its emergency collection never runs. Only a block far larger than the limit is refused.
 */
#include "internal.h"

const char wall_null_mark = 0, wall_ending_mark = 0;

static bool is_fatal(int why) { return why == ending_cpu || why == ending_memory; }

/// The memory limit was passed. Only what is left after a collection counts, so garbage never ends a run.
static void make_room(lua_State *L) {
    luahost *host = host_of(L);
    lua_gc(L, LUA_GCCOLLECT);
    if (host->ending != ending_crowded) return;
    host->ending = host->used > host->limit - host->limit / 8 ? ending_memory : ending_none;
}

/// The slow half of wall_poll.
void wall_answer(lua_State *L) {
    luahost *host = host_of(L);
    if (host->ending == ending_crowded) make_room(L);
    if (is_fatal(host->ending)) wall_raise_ending(L);
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

/// Also called from a signal handler on the thread that runs the host, again and again until the run ends.
void wall_kill(luahost *host, ending why) {
    if (!is_fatal(host->ending)) host->ending = why;
    arm(host);
}

/// The memory limit was passed by a block that was granted.
void wall_crowd(luahost *host) {
    if (host->current == NULL) return;
    if (host->ending == ending_none) host->ending = ending_crowded;
    arm(host);
}

/// A light userdata needs no memory, so ending a run cannot fail.
int wall_raise_ending(lua_State *L) {
    lua_pushlightuserdata(L, (void *)&wall_ending_mark);
    return lua_error(L);
}

int wall_out_of_memory(lua_State *L) {
    lua_pushliteral(L, "not enough memory");
    return lua_error(L);
}
