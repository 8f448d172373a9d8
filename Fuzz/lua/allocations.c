/* Allocations that fail on demand: the linker sends those of the wall and of Lua here (--wrap). */
#include "harness.h"

#include <stdlib.h>
#include <string.h>

static uint64_t before, failures;  // allocations that still succeed, and how many fail then
static bool paused;

void harness_arm(uint64_t number, uint64_t count) {
    before = number - 1;
    failures = count;
}

bool harness_disarm(void) {
    bool unreached = before > 0;
    before = failures = 0;
    return unreached;
}

void harness_pause(bool on) { paused = on; }

static bool fails(void) {
    if (failures == 0 || paused) return false;
    if (before > 0) {
        before -= 1;
        return false;
    }
    failures -= failures == UINT64_MAX ? 0 : 1;
    return true;
}

void *__real_malloc(size_t count);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t count);

void *__wrap_malloc(size_t count) { return fails() ? NULL : __real_malloc(count); }
void *__wrap_calloc(size_t count, size_t size) { return fails() ? NULL : __real_calloc(count, size); }
void *__wrap_realloc(void *block, size_t count) { return fails() ? NULL : __real_realloc(block, count); }

char *__wrap_strdup(const char *text) {
    size_t count = strlen(text) + 1;
    char *copy = __wrap_malloc(count);
    return copy == NULL ? NULL : memcpy(copy, text, count);
}
