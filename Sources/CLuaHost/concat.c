/* Metamethods of `..` in a coroutine of their own.
 *
 * luaV_concat of some releases, among them Debian's 5.4.4, keeps a pointer to the stack while a __concat metamethod runs, and goes on with it after
 * the stack has moved: a script could use freed memory. The linker redirects calls of two functions of Lua to this file: the
 * metamethod runs on another stack, and a stack that waits for it is not shrunk.
 */
#include "internal.h"

// Flags for the linker, in the section in which Swift's object files carry theirs; swiftc reads it from every object that it links
// (Docs/Decisions/0018). Without these flags the functions named __real_… are missing and the link fails.
__asm__(".pushsection .swift1_autolink_entries,\"e\",@progbits\n\t"
        ".asciz \"-Wl,--wrap=luaT_tryconcatTM\"\n\t"
        ".asciz \"-Wl,--wrap=luaD_shrinkstack\"\n\t"
        ".popsection");

void __real_luaT_tryconcatTM(lua_State *L);
void __real_luaD_shrinkstack(lua_State *L);
void __wrap_luaT_tryconcatTM(lua_State *L);
void __wrap_luaD_shrinkstack(lua_State *L);

void __wrap_luaD_shrinkstack(lua_State *L) {
    if (!thread_has(L, thread_is_pinned)) __real_luaD_shrinkstack(L);
}

/// Raises the error of the metamethod. It cannot yield or wait: that would leave luaV_concat in the middle.
static int refuse(lua_State *L, lua_State *runner, int status) {
    luahost *host = host_of(L);
    thread_set(L, thread_is_pinned, false);
    wall_let_end(L);
    if (status == LUA_YIELD) {
        host->waits = false;
        return luaL_error(L, "cannot wait or yield inside a __concat metamethod");
    }
    wall_trace(host, runner, NULL);
    lua_xmove(runner, L, 1);
    return lua_error(L);
}

static int make_runner(lua_State *L) {
    lua_newthread(L);
    return 1;
}

/// Moves the two operands from the top of the stack to a new coroutine, which takes their place. The main coroutine, which runs nothing
/// meanwhile, makes it: above the operands there is no room.
static lua_State *move_operands(lua_State *L) {
    lua_State *main = host_of(L)->main;
    lua_pushcfunction(main, make_runner);
    if (lua_pcall(main, 0, 1, 0) != LUA_OK) {
        lua_pop(main, 1);
        lua_pop(L, 2);
        thread_set(L, thread_is_pinned, false);
        wall_out_of_memory(L);
    }
    lua_State *runner = lua_tothread(main, -1);
    lua_xmove(L, runner, 2);
    lua_xmove(main, L, 1);
    return runner;
}

/// As luaT_tryconcatTM: the result takes the place of the first of the two operands at the top; the second is dropped by the caller.
void __wrap_luaT_tryconcatTM(lua_State *L) {
    int results;
    thread_set(L, thread_is_pinned, true);
    lua_State *runner = move_operands(L);
    if (luaL_getmetafield(runner, 1, "__concat") == LUA_TNIL && luaL_getmetafield(runner, 2, "__concat") == LUA_TNIL) {
        thread_set(L, thread_is_pinned, false);
        lua_pop(L, 1);
        lua_xmove(runner, L, 2);
        __real_luaT_tryconcatTM(L);
        return;
    }
    lua_insert(runner, 1);
    int status = wall_resume(host_of(L), runner, L, 2, &results);
    if (status != LUA_OK) refuse(L, runner, status);
    lua_settop(runner, 1);
    lua_xmove(runner, L, 1);
    lua_replace(L, -2);
    lua_pushnil(L);
    thread_set(L, thread_is_pinned, false);
    wall_poll(L);
}
