/* Runs random Lua programs behind the wall, in an interpreter with the prelude, with host functions that answer at random. A second kind of
 * interpreter hands `core`, which users never see, to the program.
 *
 *   harness GENERATOR COUNT SEED SECONDS LAST      COUNT programs (0: no limit), at most SECONDS (0: no limit)
 *   harness --file PROGRAM                         one program from a file, with each n-th allocation failing in turn
 *   harness --write GENERATOR COUNT SEED FOLDER    writes programs as routes, for a run against the whole server
 *
 * LAST is the file that holds the program under way: after a report it holds the input. Programs come in batches, one interpreter each; the
 * seed of a batch repeats it.
 */
#define _GNU_SOURCE
#include "harness.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "internal.h"

enum { batch_size = 50, most_chunks = 80, most_tokens = 16, last_size = 1 << 20 };

static const char *const functions[] = {
#include "functions.inc"
};

typedef struct session {
    luahost *host;
    luahost_chunk chunks[most_chunks];
    size_t chunk_count;
    char name[32];
    int64_t tokens[most_tokens];
    size_t token_count;
    bool exposes_core;
} session;

static char *last;                     // the program under way, in a file
static uint64_t state;                 // of the generator of numbers
static lua_State *generator;
static unsigned long statuses[8];

uint64_t chance(uint64_t below) {
    state += 0x9e3779b97f4a7c15;
    uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return (z ^ (z >> 31)) % below;
}

static void die(const char *what, const char *detail) {
    fprintf(stderr, "fuzz: %s: %s\n", what, detail);
    abort();
}

// Chunks

static bool add_chunk(session *session, const char *name, const char *text, size_t count) {
    luahost_chunk *chunk = &session->chunks[session->chunk_count];
    char *error = NULL;
    uint8_t *code;
    size_t code_count;
    int32_t line;
    if (luahost_compile(text, count, name, &code, &code_count, &error, &line) != luahost_done) {
        luahost_free(error);
        return false;
    }
    *chunk = (luahost_chunk){.name = name, .code = code, .count = code_count};
    session->chunk_count += 1;
    return true;
}

static const char open_prelude[] =
#include "open_prelude.inc"
    ;

static void add_prelude(session *session) {
    if (session->exposes_core) {
        if (!add_chunk(session, "=prelude", open_prelude, strlen(open_prelude))) die("prelude", "does not compile");
        return;
    }
    for (size_t i = 0; i < luahost_prelude_count(); i++) {
        const char *name;
        const uint8_t *bytes;
        size_t count;
        luahost_prelude(i, &name, &bytes, &count);
        if (!add_chunk(session, name, (const char *)bytes, count)) die("prelude", name);
    }
}

/// Chunks of the prelude are compiled once for each kind of interpreter.
static void share_prelude(session *session) {
    static luahost_chunk kept[2][most_chunks];
    static size_t counts[2];
    int kind = session->exposes_core ? 1 : 0;
    if (counts[kind] == 0) {
        add_prelude(session);
        memcpy(kept[kind], session->chunks, sizeof kept[kind]);
        counts[kind] = session->chunk_count;
    }
    memcpy(session->chunks, kept[kind], sizeof kept[kind]);
    session->chunk_count = counts[kind];
}

/// A last place is kept for the program.
static bool open_session(session *session, bool exposes_core) {
    char *error;
    *session = (struct session){.exposes_core = exposes_core};
    share_prelude(session);
    strcpy(session->name, "none.lua");
    session->chunks[session->chunk_count] = (luahost_chunk){.name = session->name};
    luahost_config config = {.callback = harness_answer, .functions = functions, .function_count = sizeof functions / sizeof *functions,
        .chunks = session->chunks, .chunk_count = session->chunk_count + 1, .cpu_seconds = harness_calm ? 5 : 0.05, .memory_bytes = harness_calm ? 64 << 20 : 2 << 20};
    session->host = luahost_open(&config, &error);
    if (session->host == NULL) luahost_free(error);
    return session->host != NULL;
}

static luahost_chunk *program_chunk(session *session) { return &session->chunks[session->chunk_count]; }

static bool set_program(session *session, const char *text, size_t count, unsigned long number) {
    uint8_t *code;
    char *error = NULL;
    size_t code_count;
    int32_t line;
    luahost_chunk *chunk = program_chunk(session);
    snprintf(session->name, sizeof session->name, "p%lu.lua", number % 100000);
    luahost_status status = luahost_compile(text, count, session->name, &code, &code_count, &error, &line);
    if (getenv("FUZZ_SHOW") != NULL && error != NULL) fprintf(stderr, "line %d: %s\n", line, error);
    luahost_free(error);
    if (status != luahost_done) return false;
    luahost_free((void *)chunk->code);
    *chunk = (luahost_chunk){.name = session->name, .code = code, .count = code_count};
    return true;
}

