/* The usual way of a call, without a detour through the prelude: a handler without middleware that returns a table or a status, and a
 * template without a header of its own. Whatever else a handler does or returns goes the thorough way, in Lua.
 *
 * The prelude hands over shared values through core.share.
 */
#include "fast_path.h"

/// Arguments of a call; after them name and value of each parameter of the path.
enum { call_number, call_handler, call_example, call_parameters };
enum { render_number, render_name, render_parameters };

/// Places on the stack of a call.
enum { at_shared = 1, at_request, at_response, at_template, at_results };

/// table[name] = the value at the top, which is popped; the name stands among what was shared.
static void set_named(lua_State *L, int table, int name) {
    lua_rawgeti(L, at_shared, name);
    lua_insert(L, -2);
    lua_rawset(L, table);
}

static void set_parameters(lua_State *L, size_t first) {
    const luahost *host = host_of(L);
    lua_rawgeti(L, at_shared, name_params);
    lua_createtable(L, 0, (int)(host->argument_count - first) / 2);
    for (size_t i = host->argument_count; i >= first + 2; i -= 2) {
        wall_push_value(L, &host->arguments[i - 2]);
        wall_push_value(L, &host->arguments[i - 1]);
        lua_rawset(L, -3);
    }
    lua_rawset(L, at_request);
}

/// Pushes the request of the call with its parameters: they are nearly always read, and asking for them would cost more.
static void push_request(lua_State *L, size_t parameters) {
    const luahost *host = host_of(L);
    lua_createtable(L, 0, 2);
    lua_rawgeti(L, at_shared, shared_self);
    wall_push_value(L, &host->arguments[0]);
    lua_rawset(L, at_request);
    if (host->argument_count > parameters) set_parameters(L, parameters);
    lua_rawgeti(L, at_shared, shared_request);
    lua_setmetatable(L, at_request);
}

static void set_response(lua_State *L, int response) {
    lua_rawgeti(L, at_shared, shared_run);
    lua_pushvalue(L, response);
    lua_rawseti(L, -2, run_response);
    lua_pop(L, 1);
}

/// As `run.begin` of the prelude: clear state left by an interrupted run. A request stands for a response that no code
/// has made.
static void begin_run(lua_State *L) {
    set_response(L, at_request);
    if (!host_of(L)->lingers) return;
    host_of(L)->lingers = false;
    lua_rawgeti(L, at_shared, shared_run);
    int run = lua_gettop(L);
    lua_pushboolean(L, false);
    set_named(L, run, name_owner);
    lua_pushboolean(L, false);
    set_named(L, run, name_held);
    lua_pushnil(L);
    lua_setfield(L, run, "returned");
    lua_rawgeti(L, at_shared, name_loading);
    if (lua_rawget(L, run) != LUA_TTABLE || lua_rawlen(L, -1) > 0) {
        lua_newtable(L);
        set_named(L, run, name_loading);
    }
    lua_settop(L, run - 1);
}

static bool looks_at_response(lua_State *L, int function) {
    lua_Debug facts;
    lua_pushvalue(L, function);
    lua_getinfo(L, ">u", &facts);
    return facts.nparams > 1 || facts.isvararg;
}

/// Finds the handler at the top by its number, and keeps it and whether it looks at the response.
static void find_handler(lua_State *L, lua_Integer place) {
    lua_pop(L, 1);
    lua_rawgeti(L, at_shared, shared_find);
    wall_push_value(L, &host_of(L)->arguments[call_handler]);
    lua_call(L, 1, 1);
    luaL_argexpected(L, lua_isfunction(L, -1), lua_gettop(L), "function");
    lua_pushvalue(L, -1);
    lua_rawseti(L, at_shared, place);
    lua_pushboolean(L, looks_at_response(L, lua_gettop(L)));
    lua_rawseti(L, at_shared, place + 1);
}

/// Pushes the handler, and tells whether it looks at the response.
static bool push_handler(lua_State *L) {
    lua_Integer place = shared_count + 2 * host_of(L)->arguments[call_handler].integer;
    if (lua_rawgeti(L, at_shared, place) != LUA_TFUNCTION) find_handler(L, place);
    lua_rawgeti(L, at_shared, place + 1);
    bool looks = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return looks;
}

