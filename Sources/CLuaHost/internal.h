/* What the files of the wall share.
 *
 * A convention carries the law of the header: a function whose first parameter is `lua_State *L` may raise and is only called
 * below a protected call; a function whose first parameter is `luahost *` or a `buffer *` never raises.
 */
#ifndef WALL_INTERNAL_H
#define WALL_INTERNAL_H
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <lua5.4/lua.h>
#include <lua5.4/lauxlib.h>
#include <lua5.4/lualib.h>
#include "luahost.h"
enum {
    wall_encode_depth = 128,     // nested tables that leave the host
    wall_decode_depth = 512,     // nested arrays and objects that enter it
    wall_frame_limit = 32,       // frames kept of a failure
    wall_source_limit = 1 << 20, // bytes of one source text
    wall_message_limit = 1 << 13, // bytes kept of a message
    wall_format_limit = 1 << 16, // bytes of a format of string.pack and its kin
    wall_scratch_kept = 1 << 16, // bytes of a buffer that stay for the next entry
    wall_poll_bytes = 1 << 16,   // bytes that a loop looks at between two polls
};

/// Bytes that grow, owned by the host; a failed growth is remembered, never raised.
typedef struct {
    luahost *host;
    uint8_t *bytes;
    size_t count, capacity;
    bool failed;
} buffer;

/// Values on their way out: kinds and scalars, and the bytes of those that own some.
typedef struct {
    luahost_value *items;
    size_t count, capacity;
    buffer bytes;     // bytes of packed values; items hold offsets until wall_values_settle
    bool failed;
} value_list;

struct luahost_reply {
    value_list values;
};

/// Why a run may not go on. A crowded one may, if a collection makes room.
typedef enum { stop_none = 0, stop_over_memory, stop_halt, stop_cpu, stop_memory } ending;

/// One coroutine that the host itself started: free, running or waiting.
typedef struct {
    lua_State *thread;
    int anchor;         // reference that keeps the thread alive
    uint32_t turn;      // counts uses, so that an old token names no coroutine
    bool waiting;
    bool idle;          // free, and its coroutine is kept
    int64_t next_free;  // list of free ones; -1 ends it
} coroutine;

/// A coroutine that is being resumed, linked to the one that resumed it. Lives in the C frame that resumes.
typedef struct activation {
    lua_State *thread;
    struct activation *outer;
} activation;

/// A key on its way into sorted order.
typedef struct {
    const char *text;     // NULL for an integer key
    size_t count;
    lua_Integer integer;
    int slot;             // where the key stands on the stack, its value above it; 0 when it must be pushed anew
    bool null;            // remembered as null, and nothing else was assigned since
} object_key;

/// A sequence of keys seen before and the metatable that remembers it.
typedef struct {
    uint64_t hash;
    int reference;
    size_t count;
} shape_entry;

enum { shape_cache_size = 256 };  // a power of two
enum { spare_classes = 16 };      // steps of 16 bytes

typedef struct {
    char source[256];
    char short_source[LUA_IDSIZE];
    char function[64];
    char key[64];
} frame_text;

/// What an error that the prelude raised is about.
typedef struct {
    const void *text;  // the error value
    bool is_fresh;     // it is raised next
    int argument;      // from 1; 0 when none is named by the error
    char field[64];    // the key in the argument, a table, under which the value stands; empty for the argument itself
    const char *kind;  // the Lua type of the value
} error_argument_record;

/// The last failure, copied out of Lua.
typedef struct {
    buffer message;
    luahost_frame frames[wall_frame_limit];
    frame_text *texts;    // made for the first failure
    size_t frame_count;
    size_t named_frame;
    const char *kind;
    const void *traced;   // the error value whose frames are already here
    error_argument_record error_argument;
} failure_record;

/// Which lines of a chunk have run.
typedef struct {
    char *name;
    uint32_t *lines;
    size_t count;
} noted_chunk;

