/* Which argument of a call in the user's code is at fault. The prelude tells the value that it refuses; that value is looked for among the
 * parameters of the function which the user's code called, and in the tables among them.
 */
#include "internal.h"

#include <stdio.h>

enum { most_members = 256, most_arguments = 64, deepest_table = 2 };

/// Takes the key at the top but one when it comes before the one noted: the order of a table is chance, the place told must not be.
static void take_key(lua_State *L, error_argument_record *error_argument) {
    if (lua_type(L, -2) != LUA_TSTRING) return;
    const char *key = lua_tostring(L, -2);
    if (error_argument->field[0] != 0 && strcmp(error_argument->field, key) <= 0) return;
    snprintf(error_argument->field, sizeof error_argument->field, "%s", key);
}

/// Looks for the value among the members of the table at the top, raw, and one level further down.
static bool find_member(lua_State *L, int value, int depth, error_argument_record *error_argument) {
    int count = 0;
    if (!lua_checkstack(L, 4)) return false;
    for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
        if (++count > most_members) {
            lua_pop(L, 2);
            break;
        }
        if (lua_rawequal(L, -1, value)) take_key(L, error_argument);
        else if (depth > 1 && lua_istable(L, -1)) find_member(L, value, depth - 1, error_argument);
    }
    return error_argument->field[0] != 0;
}

/// Pushes argument `number`, from 1, of a call: its parameters, then what `...` holds.
static bool push_argument(lua_State *L, lua_Debug *call, int number) {
    int local = number <= call->nparams ? number : call->nparams - number;
    return lua_getlocal(L, call, local) != NULL;
}

static bool is_argument(lua_State *L, int value, bool inside, error_argument_record *error_argument) {
    if (!inside) return lua_rawequal(L, -1, value);
    return lua_istable(L, -1) && find_member(L, value, deepest_table, error_argument);
}

static int find_argument(lua_State *L, lua_Debug *call, int value, bool inside, error_argument_record *error_argument) {
    for (int number = 1; number <= most_arguments && push_argument(L, call, number); number++) {
        bool found = is_argument(L, value, inside, error_argument);
        lua_pop(L, 1);
        if (found) return number;
    }
    return 0;
}

/// Notes the value at `value` as what the next error is about, when the user's code handed it in.
void wall_error_argument(lua_State *L, int value) {
    error_argument_record *error_argument = &host_of(L)->error_argument;
    lua_Debug call;
    int level = wall_user_level(L, &call);
    *error_argument = (error_argument_record){.kind = luaL_typename(L, value)};
    if (level < 1 || !lua_checkstack(L, 4) || !lua_getstack(L, level - 1, &call)) return;
    lua_getinfo(L, "Su", &call);
    if (call.what[0] == 'C') return;
    error_argument->argument = find_argument(L, &call, value, false, error_argument);
    if (error_argument->argument == 0 && !lua_isnil(L, value)) error_argument->argument = find_argument(L, &call, value, true, error_argument);
    error_argument->is_fresh = error_argument->argument > 0;
}

/// core.error_argument(value): what the next error is about
int wall_error_argument_value(lua_State *L) {
    luaL_checkany(L, 1);
    wall_error_argument(L, 1);
    return 0;
}
