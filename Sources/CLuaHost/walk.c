/* Tables on their way out: raw reads only, a limit on depth, cycles refused, keys in a fixed order. */
#include "internal.h"

#include <stdio.h>
#include <stdlib.h>

enum { members_on_stack = 100, path_limit = 100, most_sorted_at_once = 4096 };

void wall_walk_begin(lua_State *L, walk *walk, buffer *out, const char *target) {
    host_of(L)->key_count = 0;
    walk->out = out;
    walk->root = "value";
    walk->target = target;
    walk->depth = 0;
    walk->indent = 0;
}

static void append_step(luaL_Buffer *path, const walk_step *step) {
    char text[32];
    if (step->key == NULL) snprintf(text, sizeof text, "[%lld]", (long long)step->index);
    else luaL_addchar(path, '.');
    if (step->key == NULL) luaL_addstring(path, text);
    else luaL_addlstring(path, step->key, step->key_count < 40 ? step->key_count : 40);
}

/// Raises, naming the place: "cycle at body.items[3].owner".
int wall_walk_refuse(lua_State *L, walk *walk, const char *what) {
    luaL_Buffer path;
    luaL_buffinit(L, &path);
    luaL_addstring(&path, what);
    luaL_addstring(&path, " at ");
    luaL_addstring(&path, walk->root);
    for (int i = 0; i < walk->depth && walk->steps[i].named; i++) {
        if (luaL_bufflen(&path) > path_limit) {
            luaL_addstring(&path, "…");
            break;
        }
        append_step(&path, &walk->steps[i]);
    }
    luaL_pushresult(&path);
    size_t count;
    const char *text = lua_tolstring(L, -1, &count);
    return wall_raise_text(L, text, count);
}

/// `index` holds the table; the member being visited is named afterwards with wall_walk_name.
void wall_walk_enter(lua_State *L, walk *walk, int index) {
    const void *table = lua_topointer(L, index);
    for (int i = 0; i < walk->depth; i++)
        if (walk->steps[i].table == table) wall_walk_refuse(L, walk, "cycle");
    if (walk->depth == wall_encode_depth) wall_walk_refuse(L, walk, "too deep (more than 128 levels)");
    walk->steps[walk->depth++] = (walk_step){.table = table};
    wall_check_stack(L, 10, "too many values");
    wall_poll(L);
}

void wall_walk_name(walk *walk, const object_key *key) {
    walk_step *step = &walk->steps[walk->depth - 1];
    step->key = key->text;
    step->key_count = key->count;
    step->index = key->integer;
    step->named = true;
}

/// Replaces a read-only proxy by the table behind it.
void wall_unwrap(lua_State *L, int index) {
    while (lua_istable(L, index) && lua_getmetatable(L, index)) {
        bool proxy = wall_is_proxy(L, -1);
        if (proxy) {
            lua_rawgetp(L, -1, &wall_stop_mark);
            lua_replace(L, index);
        }
        lua_pop(L, 1);
        if (!proxy) return;
    }
}

object_key *wall_add_key(lua_State *L) {
    luahost *host = host_of(L);
    if (host->key_count == host->key_capacity) {
        size_t capacity = host->key_capacity == 0 ? 32 : host->key_capacity * 2, size = sizeof(object_key);
        object_key *keys = wall_reallocate(host, host->keys, host->key_capacity * size, capacity * size);
        if (keys == NULL) wall_out_of_memory(L);
        host->keys = keys;
        host->key_capacity = capacity;
        if (capacity * size > wall_scratch_kept) host->has_large_scratch = true;
    }
    return &host->keys[host->key_count++];
}

/// Notes the key below the top of the stack, and the value there. They stay when there is room, which spares looking for them again.
static bool note_member(lua_State *L, walk *walk, const table_view *view, bool null) {
    object_key key = {.null = null};
    int slot = lua_gettop(L) - 1;
    int kind = lua_type(L, slot);
    if (kind == LUA_TSTRING) key.text = lua_tolstring(L, slot, &key.count);
    else if (lua_isinteger(L, slot)) key.integer = lua_tointeger(L, slot);
    else wall_walk_refuse(L, walk, "a key that is neither text nor a whole number");
    bool keep = slot - view->base < 2 * members_on_stack && lua_checkstack(L, 10);
    if (keep) key.slot = slot;
    *wall_add_key(L) = key;
    return keep;
}

static int compare_keys(const void *left_key, const void *right_key) {
    const object_key *left = left_key, *right = right_key;
    if (left->text == NULL || right->text == NULL) {
        if (left->text != NULL) return 1;
        if (right->text != NULL) return -1;
        return (left->integer > right->integer) - (left->integer < right->integer);
    }
    size_t shared = left->count < right->count ? left->count : right->count;
    int order = memcmp(left->text, right->text, shared);
    if (order != 0) return order;
    return (left->count > right->count) - (left->count < right->count);
}

static void swap_keys(object_key *left, object_key *right) {
    object_key key = *left;
    *left = *right;
    *right = key;
}

/// Lets the key at `parent` sink among the first `count`, which form a heap with the last key in order on top.
static void sink_key(object_key *keys, size_t parent, size_t count) {
    for (size_t child; (child = 2 * parent + 1) < count; parent = child) {
        if (child + 1 < count && compare_keys(&keys[child], &keys[child + 1]) < 0) child += 1;
        if (compare_keys(&keys[parent], &keys[child]) >= 0) return;
        swap_keys(&keys[parent], &keys[child]);
    }
}

