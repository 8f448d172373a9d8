/* Source text to a compiled chunk, in an interpreter of its own that lives no longer than that. */
#include "internal.h"

#include <stdlib.h>

typedef struct {
    const char *text;
    size_t count;
    const char *name;
    uint8_t *code;
    size_t code_count, capacity;
    const char *problem;
    int32_t line;
    char *error;
} job;

static int append_code(lua_State *L, const void *bytes, size_t count, void *context) {
    (void)L;
    job *job = context;
    if (job->code_count + count > job->capacity) {
        size_t capacity = (job->code_count + count) * 2;
        uint8_t *code = realloc(job->code, capacity);
        if (code == NULL) return 1;
        job->code = code;
        job->capacity = capacity;
    }
    memcpy(job->code + job->code_count, bytes, count);
    job->code_count += count;
    return 0;
}

/// The prelude is kept in every session without the names and lines of its code, a third of the size; but it keeps the name of its
/// file, by which frames of the prelude are told from those of users. It stands after the head, where "no name" is one byte.
static void name_stripped(lua_State *L, job *job) {
    enum { place = 32 };
    size_t count = strlen(job->name);
    uint8_t head[] = {(uint8_t)((count + 1) >> 7), (uint8_t)(((count + 1) & 0x7f) | 0x80)};
    if (job->code_count <= place || job->code[place] != 0x80) return;
    uint8_t *code = malloc(job->code_count + count + 1);
    if (code == NULL) luaL_error(L, "not enough memory");
    memcpy(code, job->code, place);
    memcpy(code + place, head, 2);
    memcpy(code + place + 2, job->name, count);
    memcpy(code + place + 2 + count, job->code + place + 1, job->code_count - place - 1);
    free(job->code);
    job->code = code;
    job->code_count += count + 1;
}

/// Takes "x:12: " off the front of a message of the compiler. A name of our own makes the position easy to find.
static void note_problem(lua_State *L, job *job) {
    luaL_loadbufferx(L, job->text, job->count, "=x", "t");
    const char *message = lua_tostring(L, -1);
    if (message == NULL) message = "not enough memory";
    const char *rest = strncmp(message, "x:", 2) == 0 ? strstr(message, ": ") : NULL;
    if (rest != NULL) job->line = (int32_t)strtol(message + 2, NULL, 10);
    job->error = strdup(rest != NULL ? rest + 2 : message);
}

static int compile(lua_State *L) {
    job *job = lua_touserdata(L, 1);
    const char *name = job->name[0] == '=' ? job->name : lua_pushfstring(L, "@%s", job->name);
    if (luaL_loadbufferx(L, job->text, job->count, name, "t") != LUA_OK) {
        note_problem(L, job);
        return 0;
    }
    bool prelude = wall_is_prelude(job->name);
    if (lua_dump(L, append_code, job, prelude) != 0) luaL_error(L, "not enough memory");
    if (prelude) name_stripped(L, job);
    return 0;
}

static void run(job *job) {
    lua_State *L = luaL_newstate();
    if (L == NULL) return;
    lua_pushcfunction(L, compile);
    lua_pushlightuserdata(L, job);
    if (lua_pcall(L, 1, 0, 0) != LUA_OK && job->error == NULL) job->error = strdup("not enough memory");
    lua_close(L);
}

luahost_status luahost_compile(
    const char *text, size_t count, const char *name, uint8_t **code, size_t *code_count, char **error, int32_t *line) {
    job job = {.text = text, .count = count, .name = name};
    if (count > wall_source_limit) job.error = strdup("source text over 1 MiB");
    else run(&job);
    bool compiled = job.error == NULL && job.code != NULL;
    const char *problem = compiled ? wall_keep_frames(job.code, job.code_count) : NULL;
    if (problem != NULL) {
        compiled = false;
        job.error = strdup(problem);
    }
    if (!compiled) free(job.code);
    *code = compiled ? job.code : NULL;
    *code_count = compiled ? job.code_count : 0;
    *error = compiled ? NULL : job.error != NULL ? job.error : strdup("not enough memory");
    *line = job.line;
    return compiled ? luahost_done : luahost_syntax;
}
