/* Memory of a host. What is freed waits to be used again: a call makes and drops the same few sizes over and over, and a list by size is
 * faster than malloc. What is kept is bounded; under AddressSanitizer nothing is, so that it sees every use after free.
 */
#include "internal.h"

#include <stdlib.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define MOST_KEPT 0
#endif
#endif
#ifndef MOST_KEPT
#define MOST_KEPT (8 << 10)
#endif

enum { class_size = 16, largest_small = class_size * spare_classes };

typedef struct spare {
    struct spare *next;
} spare;

/// A failure asked for by a test also meets Lua's second attempt, else an emergency collection would hide it.
static bool fails_on_demand(luahost *host) {
    if (host->fail_in == 0) return false;
    host->fail_in -= 1;
    return host->fail_in <= 1;
}

static bool is_absurd(const luahost *host, size_t count) { return count > host->limit * 2 + (1 << 20); }

static inline size_t class_of(size_t count) { return (count - 1) / class_size; }

static inline void *take(luahost *host, size_t count) {
    if (count > largest_small) return malloc(count);
    size_t class = class_of(count);
    spare *block = host->spares[class];
    if (block == NULL) return malloc((class + 1) * class_size);
    host->spares[class] = block->next;
    host->spare_bytes -= (class + 1) * class_size;
    return block;
}

static inline void give(luahost *host, void *block, size_t count) {
    if (block == NULL) return;
    size_t class = count == 0 ? spare_classes : class_of(count), size = (class + 1) * class_size;
    if (class >= spare_classes || host->spare_bytes + size > MOST_KEPT) {
        free(block);
        return;
    }
    spare *kept = block;
    kept->next = host->spares[class];
    host->spares[class] = kept;
    host->spare_bytes += size;
}

/// As realloc. A block that cannot be moved to a smaller place stays where it is.
static void *move(luahost *host, void *block, size_t old_count, size_t count) {
    if (old_count > largest_small && count > largest_small) {
        void *resized = realloc(block, count);
        return resized == NULL && count < old_count ? block : resized;
    }
    if (old_count <= largest_small && count <= largest_small && class_of(old_count) == class_of(count)) return block;
    void *moved = take(host, count);
    if (moved == NULL) return count < old_count ? block : NULL;
    memcpy(moved, block, old_count < count ? old_count : count);
    give(host, block, old_count);
    return moved;
}

void *wall_reallocate(luahost *host, void *block, size_t old_count, size_t count) {
    if (count == 0) {
        give(host, block, old_count);
        host->used -= old_count;
        return NULL;
    }
    if (count > old_count && (is_absurd(host, count) || fails_on_demand(host))) return NULL;
    void *grown = block == NULL ? take(host, count) : move(host, block, old_count, count);
    if (grown == NULL) return NULL;
    host->used += count - old_count;
    if (host->used + host->held > host->limit && count > old_count) wall_over_memory(host);
    return grown;
}

/// Without a block Lua passes the kind of the object as its size.
void *wall_allocate(void *host, void *block, size_t old_count, size_t count) {
    return wall_reallocate(host, block, block == NULL ? 0 : old_count, count);
}

void wall_spare_free(luahost *host) {
    for (size_t class = 0; class < spare_classes; class++) {
        for (spare *block = host->spares[class]; block != NULL;) {
            spare *next = block->next;
            free(block);
            block = next;
        }
        host->spares[class] = NULL;
    }
    host->spare_bytes = 0;
}