static void close_session(session *session) {
    luahost_close(session->host);
    luahost_free((void *)program_chunk(session)->code);
}

// Entries

/// Reads every byte that the host hands out, and looks for addresses in them.
static void read_outcome(session *session, luahost_status status) {
    const luahost_value *values = luahost_results(session->host);
    luahost_failure failure = luahost_last_failure(session->host);
    for (size_t i = 0; i < luahost_result_count(session->host); i++)
        if (values[i].kind == luahost_bytes || values[i].kind == luahost_packed) harness_look(values[i].bytes, values[i].count);
    harness_look(failure.message, failure.message_count);
    for (size_t i = 0; i < failure.frame_count; i++) {
        harness_look(failure.frames[i].source, strlen(failure.frames[i].source));
        if (failure.frames[i].function != NULL) harness_look(failure.frames[i].function, strlen(failure.frames[i].function));
    }
    if (getenv("FUZZ_SHOW") != NULL) {
        fprintf(stderr, "status %d %.*s", status, (int)failure.message_count, failure.message);
        for (size_t i = 0; i < failure.frame_count; i++)
            fprintf(stderr, " < %s:%d", failure.frames[i].source, (int)failure.frames[i].line);
        fprintf(stderr, "\n");
    }
    statuses[status] += 1;
}

static void keep_token(session *session, luahost_status status, int64_t token) {
    if (status == luahost_waiting && session->token_count < most_tokens) session->tokens[session->token_count++] = token;
}

static void arm(void) {
    if (chance(2) == 0) harness_arm(1 + (uint64_t)chance(chance(2) ? 60 : 1500), chance(3) == 0 ? UINT64_MAX : 2);
}

static void call(session *session) {
    int64_t token = 0;
    luahost_status status;
    luahost_value name = {.kind = luahost_bytes, .bytes = (const uint8_t *)session->name, .count = strlen(session->name)};
    static int64_t numbers;
    harness_script = session->name;
    if (session->exposes_core) status = luahost_call(session->host, "run", NULL, &name, 1, &token);
    else {
        numbers += 1;
        luahost_value arguments[] = {{.kind = luahost_integer, .integer = numbers}, {.kind = luahost_integer, .integer = numbers},
            {.kind = luahost_boolean}, {.kind = luahost_bytes, .bytes = (const uint8_t *)"id", .count = 2}, name};
        status = luahost_answer(session->host, NULL, arguments, 5, &token);
    }
    read_outcome(session, status);
    keep_token(session, status, token);
}

static void resume(session *session) {
    size_t place = chance(session->token_count);
    int64_t token = session->tokens[place];
    session->tokens[place] = session->tokens[--session->token_count];
    if (chance(3) == 0) {
        luahost_cancel(session->host, token);
        return;
    }
    static const char *const kinds[] = {"elapsed", "opened", "sent", "closed", "woken", "text", "failure", "response", "value", "done"};
    const char *kind = kinds[chance(sizeof kinds / sizeof *kinds)];
    luahost_value arguments[] = {{.kind = luahost_bytes, .bytes = (const uint8_t *)kind, .count = strlen(kind)}, harness_value(),
        harness_value(), harness_value()};
    luahost_status status = luahost_resume(session->host, token, NULL, arguments, 1 + chance(4));
    read_outcome(session, status);
    keep_token(session, status, token);
}

// Programs

static size_t generate(uint64_t seed, bool exposes_core) {
    lua_getglobal(generator, "generate");
    lua_pushinteger(generator, (lua_Integer)seed);
    lua_pushboolean(generator, exposes_core);
    if (lua_pcall(generator, 2, 1, 0) != LUA_OK) die("generator", lua_tostring(generator, -1));
    size_t count;
    const char *text = lua_tolstring(generator, -1, &count);
    if (count >= last_size) count = last_size - 1;
    memcpy(last, text, count);
    last[count] = 0;
    lua_settop(generator, 0);
    return count;
}

static bool run_program(session *session, uint64_t seed, unsigned long number) {
    size_t count = generate(seed, session->exposes_core);
    if (!set_program(session, last, count, number)) {
        if (getenv("FUZZ_SHOW") != NULL) die("the generator made a program that does not compile", last);
        return false;
    }
    arm();
    call(session);
    for (int i = 0; i < 4 && session->token_count > 0 && chance(4) > 0; i++) resume(session);
    harness_disarm();
    if (chance(8) == 0) luahost_collect(session->host);
    return true;
}

