/* Notes which lines of the user's code have run, for coverage. A hook stands only where it was asked for. */
#include "internal.h"

#include <stdlib.h>

enum { most_lines = 1 << 20 };

/// The lines of a chunk; made when its first line runs.
static noted_chunk *find(luahost *host, const char *name) {
    for (size_t i = 0; i < host->noted_count; i++)
        if (strcmp(host->noted[i].name, name) == 0) return &host->noted[i];
    noted_chunk *grown = realloc(host->noted, (host->noted_count + 1) * sizeof *grown);
    if (grown == NULL) return NULL;
    host->noted = grown;
    noted_chunk *chunk = &grown[host->noted_count];
    *chunk = (noted_chunk){.name = strdup(name)};
    if (chunk->name == NULL) return NULL;
    host->noted_count += 1;
    return chunk;
}

static void note(noted_chunk *chunk, size_t line) {
    if (line >= most_lines) return;
    if (line >= chunk->count) {
        size_t count = (line + 1) * 2;
        bool *lines = realloc(chunk->lines, count);
        if (lines == NULL) return;
        memset(lines + chunk->count, 0, count - chunk->count);
        chunk->lines = lines;
        chunk->count = count;
    }
    chunk->lines[line] = true;
}

static void line_hook(lua_State *L, lua_Debug *activation) {
    luahost *host = host_of(L);
    lua_getinfo(L, "S", activation);
    const char *source = activation->source;
    if (source[0] != '@' || activation->currentline <= 0) return;
    noted_chunk *chunk = find(host, source + 1);
    if (chunk != NULL) note(chunk, (size_t)activation->currentline);
}

/// Coroutines take over the hook of the thread that makes them.
void wall_note_lines(lua_State *L) { lua_sethook(L, line_hook, LUA_MASKLINE, 0); }

void wall_free_lines(luahost *host) {
    for (size_t i = 0; i < host->noted_count; i++) {
        free(host->noted[i].name);
        free(host->noted[i].lines);
    }
    free(host->noted);
}

size_t luahost_noted_count(const luahost *host) { return host->noted_count; }

void luahost_noted(const luahost *host, size_t index, const char **name, const bool **lines, size_t *count) {
    *name = host->noted[index].name;
    *lines = host->noted[index].lines;
    *count = host->noted[index].count;
}