struct luahost {
    lua_State *main;
    lua_State *volatile current;     // innermost running coroutine: where a signal arms the hook
    volatile sig_atomic_t ending;    // an `ending`
    activation *running;

    // Configuration
    void *context;
    luahost_callback callback;
    const char *const *functions;
    size_t function_count;
    const luahost_chunk *chunks;
    size_t chunk_count;
    int64_t cpu_nanoseconds;

    // Coverage
    noted_chunk *noted;
    size_t noted_count;

    // Memory
    size_t used, limit;
    size_t held;                     // what the session holds besides: state, records, timers, webhooks, the log of the call
    size_t settled;                  // bytes in use after the last collection that was asked for
    bool holds_too_much;             // what is held grew past its share of the limit
    bool has_large_scratch;          // a buffer grew past what is kept from one entry to the next
    luahost_measure measure;
    void *spares[spare_classes];     // free blocks by size
    size_t spare_bytes;
    uint64_t fail_in;
    bool closing;

    // The entry under way
    const char *entry;
    void *run;
    const luahost_value *arguments;
    size_t argument_count;
    bool waits;                      // a coroutine yields to the host, not to its Lua caller
    bool lingers;                    // a run since the last one that began anew waited or failed
    lua_State *holder;               // whose stack holds the results of the last entry
    value_list results;
    failure_record failure;
    error_argument_record error_argument;              // of the last error that the prelude raised

    // Coroutines
    coroutine *coroutines;
    size_t coroutine_count, coroutine_capacity;
    int64_t free_coroutine;
    size_t idle_count;  // of the free ones, those whose coroutine is kept
    int retired;        // anchor of a coroutine that holds the last results and goes with the next entry, or LUA_NOREF
    size_t waiting_count;
    int close_depth;

    // Scratch
    value_list outgoing;             // arguments of a callback
    luahost_reply reply;
    buffer text;                     // JSON and formatted text
    buffer unescaped;
    object_key *keys;                // a stack of keys being sorted
    size_t key_count, key_capacity;
    buffer key_bytes;                // keys of objects being decoded
    shape_entry *shapes;             // made for the first object of JSON

    // References into the registry
    int entries, core, shared, array_shape, exact_metatable, pieces_metatable, base_library, libraries, explainer, identities;
    int message_key;                 // the text "message": reading a failure must not allocate
    const void *array_pointer;
    lua_Integer identity_count;      // objects whose text was asked for
    lua_CFunction ipairs_iterator;
};

// Marks of threads, in the low bits of their extra space.
enum { thread_of_host = 1, thread_waits = 2, thread_is_pinned = 4 };

static inline luahost *host_of(lua_State *L) {
    return (luahost *)(*(uintptr_t *)lua_getextraspace(L) & ~(uintptr_t)7);
}
static inline bool thread_has(lua_State *L, uintptr_t mark) { return (*(uintptr_t *)lua_getextraspace(L) & mark) != 0; }
static inline void thread_set(lua_State *L, uintptr_t mark, bool on) {
    uintptr_t *extra = lua_getextraspace(L);
    *extra = on ? (*extra | mark) : (*extra & ~mark);
}

// memory.c: allocator
void *wall_allocate(void *host, void *block, size_t old_count, size_t count);
void *wall_reallocate(luahost *host, void *block, size_t old_count, size_t count);
void wall_spare_free(luahost *host);

// limits.c: memory limit, kill flag
void wall_over_memory(luahost *host);
void wall_hold(luahost *host, size_t count);
void wall_collect(luahost *host);
void wall_settle_memory(luahost *host);
void wall_rearm(luahost *host);
void wall_kill(luahost *host, ending why);
int wall_raise_stop(lua_State *L);
void wall_answer(lua_State *L);
/// For loops in C: raises when the run has been killed.
static inline void wall_poll(lua_State *L) {
    if (host_of(L)->ending != stop_none) wall_answer(L);
}
/// After an error was caught: raises it again when it was the end of the run.
static inline void wall_let_end(lua_State *L) {
    if (host_of(L)->ending > stop_over_memory) wall_raise_stop(L);
}
int wall_out_of_memory(lua_State *L);