static void run_batch(uint64_t seed, unsigned long *programs) {
    session session;
    state = seed * 0x2545f4914f6cdd1d + 1;
    bool exposes_core = chance(4) == 0;
    if (chance(6) == 0) harness_arm(1 + chance(6000), chance(2) ? UINT64_MAX : 2);
    bool opened = open_session(&session, exposes_core);
    harness_disarm();
    if (!opened) return;
    for (int i = 0; i < batch_size; i++) {
        run_program(&session, seed * batch_size + (uint64_t)i, (unsigned long)i);
        *programs += 1;
    }
    close_session(&session);
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void open_last(const char *path) {
    int file = open(path, O_RDWR | O_CREAT, 0644);
    if (file < 0 || ftruncate(file, last_size) != 0) die("cannot write", path);
    last = mmap(NULL, last_size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (last == MAP_FAILED) die("cannot map", path);
    close(file);
}

// Names, from the interpreters themselves

static void give_names(bool exposes_core, const char *global) {
    session session;
    int64_t token = 0;
    if (!open_session(&session, exposes_core)) die("names", "the interpreter does not open");
    luahost_status status = luahost_call(session.host, "names", NULL, NULL, 0, &token);
    const luahost_value *values = luahost_results(session.host);
    if (status != luahost_done || luahost_result_count(session.host) != 1) die("names", luahost_last_failure(session.host).message);
    harness_push_packed(generator, values[0].bytes, values[0].count);
    lua_setglobal(generator, global);
    close_session(&session);
}

static void open_generator(const char *path) {
    generator = luaL_newstate();
    luaL_openlibs(generator);
    give_names(false, "names");
    give_names(true, "open_names");
    if (luaL_dofile(generator, path) != LUA_OK) die("generator", lua_tostring(generator, -1));
}

static void run_all(unsigned long count, uint64_t seed, double seconds) {
    unsigned long programs = 0;
    double began = now(), told = began;
    for (uint64_t batch = 0; count == 0 || programs < count; batch++) {
        if (seconds > 0 && now() - began > seconds) break;
        snprintf(last + last_size - 64, 64, "batch %llu", (unsigned long long)(seed + batch));
        run_batch(seed + batch, &programs);
        if (now() - told > 30) fprintf(stderr, "   %lu programs, batch %llu\n", programs, (unsigned long long)(seed + batch));
        if (now() - told > 30) told = now();
    }
    printf("%lu programs: %lu done, %lu waited, %lu failed, %lu out of time, %lu out of memory, %lu halted\n", programs, statuses[0],
        statuses[1], statuses[2], statuses[4], statuses[5], statuses[6]);
}

/// One program from a file, first as it is, then with each n-th allocation failing, once and from then on.
static void run_file(const char *path) {
    static char text[last_size];
    FILE *file = fopen(path, "rb");
    if (file == NULL) die("cannot read", path);
    text[fread(text, 1, sizeof text - 1, file)] = 0;
    fclose(file);
    bool exposes_core = strstr(text, "-- core") == text;
    uint64_t most = getenv("FUZZ_SHOW") != NULL ? 0 : 800;
    uint64_t number = 0;
    for (; number <= most; number++) {
        session session;
        state = 1;
        harness_script = session.name;
        harness_calm = true;
        if (!open_session(&session, exposes_core)) die("open", path);
        if (!set_program(&session, text, strlen(text), number)) die("does not compile", path);
        if (number > 0) harness_arm((number + 1) / 2, number % 2 ? 2 : UINT64_MAX);
        call(&session);
        while (session.token_count > 0) resume(&session);
        bool reached = !harness_disarm();
        close_session(&session);
        if (number > 0 && !reached) break;
    }
    printf("%s: %llu runs\n", path, (unsigned long long)number);
}

/// Programs as routes/pN/route.lua.
static void write_all(unsigned long count, uint64_t seed, const char *folder) {
    last = calloc(1, last_size);
    for (unsigned long number = 0; number < count; number++) {
        char path[4096];
        generate(seed + number, false);
        snprintf(path, sizeof path, "%s/routes/p%lu", folder, number);
        mkdir(path, 0755);
        strncat(path, "/route.lua", sizeof path - strlen(path) - 1);
        FILE *file = fopen(path, "wb");
        if (file == NULL) die("cannot write", path);
        fputs(last, file);
        fclose(file);
    }
    free(last);
}

int main(int count, char **arguments) {
    if (count == 6 && strcmp(arguments[1], "--write") == 0) {
        open_generator(arguments[2]);
        write_all(strtoul(arguments[3], NULL, 10), strtoull(arguments[4], NULL, 10), arguments[5]);
        lua_close(generator);
        return 0;
    }
    if (count == 3 && strcmp(arguments[1], "--file") == 0) {
        run_file(arguments[2]);
        return 0;
    }
    if (count != 6) die("usage", "harness GENERATOR COUNT SEED SECONDS LAST | harness --file PROGRAM");
    open_last(arguments[5]);
    open_generator(arguments[1]);
    run_all(strtoul(arguments[2], NULL, 10), strtoull(arguments[3], NULL, 10), strtod(arguments[4], NULL));
    lua_close(generator);
    return 0;
}
