/* What went wrong, copied out of Lua with raw reads only: no metamethod of an error value ever runs here. */
#include "internal.h"

#include <stdio.h>
#include <stdlib.h>

bool wall_is_prelude(const char *source) {
    return strncmp(source, "=prelude", 8) == 0 && (source[8] == 0 || source[8] == '/');
}

void wall_failure_reset(luahost *host) {
    failure_record *failure = &host->failure;
    wall_buffer_reset(&failure->message);
    failure->frame_count = failure->named_frame = 0;
    failure->traced = NULL;
    failure->kind = "nil";
    failure->error_argument = (error_argument_record){0};
}

void wall_failure_set(luahost *host, const char *message) {
    wall_failure_reset(host);
    host->failure.kind = "string";
    wall_append_text(&host->failure.message, message);
}

static void copy_name(char *to, size_t size, const char *name) { snprintf(to, size, "%s", name); }

/// The name of the chunk as it was given. The text of an unnamed chunk is shortened as Lua does.
static const char *shown_source(const lua_Debug *activation) {
    bool named = activation->source[0] == '@' || activation->source[0] == '=';
    return named ? activation->source + 1 : activation->short_src;
}

/// The member that was read or written, when the frame is that of a metamethod for it.
static void note_key(lua_State *thread, lua_Debug *activation, frame_text *text) {
    text->key[0] = 0;
    if (strcmp(activation->namewhat, "metamethod") != 0 || strstr(activation->name, "index") == NULL) return;
    if (lua_getlocal(thread, activation, 2) == NULL) return;
    if (lua_type(thread, -1) == LUA_TSTRING) copy_name(text->key, sizeof text->key, lua_tostring(thread, -1));
    lua_pop(thread, 1);
}

/// The name by which code called a function. Metamethods and iterators are called by Lua itself.
static bool has_name(const lua_Debug *activation) {
    return activation->name != NULL && strcmp(activation->namewhat, "metamethod") != 0 && strcmp(activation->namewhat, "for iterator") != 0;
}

static void note_frame(failure_record *failure, lua_State *thread, lua_Debug *activation) {
    luahost_frame *frame = &failure->frames[failure->frame_count];
    frame_text *text = &failure->texts[failure->frame_count];
    lua_getinfo(thread, "Sln", activation);
    note_key(thread, activation, text);
    copy_name(text->source, sizeof text->source, shown_source(activation));
    copy_name(text->short_source, sizeof text->short_source, activation->short_src);
    copy_name(text->function, sizeof text->function, has_name(activation) ? activation->name : "");
    frame->source = text->source;
    frame->line = activation->currentline < 0 ? 0 : activation->currentline;
    frame->function = text->function[0] == 0 ? NULL : text->function;
    frame->key = text->key[0] == 0 ? NULL : text->key;
    frame->prelude = wall_is_prelude(activation->source);
    failure->frame_count += 1;
}

/// Adds the frames of a thread that has failed, innermost first, up to a call of `until` (NULL: all) other than one that raises again. The error value is at
/// the top of its stack: frames noted for another error, which a script caught, are forgotten. The outermost, in C, is the host's.
void wall_trace(luahost *host, lua_State *thread, lua_CFunction until) {
    lua_Debug activation;
    failure_record *failure = &host->failure;
    const void *value = lua_gettop(thread) == 0 ? NULL : lua_topointer(thread, -1);
    if (failure->traced != value) failure->frame_count = 0;
    failure->traced = value;
    if (failure->texts == NULL) failure->texts = calloc(wall_frame_limit, sizeof *failure->texts);
    if (failure->texts == NULL || !lua_checkstack(thread, 2)) return;
    for (int level = 0; failure->frame_count < wall_frame_limit && lua_getstack(thread, level, &activation); level++) {
        lua_getinfo(thread, "f", &activation);
        lua_CFunction function = lua_tocfunction(thread, -1);
        lua_pop(thread, 1);
        if (until != NULL && function == until && level > 1) return;
        note_frame(failure, thread, &activation);
    }
    if (failure->frame_count > 0 && failure->frames[failure->frame_count - 1].line == 0) failure->frame_count -= 1;
}

/// Takes "file:line: " off a message when it names one of the frames, which is then named by the error.
static size_t position_length(failure_record *failure, const char *message, size_t count) {
    for (size_t i = 0; i < failure->frame_count; i++) {
        char prefix[LUA_IDSIZE + 16];
        int line = failure->frames[i].line == 0 ? -1 : (int)failure->frames[i].line;
        int length = snprintf(
            prefix, sizeof prefix, "%s:%d: ", failure->texts[i].short_source, line);
        if ((size_t)length > count || memcmp(prefix, message, (size_t)length) != 0) continue;
        failure->named_frame = i;
        return (size_t)length;
    }
    return 0;
}

static size_t first_of_user(const failure_record *failure) {
    for (size_t i = 0; i < failure->frame_count; i++)
        if (!failure->frames[i].prelude && failure->frames[i].line > 0) return i;
    return 0;
}

/// Keeps the beginning of a long message, up to a whole character.
static void append_message(buffer *message, const char *text, size_t count) {
    bool cut = count > wall_message_limit;
    if (cut) count = wall_message_limit - 4;
    while (cut && count > 0 && ((uint8_t)text[count] & 0xc0) == 0x80) count -= 1;
    wall_append(message, text, count);
    if (cut) wall_append_text(message, "…");
}

static void take_string(failure_record *failure, lua_State *thread) {
    size_t count;
    const char *message = lua_tolstring(thread, -1, &count);
    size_t skipped = position_length(failure, message, count);
    append_message(&failure->message, message + skipped, count - skipped);
}