// watchdog.c: who runs for how long
typedef struct {
    void *slot;
    luahost *outer;
} watch;
bool wall_watch_begin(luahost *host, watch *watch, const char **refusal);
void wall_watch_end(watch *watch);

// buffer.c
void wall_buffer_reset(buffer *buffer);
void wall_buffer_free(buffer *buffer);
bool wall_reserve(buffer *buffer, size_t count);
void wall_append(buffer *buffer, const void *bytes, size_t count);
static inline void wall_append_byte(buffer *buffer, uint8_t byte) {
    if (buffer->count < buffer->capacity) buffer->bytes[buffer->count++] = byte;
    else wall_append(buffer, &byte, 1);
}
void wall_append_text(buffer *buffer, const char *text);
void wall_scratch_free(luahost *host);

// values.c: values across the wall
void wall_check_stack(lua_State *L, int count, const char *what);
void wall_values_reset(value_list *list);
void wall_values_free(value_list *list);
luahost_value *wall_values_add(value_list *list, luahost_kind kind);
void wall_values_settle(value_list *list);
void wall_values_read(lua_State *L, int first, int last, value_list *list, bool keep);
void wall_push_value(lua_State *L, const luahost_value *value);
int wall_push_values(lua_State *L, const luahost_value *values, size_t count);

// walk.c: tables on their way out
typedef struct {
    const void *table;
    const char *key;
    size_t key_count;
    lua_Integer index;
    bool named;  // a member is being visited
} walk_step;
typedef struct {
    buffer *out;
    const char *root;     // what the path of an error begins with, such as "body"
    const char *target;   // what the value becomes, such as "JSON"
    int depth;
    int indent;           // spaces a level; 0 for one line
    walk_step steps[wall_encode_depth];
} walk;
/// The members of a table in the order in which they leave the host.
typedef struct {
    bool is_array;
    lua_Integer count;    // elements of an array
    size_t first, last;   // keys of an object, in host->keys
    int base;             // top of the stack before the keys
} table_view;
void wall_walk_begin(lua_State *L, walk *walk, buffer *out, const char *target);
void wall_walk_enter(lua_State *L, walk *walk, int index);
int wall_walk_refuse(lua_State *L, walk *walk, const char *what);
void wall_walk_name(walk *walk, const object_key *key);
table_view wall_view(lua_State *L, walk *walk, int index);
int wall_view_get(lua_State *L, int index, const object_key *key);
void wall_view_leave(lua_State *L, const object_key *key);
void wall_view_end(lua_State *L, const table_view *view);
void wall_unwrap(lua_State *L, int index);
bool wall_is_weak(lua_State *L, int metatable);
object_key *wall_add_key(lua_State *L);
void wall_sort_keys(lua_State *L, object_key *keys, size_t count);

// packed.c, json_read.c, json_write.c
void wall_pack(lua_State *L, int index, buffer *out);
void wall_unpack(lua_State *L, const uint8_t *bytes, size_t count);
int wall_json_decode(lua_State *L);
int wall_json_encode(lua_State *L);
void wall_write_json(lua_State *L, int index, const char *root);
void wall_append_json(lua_State *L, int index, const char *root);
void wall_append_escaped(lua_State *L, const char *text, size_t count);
void wall_write_number(buffer *out, double number);
size_t wall_utf8_prefix(const char *text, size_t count);
bool wall_utf8_valid(const char *text, size_t count);
size_t wall_utf8_polled_prefix(lua_State *L, const char *text, size_t count);
void wall_open_packed(lua_State *L);