/// Sorts in place and may be ended by the limit at any step, which qsort cannot.
static void sort_many_keys(lua_State *L, object_key *keys, size_t count) {
    for (size_t parent = count / 2; parent-- > 0; wall_poll(L)) sink_key(keys, parent, count);
    for (size_t last = count - 1; last > 0; last--) {
        swap_keys(&keys[0], &keys[last]);
        sink_key(keys, 0, last);
        wall_poll(L);
    }
}

void wall_sort_keys(lua_State *L, object_key *keys, size_t count) {
    if (count > most_sorted_at_once) {
        sort_many_keys(L, keys, count);
        return;
    }
    if (count > 12) {
        qsort(keys, count, sizeof *keys, compare_keys);
        return;
    }
    for (size_t i = 1; i < count; i++) {
        object_key key = keys[i];
        size_t place = i;
        while (place > 0 && compare_keys(&keys[place - 1], &key) > 0) {
            keys[place] = keys[place - 1];
            place -= 1;
        }
        keys[place] = key;
    }
}

/// Whether every key lies in 1...count: then holes are nulls of an array.
static bool is_sequence(lua_State *L, int index, lua_Integer count) {
    if (count == 0) return false;
    lua_pushnil(L);
    while (lua_next(L, index)) {
        lua_pop(L, 1);
        wall_poll(L);
        bool inside = lua_isinteger(L, -1) && lua_tointeger(L, -1) >= 1 && lua_tointeger(L, -1) <= count;
        if (inside) continue;
        lua_pop(L, 1);
        return false;
    }
    return true;
}

/// Collects the keys that the shape at `metatable` (0: none) does not know, sorted.
static void note_new_keys(lua_State *L, walk *walk, const table_view *view, int index, int metatable) {
    size_t first = host_of(L)->key_count;
    lua_pushnil(L);
    while (lua_next(L, index)) {
        wall_poll(L);
        bool known = metatable != 0 && wall_shape_has(L, metatable, lua_gettop(L) - 1);
        if (!known && note_member(L, walk, view, false)) lua_pushvalue(L, -2);
        else lua_pop(L, 1);
    }
    wall_sort_keys(L, host_of(L)->keys + first, host_of(L)->key_count - first);
}

static size_t count_members(lua_State *L, int index) {
    size_t count = 0;
    for (lua_pushnil(L); lua_next(L, index); count++) {
        lua_pop(L, 1);
        wall_poll(L);
    }
    return count;
}

/// Notes the remembered keys in their order, then those that came later.
static void note_shaped(lua_State *L, walk *walk, const table_view *view, int index, int metatable) {
    lua_Integer count = wall_shape_count(L, metatable);
    size_t present = 0;
    for (lua_Integer i = 1; i <= count; i++) {
        wall_poll(L);
        lua_rawgeti(L, metatable, i);
        lua_pushvalue(L, -1);
        bool missing = lua_rawget(L, index) == LUA_TNIL;
        bool null = missing && wall_shape_is_null(L, metatable, i);
        present += !missing;
        if ((missing && !null) || !note_member(L, walk, view, null)) lua_pop(L, 2);
    }
    if (count_members(L, index) > present) note_new_keys(L, walk, view, index, metatable);
}

/// Whether a collection may take members away while they are being noted.
bool wall_is_weak(lua_State *L, int metatable) {
    lua_pushliteral(L, "__mode");
    bool weak = lua_rawget(L, metatable) != LUA_TNIL;
    lua_pop(L, 1);
    return weak;
}

/// Decides what a table is and collects its keys. Leaves values on the stack until wall_view_end.
table_view wall_view(lua_State *L, walk *walk, int index) {
    luahost *host = host_of(L);
    table_view view = {.base = lua_gettop(L), .first = host->key_count, .count = (lua_Integer)lua_rawlen(L, index)};
    int metatable = lua_getmetatable(L, index) ? lua_gettop(L) : 0;
    if (metatable != 0 && wall_is_array_mark(L, metatable)) view.is_array = true;
    else if (metatable != 0 && wall_is_shape(L, metatable)) note_shaped(L, walk, &view, index, metatable);
    else if (metatable != 0 && wall_is_weak(L, metatable)) wall_walk_refuse(L, walk, "a weak table");
    else if (is_sequence(L, index, view.count)) view.is_array = true;
    else note_new_keys(L, walk, &view, index, 0);
    view.last = host->key_count;
    return view;
}

/// Where the member of the table at `index` stands, until wall_view_leave.
int wall_view_get(lua_State *L, int index, const object_key *key) {
    if (key->slot != 0) return key->slot + 1;
    if (key->null) lua_pushnil(L);
    else if (key->text == NULL) lua_rawgeti(L, index, key->integer);
    else {
        lua_pushlstring(L, key->text, key->count);
        lua_rawget(L, index);
    }
    return lua_gettop(L);
}

void wall_view_leave(lua_State *L, const object_key *key) {
    if (key->slot == 0) lua_pop(L, 1);
}

void wall_view_end(lua_State *L, const table_view *view) {
    host_of(L)->key_count = view->first;
    lua_settop(L, view->base);
}