static void describe_limit(const luahost *host, char *text, size_t size) {
    double seconds = (double)host->cpu_nanoseconds / 1e9, limit = (double)host->limit;
    bool binary = host->limit % (1 << 20) == 0;
    double memory = binary ? limit / (1 << 20) : limit / 1e6;
    const char *unit = binary ? "MiB" : "MB";
    if (host->ending == stop_cpu) snprintf(text, size, "used more than %g s of processor time", seconds);
    else if (host->holds_too_much)
        snprintf(text, size, "stored more than half of %g %s of memory in state, records, timers, webhooks and log lines", memory, unit);
    else snprintf(text, size, "used more than %g %s of memory", memory, unit);
}

/// A run that failed was killed afterwards, while it closed its variables: that is what is told.
void wall_failure_limit(luahost *host) {
    char text[128];
    describe_limit(host, text, sizeof text);
    host->failure.message.count = 0;
    wall_append_text(&host->failure.message, text);
}

/// A table that holds a message, as those of other languages do; looked up raw. Nothing here is protected, so nothing may allocate in Lua.
static bool push_message(lua_State *thread) {
    const luahost *host = host_of(thread);
    if (!lua_istable(thread, -1) || host->message_key == 0 || !lua_checkstack(thread, 1)) return false;
    lua_rawgeti(thread, LUA_REGISTRYINDEX, host->message_key);
    lua_rawget(thread, -2);
    if (lua_type(thread, -1) == LUA_TSTRING) return true;
    lua_pop(thread, 1);
    return false;
}

/// Any error value as text; those without one are named by their type.
static void describe_value(const failure_record *failure, lua_State *thread, char *text, size_t size) {
    bool number = failure->kind[0] == 'n' && failure->kind[1] == 'u';
    if (number && lua_isinteger(thread, -1)) snprintf(text, size, "%lld", (long long)lua_tointeger(thread, -1));
    else if (number) snprintf(text, size, "%.14g", lua_tonumber(thread, -1));
    else if (push_message(thread)) {
        snprintf(text, size, "error value of type table with the message \"%s\"", lua_tostring(thread, -1));
        lua_pop(thread, 1);
    } else snprintf(text, size, "error value of type %s", failure->kind);
}

/// Keeps alive the texts that Lua and this file need where nothing is protected: after the error of a coroutine, or when one cannot be
/// resumed. Lua finds a short text that exists without allocating.
void wall_open_failures(lua_State *L) {
    static const char *const texts[] = {"error in error handling", "C stack overflow", "cannot resume dead coroutine",
        "cannot resume non-suspended coroutine"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        lua_pushstring(L, texts[i]);
        luaL_ref(L, LUA_REGISTRYINDEX);
    }
    lua_pushliteral(L, "message");
    host_of(L)->message_key = luaL_ref(L, LUA_REGISTRYINDEX);
}

/// The error value is at the top of the thread's stack, and its frames are still there.
void wall_failure_take(luahost *host, lua_State *thread) {
    failure_record *failure = &host->failure;
    char text[256];
    wall_trace(host, thread, NULL);
    failure->named_frame = first_of_user(failure);
    failure->kind = lua_gettop(thread) == 0 ? "nil" : luaL_typename(thread, -1);
    if (host->error_argument.text != NULL && lua_gettop(thread) > 0 && lua_topointer(thread, -1) == host->error_argument.text) failure->error_argument = host->error_argument;
    if (host->ending > stop_halt) describe_limit(host, text, sizeof text);
    else if (strcmp(failure->kind, "string") == 0) {
        take_string(failure, thread);
        return;
    } else describe_value(failure, thread, text, sizeof text);
    wall_append_text(&failure->message, text);
}

void luahost_locate(luahost *host, int64_t token) {
    coroutine *coroutine = wall_coroutine_waiting(host, token);
    wall_failure_set(host, "");
    if (coroutine == NULL) return;
    wall_trace(host, coroutine->thread, NULL);
    host->failure.named_frame = first_of_user(&host->failure);
}

luahost_failure luahost_last_failure(const luahost *host) {
    const failure_record *failure = &host->failure;
    bool known = !failure->message.failed && failure->message.bytes != NULL;
    return (luahost_failure){
        .message = known ? (const char *)failure->message.bytes : "not enough memory",
        .message_count = known ? failure->message.count : strlen("not enough memory"),
        .frames = failure->frames,
        .frame_count = failure->frame_count,
        .named_frame = failure->named_frame,
        .kind = failure->kind == NULL ? "nil" : failure->kind,
        .argument = failure->error_argument.argument,
        .field = failure->error_argument.field[0] == 0 ? NULL : failure->error_argument.field,
        .given = failure->error_argument.argument == 0 ? NULL : failure->error_argument.kind,
    };
}

/// The level of the innermost function of the user's code, with its place; -1 when there is none.
int wall_user_level(lua_State *L, lua_Debug *activation) {
    for (int level = 1; lua_getstack(L, level, activation); level++) {
        lua_getinfo(L, "Sl", activation);
        if (activation->currentline > 0 && !wall_is_prelude(activation->source)) return level;
    }
    return -1;
}

/// Raises a text with the place of the user's code in front: the innermost function that is not the prelude's.
int wall_raise_text(lua_State *L, const char *text, size_t count) {
    lua_Debug activation;
    error_argument_record *error_argument = &host_of(L)->error_argument;
    wall_check_stack(L, 4, "too many values");
    bool has_place = wall_user_level(L, &activation) > 0;
    if (has_place) lua_pushfstring(L, "%s:%d: ", activation.short_src, activation.currentline);
    lua_pushlstring(L, text, count);
    if (has_place) lua_concat(L, 2);
    error_argument->text = error_argument->is_fresh ? lua_topointer(L, -1) : NULL;
    error_argument->is_fresh = false;
    return lua_error(L);
}