// shape.c: marks of arrays, memory of keys
bool wall_is_array_mark(lua_State *L, int metatable);
bool wall_is_shape(lua_State *L, int metatable);
lua_Integer wall_shape_count(lua_State *L, int metatable);
bool wall_shape_is_null(lua_State *L, int metatable, lua_Integer position);
bool wall_shape_has(lua_State *L, int metatable, int key);
void wall_mark_array(lua_State *L, int index);
typedef struct {
    size_t start;      // in host->key_bytes
    uint64_t hash;
    size_t count;
    bool any_null;
} shape_builder;
void wall_shape_begin(lua_State *L, shape_builder *builder);
void wall_shape_add(lua_State *L, shape_builder *builder, const char *key, size_t count, bool null);
void wall_shape_end(lua_State *L, shape_builder *builder, int index);
void wall_open_shapes(lua_State *L);

// exact.c: numbers that neither an integer nor a double can hold
void wall_push_exact(lua_State *L, const char *text, size_t count);
const char *wall_to_exact(lua_State *L, int index, size_t *count);

// protect.c: read-only proxies
void wall_push_proxy(lua_State *L, int index, const char *name);
bool wall_is_proxy(lua_State *L, int metatable);
int wall_protect(lua_State *L);

// frames.c
const char *wall_keep_frames(uint8_t *code, size_t count);
const char *wall_code_problem(const uint8_t *code, size_t count);
void wall_note_lines(lua_State *L);
void wall_free_lines(luahost *host);

// failure.c
void wall_open_failures(lua_State *L);
void wall_failure_reset(luahost *host);
void wall_failure_set(luahost *host, const char *message);
void wall_failure_take(luahost *host, lua_State *thread);
void wall_failure_limit(luahost *host);
void wall_trace(luahost *host, lua_State *thread, lua_CFunction until);
bool wall_is_prelude(const char *source);
int wall_user_level(lua_State *L, lua_Debug *activation);
int wall_raise_text(lua_State *L, const char *text, size_t count);

// error_argument.c
void wall_error_argument(lua_State *L, int value);
int wall_error_argument_value(lua_State *L);

// coroutines.c, entry.c, wait.c
int wall_resume(luahost *host, lua_State *thread, lua_State *from, int count, int *results);
coroutine *wall_coroutine_take(luahost *host, int64_t *token);
coroutine *wall_coroutine_waiting(luahost *host, int64_t token);
void wall_coroutine_retire(luahost *host);
void wall_coroutine_free(luahost *host, coroutine *coroutine, bool reusable);
luahost_status wall_start(
    luahost *host, lua_CFunction body, void *run, const luahost_value *arguments, size_t count, int64_t *token);
int wall_wait(lua_State *L);
int wall_halt(lua_State *L);
int wall_catch(lua_State *L);
int wall_call_host(lua_State *L);

// core.c, sandbox.c, base.c, load.c, lib_*.c
void wall_open_core(lua_State *L);
void wall_open_sandbox(lua_State *L);
int wall_sandbox(lua_State *L);
int wall_explain(lua_State *L);
int wall_parts(lua_State *L);
int wall_zones(lua_State *L);
int wall_library(lua_State *L);
void wall_open_base(lua_State *L);
int wall_open_coroutine(lua_State *L);
int wall_open_string(lua_State *L);
void wall_open_find(lua_State *L);
int wall_format(lua_State *L);
int wall_open_table(lua_State *L);
int wall_sort(lua_State *L);
int wall_open_utf8(lua_State *L);
int wall_pairs(lua_State *L);
int wall_load(lua_State *L);
int wall_load_text(lua_State *L);
int wall_chunk(lua_State *L);
bool wall_push_chunk(lua_State *L, const char *name);
lua_Integer wall_identity(lua_State *L, int index);
void wall_push_text(lua_State *L, int index);

bool wall_push_name(lua_State *L, lua_CFunction function);
bool wall_passes_errors(lua_CFunction function);
bool wall_passes_waits(lua_CFunction function);

extern const char wall_null_mark, wall_stop_mark;
static inline void wall_push_null(lua_State *L) { lua_pushlightuserdata(L, (void *)&wall_null_mark); }
static inline bool wall_is_null(lua_State *L, int index) {
    return lua_islightuserdata(L, index) && lua_touserdata(L, index) == &wall_null_mark;
}

#endif
