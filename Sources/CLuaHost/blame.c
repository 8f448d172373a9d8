/* Which argument of a call in the user's code is at fault. The prelude tells the value that it refuses; that value is looked for among the
 * parameters of the function which the user's code called, and in the tables among them.
 */
#include "internal.h"

#include <stdio.h>

enum { most_members = 256, most_arguments = 64, deepest_table = 2 };

/// Takes the key at the top but one when it comes before the one noted: the order of a table is chance, the place told must not be.
static void take_key(lua_State *L, blame_record *blame) {
    if (lua_type(L, -2) != LUA_TSTRING) return;
    const char *key = lua_tostring(L, -2);
    if (blame->field[0] != 0 && strcmp(blame->field, key) <= 0) return;
    snprintf(blame->field, sizeof blame->field, "%s", key);
}

/// Looks for the value among the members of the table at the top, raw, and one level further down.
static bool find_member(lua_State *L, int value, int depth, blame_record *blame) {
    int count = 0;
    if (!lua_checkstack(L, 4)) return false;
    for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
        if (++count > most_members) {
            lua_pop(L, 2);
            break;
        }
        if (lua_rawequal(L, -1, value)) take_key(L, blame);
        else if (depth > 1 && lua_istable(L, -1)) find_member(L, value, depth - 1, blame);
    }
    return blame->field[0] != 0;
}

/// Pushes argument `number`, from 1, of a call: its parameters, then what `...` holds.
static bool push_argument(lua_State *L, lua_Debug *call, int number) {
    int local = number <= call->nparams ? number : call->nparams - number;
    return lua_getlocal(L, call, local) != NULL;
}

static bool is_argument(lua_State *L, int value, bool inside, blame_record *blame) {
    if (!inside) return lua_rawequal(L, -1, value);
    return lua_istable(L, -1) && find_member(L, value, deepest_table, blame);
}

static int find_argument(lua_State *L, lua_Debug *call, int value, bool inside, blame_record *blame) {
    for (int number = 1; number <= most_arguments && push_argument(L, call, number); number++) {
        bool found = is_argument(L, value, inside, blame);
        lua_pop(L, 1);
        if (found) return number;
    }
    return 0;
}

/// Notes the value at `value` as what the next error is about, when the user's code handed it in.
void wall_blame(lua_State *L, int value) {
    blame_record *blame = &host_of(L)->blame;
    lua_Debug call;
    int level = wall_user_level(L, &call);
    *blame = (blame_record){.kind = luaL_typename(L, value)};
    if (level < 1 || !lua_checkstack(L, 4) || !lua_getstack(L, level - 1, &call)) return;
    lua_getinfo(L, "Su", &call);
    if (call.what[0] == 'C') return;
    blame->argument = find_argument(L, &call, value, false, blame);
    if (blame->argument == 0 && !lua_isnil(L, value)) blame->argument = find_argument(L, &call, value, true, blame);
    blame->is_fresh = blame->argument > 0;
}

/// core.blame(value): what the next error is about
int wall_blame_value(lua_State *L) {
    luaL_checkany(L, 1);
    wall_blame(L, 1);
    return 0;
}