/// Whether there is an example.
static bool has_example(lua_State *L) {
    const luahost_value *example = &host_of(L)->arguments[call_example];
    return example->kind == luahost_bytes || example->boolean;
}

/// Pushes the name of the example's template, or nil.
static void push_template(lua_State *L) {
    const luahost_value *example = &host_of(L)->arguments[call_example];
    if (example->kind == luahost_bytes) wall_push_value(L, example);
    else lua_pushnil(L);
}

/// Pushes an empty response, or the one that starts as an example.
static void push_response(lua_State *L) {
    if (has_example(L)) {
        lua_rawgeti(L, at_shared, shared_make);
        lua_pushvalue(L, at_request);
        lua_pushboolean(L, true);
        lua_pushvalue(L, at_template);
        lua_call(L, 3, 1);
        luaL_argexpected(L, lua_istable(L, -1), lua_gettop(L), "response");
        return;
    }
    lua_createtable(L, 0, 2);
    int response = lua_gettop(L);
    lua_rawgeti(L, at_shared, shared_self);
    lua_pushboolean(L, false);
    lua_rawset(L, response);
    lua_rawgeti(L, at_shared, shared_asker);
    lua_pushvalue(L, at_request);
    lua_rawset(L, response);
    lua_rawgeti(L, at_shared, shared_response);
    lua_setmetatable(L, response);
}

/// Whether the handler did nothing to the response, if it could see it at all.
static bool is_untouched(lua_State *L) {
    if (lua_isnil(L, at_response)) return true;
    int top = lua_gettop(L);
    lua_rawgeti(L, at_shared, shared_self);
    bool untouched = lua_rawget(L, at_response) == LUA_TBOOLEAN;
    if (!untouched) untouched = lua_getfield(L, -1, "touched") == LUA_TNIL;
    lua_settop(L, top);
    return untouched;
}

/// Whether a table is nothing but data: no member `status` that asks for a warning, and no metatable but the marks of JSON. Requests,
/// responses and faults have one of their own, which scripts cannot remove.
static bool is_data(lua_State *L, int index) {
    int top = lua_gettop(L);
    bool plain = true;
    if (lua_getmetatable(L, index)) plain = wall_is_array_mark(L, top + 1) || wall_is_shape(L, top + 1);
    if (plain) {
        lua_rawgeti(L, at_shared, name_status);
        plain = lua_rawget(L, index) == LUA_TNIL;
    }
    lua_settop(L, top);
    return plain;
}

/// The status at `index`, or 0 when it is none.
static lua_Integer status_at(lua_State *L, int index) {
    int whole;
    if (lua_type(L, index) != LUA_TNUMBER) return 0;
    lua_Integer status = lua_tointegerx(L, index, &whole);
    return whole && status >= 200 && status <= 999 ? status : 0;
}

/// Hands over a status and, when `body` is not 0, the table there as JSON.
static bool give(lua_State *L, lua_Integer status, int body) {
    value_list *results = &host_of(L)->results;
    if (body != 0) wall_write_json(L, body, "body");
    luahost_value *value = wall_values_add(results, luahost_integer);
    if (value == NULL) wall_out_of_memory(L);
    value->integer = status;
    if (body == 0) return true;
    value = wall_values_add(results, luahost_bytes);
    if (value == NULL) wall_out_of_memory(L);
    value->bytes = host_of(L)->text.bytes;
    value->count = host_of(L)->text.count;
    return true;
}

/// Hands over what most handlers return: a table, a status, or a status and a table.
static bool give_fast_path(lua_State *L, bool example) {
    int count = lua_gettop(L) - at_results + 1;
    while (count > 0 && lua_isnil(L, at_results + count - 1)) count -= 1;
    if (count > 2 || !is_untouched(L)) return false;
    if (count == 0) return !example && give(L, 200, 0);
    if (count == 1 && lua_istable(L, at_results)) return is_data(L, at_results) && give(L, 200, at_results);
    lua_Integer status = status_at(L, at_results);
    if (status == 0) return false;
    if (count == 1) return give(L, status, 0);
    return lua_istable(L, at_results + 1) && is_data(L, at_results + 1) && give(L, status, at_results + 1);
}

