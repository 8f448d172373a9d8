/* How Lua reaches the outside: callbacks, waits, the halt. */
#include "fast_path.h"

#include <stdlib.h>

/// Pushes the name of the innermost C function of the thread that cannot be left and entered again.
static const char *push_obstacle(lua_State *L, lua_State *thread) {
    lua_Debug activation;
    bool has_room = lua_checkstack(thread, 1);
    for (int level = 0; has_room && lua_getstack(thread, level, &activation); level++) {
        wall_poll(L);
        lua_getinfo(thread, "f", &activation);
        lua_CFunction function = lua_tocfunction(thread, -1);
        lua_pop(thread, 1);
        if (function == NULL || function == wall_wait) continue;
        if (function == wall_catch || wall_passes_errors(function) || wall_passes_waits(function)) continue;
        if (wall_push_name(L, function)) return lua_tostring(L, -1);
    }
    return lua_pushliteral(L, "an error handler or a __close method");
}

static void refuse_where_impossible(lua_State *L) {
    for (activation *at = host_of(L)->running; at != NULL; at = at->outer) {
        if (lua_isyieldable(at->thread)) continue;
        const char *text = lua_pushfstring(L, "cannot wait inside %s", push_obstacle(L, at->thread));
        wall_raise_text(L, text, strlen(text));
    }
}

/// Pushes the member of the table below under the name of a shared reference.
static int push_shared(lua_State *L, int shared, int name) {
    lua_rawgeti(L, shared, name);
    return lua_rawget(L, -2);
}

/// Pushes the table of the run, its response and its owner: other runs put theirs there meanwhile. Nothing may hold the run.
static bool keep_run(lua_State *L) {
    if (host_of(L)->shared == 0) return false;
    lua_rawgeti(L, LUA_REGISTRYINDEX, host_of(L)->shared);
    int shared = lua_gettop(L);
    lua_rawgeti(L, shared, shared_run);
    if (push_shared(L, shared, name_held) == LUA_TSTRING) {
        const char *text = lua_pushfstring(L, "cannot wait inside %s", lua_tostring(L, -1));
        wall_raise_text(L, text, strlen(text));
    }
    lua_pop(L, 1);
    push_shared(L, shared, name_owner);
    lua_rawgeti(L, -2, run_response);
    lua_remove(L, shared);
    return true;
}

/// Puts back what `keep_run` pushed: the run goes on.
static void give_back_run(lua_State *L) {
    int run = lua_gettop(L) - 2;
    lua_rawseti(L, run, run_response);
    lua_rawgeti(L, LUA_REGISTRYINDEX, host_of(L)->shared);
    lua_rawgeti(L, -1, name_owner);
    lua_pushvalue(L, run + 1);
    lua_rawset(L, run);
}

static int after_wait(lua_State *L, int status, lua_KContext kept) {
    (void)status;
    luahost *host = host_of(L);
    if (kept) give_back_run(L);
    lua_settop(L, 0);
    return wall_push_values(L, host->arguments, host->argument_count);
}

/// core.wait(...): yields to the host from however deep, and returns what the host resumes with.
///
/// A coroutine that sleeps costs what its stack does, and this function asks for little of it: that is why the run is kept here and not by
/// a function of the prelude around it.
int wall_wait(lua_State *L) {
    luahost *host = host_of(L);
    int count = lua_gettop(L);
    wall_check_stack(L, 10, "too many values");
    bool kept = keep_run(L);
    refuse_where_impossible(L);
    wall_values_read(L, 1, count, &host->results, false);
    host->waits = true;
    return lua_yieldk(L, 0, kept, after_wait);
}

/// core.halt(...): ends the run; a handler that catches the error raises it again.
int wall_halt(lua_State *L) {
    luahost *host = host_of(L);
    wall_let_end(L);
    wall_values_read(L, 1, lua_gettop(L), &host->results, true);
    host->ending = stop_halt;
    return wall_raise_stop(L);
}

static int halt_with_reply(lua_State *L) {
    luahost *host = host_of(L);
    value_list reply = host->reply.values;
    host->reply.values = host->results;
    host->results = reply;
    host->ending = stop_halt;
    return wall_raise_stop(L);
}

static int raise_reply(lua_State *L, const value_list *values) {
    if (values->count == 0 || values->items[0].kind != luahost_bytes) return wall_raise_text(L, "refused", 7);
    return wall_raise_text(L, (const char *)values->items[0].bytes, values->items[0].count);
}

/// core.host.NAME(...): the number of the callback's function is the upvalue.
int wall_call_host(lua_State *L) {
    luahost *host = host_of(L);
    value_list *reply = &host->reply.values;
    wall_values_read(L, 1, lua_gettop(L), &host->outgoing, false);
    wall_values_reset(reply);
    int32_t function = (int32_t)lua_tointeger(L, lua_upvalueindex(1));
    luahost_verdict verdict = host->callback(
        host->context, host->run, function, host->outgoing.items, host->outgoing.count, &host->reply);
    wall_poll(L);
    if (reply->failed || reply->bytes.failed) return wall_out_of_memory(L);
    wall_values_settle(reply);
    if (verdict == luahost_reply_halt) return halt_with_reply(L);
    if (verdict == luahost_reply_raise) return raise_reply(L, reply);
    lua_settop(L, 0);
    return wall_push_values(L, reply->items, reply->count);
}

static int finish_catch(lua_State *L, int status, lua_KContext context) {
    (void)context;
    luahost *host = host_of(L);
    if (status == LUA_OK || status == LUA_YIELD) return 0;
    if (host->ending != stop_halt) return lua_error(L);
    host->ending = stop_none;
    wall_values_reset(&host->results);
    return 0;
}

/// Notes the frames that are about to be unwound, for an error that goes on.
static int note_passing(lua_State *L) {
    luahost *host = host_of(L);
    if (host->ending != stop_halt) wall_trace(host, L, wall_catch);
    return 1;
}

/// core.catch(f, ...): calls the function and ends a halt here; errors and other ends pass.
int wall_catch(lua_State *L) {
    luaL_checkany(L, 1);
    lua_pushcfunction(L, note_passing);
    lua_insert(L, 1);
    int status = lua_pcallk(L, lua_gettop(L) - 2, 0, 1, 0, finish_catch);
    return finish_catch(L, status, 0);
}
