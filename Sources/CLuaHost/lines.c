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

/// Notes that a line has run as part of the function that begins on line `start`.
static void note(noted_chunk *chunk, size_t line, size_t start) {
    if (line >= most_lines || start >= most_lines) return;
    if (line >= chunk->count) {
        size_t count = (line + 1) * 2;
        uint32_t *lines = realloc(chunk->lines, count * sizeof *lines);
        if (lines == NULL) return;
        memset(lines + chunk->count, 0, (count - chunk->count) * sizeof *lines);
        chunk->lines = lines;
        chunk->count = count;
    }
    if (chunk->lines[line] <= start) chunk->lines[line] = (uint32_t)start + 1;
}

static void line_hook(lua_State *L, lua_Debug *activation) {
    luahost *host = host_of(L);
    lua_getinfo(L, "S", activation);
    const char *source = activation->source;
    if (source[0] != '@' || activation->currentline <= 0) return;
    noted_chunk *chunk = find(host, source + 1);
    size_t start = activation->linedefined > 0 ? (size_t)activation->linedefined : 0;
    if (chunk != NULL) note(chunk, (size_t)activation->currentline, start);
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

void luahost_noted(const luahost *host, size_t index, const char **name, const uint32_t **lines, size_t *count) {
    *name = host->noted[index].name;
    *lines = host->noted[index].lines;
    *count = host->noted[index].count;
}