static int give_results(lua_State *L, int status, lua_KContext first) {
    (void)status;
    wall_values_read(L, (int)first, lua_gettop(L), &host_of(L)->results, false);
    return lua_gettop(L);
}

/// The handler came back.
static int finish(lua_State *L, int status, lua_KContext example) {
    (void)status;
    wall_check_stack(L, 20, "too many results");
    if (give_fast_path(L, example != 0)) return 0;
    int count = lua_gettop(L) - at_results + 1;
    lua_rawgeti(L, at_shared, shared_finish);
    lua_pushvalue(L, at_request);
    lua_pushvalue(L, at_response);
    lua_pushboolean(L, (int)example);
    lua_pushvalue(L, at_template);
    lua_rotate(L, at_results, 5);
    lua_callk(L, count + 4, LUA_MULTRET, at_results, give_results);
    return give_results(L, LUA_OK, at_results);
}

/// The body of a call of a handler.
static int answer(lua_State *L) {
    bool example = has_example(L);
    lua_rawgeti(L, LUA_REGISTRYINDEX, host_of(L)->shared);
    push_request(L, call_parameters);
    begin_run(L);
    lua_pushnil(L);
    push_template(L);
    if (push_handler(L)) {
        push_response(L);
        lua_replace(L, at_response);
        set_response(L, at_response);
    }
    lua_pushvalue(L, at_request);
    lua_pushvalue(L, at_response);
    lua_callk(L, 2, LUA_MULTRET, example, finish);
    return finish(L, LUA_OK, example);
}

luahost_status luahost_answer(
    luahost *host, void *run, const luahost_value *arguments, size_t count, int64_t *token) {
    return wall_start(host, answer, run, arguments, count, token);
}

/// Pushes the pieces of the template; false when it goes the thorough way.
static void push_pieces(lua_State *L) {
    const luahost_value *name = &host_of(L)->arguments[render_name];
    lua_rawgeti(L, at_shared, shared_pieces);
    wall_push_value(L, name);
    if (lua_rawget(L, -2) == LUA_TNIL) {
        lua_rawgeti(L, at_shared, shared_prepare);
        wall_push_value(L, name);
        lua_call(L, 1, 1);
    }
}

/// The body of a call of a template.
static int render(lua_State *L) {
    lua_rawgeti(L, LUA_REGISTRYINDEX, host_of(L)->shared);
    push_request(L, render_parameters);
    begin_run(L);
    push_pieces(L);
    if (lua_type(L, -1) == LUA_TUSERDATA) {  // of core.pieces: only the prelude fills this table
        lua_copy(L, -1, at_response);
        lua_rawgeti(L, at_shared, shared_state);
        lua_copy(L, at_response, fill_pieces);
        lua_copy(L, -1, fill_state);
        lua_settop(L, fill_state);
        return wall_fill(L, true);
    }
    lua_rawgeti(L, at_shared, shared_render);
    wall_push_value(L, &host_of(L)->arguments[render_name]);
    lua_pushvalue(L, at_request);
    int first = lua_gettop(L) - 2;
    lua_callk(L, 2, LUA_MULTRET, first, give_results);
    return give_results(L, LUA_OK, first);
}

luahost_status luahost_render(
    luahost *host, void *run, const luahost_value *arguments, size_t count, int64_t *token) {
    return wall_start(host, render, run, arguments, count, token);
}

/// Refuses a value of another type than its readers take for granted.
static void check_shared(lua_State *L, int place) {
    int wanted = place >= name_owner ? LUA_TSTRING : LUA_TTABLE;
    bool function = (place >= shared_make && place <= shared_finish) || place == shared_prepare || place == shared_render;
    if (function) wanted = LUA_TFUNCTION;
    if (lua_rawgeti(L, 1, place) != wanted) luaL_error(L, "core.share: %d is a %s", place, luaL_typename(L, -1));
    lua_pop(L, 1);
}

/// core.share{…}: the values shared with the prelude, in the order of the places in fast_path.h.
int wall_share(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    for (int place = 1; place < shared_count; place++) check_shared(L, place);
    host_of(L)->shared = luaL_ref(L, LUA_REGISTRYINDEX);
    return 0;
}
