/* The Lua part of the API, as text in the binary. */
#include "internal.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const uint8_t main_text[] = {
#embed "prelude/main.lua"
};

typedef struct {
    const char *name;
    const uint8_t *bytes;
    size_t count;
} prelude_text;

static const prelude_text texts[] = {
    {"=prelude/main.lua", main_text, sizeof main_text},
};

size_t luahost_prelude_count(void) { return sizeof texts / sizeof *texts; }

void luahost_prelude(size_t index, const char **name, const uint8_t **bytes, size_t *count) {
    *name = texts[index].name;
    *bytes = texts[index].bytes;
    *count = texts[index].count;
}
