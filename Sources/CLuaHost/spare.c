/* Blocks of a host that were freed and wait to be used again: a call makes and drops the same few sizes over and over, and a list is
 * faster than malloc. What is kept is bounded; under AddressSanitizer nothing is, so that it sees every use after free.
 */
#include "internal.h"

#include <stdlib.h>

enum {
    class_size = 16,
    largest_small = class_size * spare_classes,
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
    most_kept = 0,
#else
    most_kept = 16 << 10,
#endif
#else
    most_kept = 16 << 10,
#endif
};

typedef struct spare {
    struct spare *next;
} spare;

static size_t class_of(size_t count) { return (count - 1) / class_size; }

static void *take(luahost *host, size_t count) {
    if (count > largest_small) return malloc(count);
    size_t class = class_of(count);
    spare *block = host->spares[class];
    if (block == NULL) return malloc((class + 1) * class_size);
    host->spares[class] = block->next;
    host->spare_bytes -= (class + 1) * class_size;
    return block;
}

static void give(luahost *host, void *block, size_t count) {
    if (block == NULL) return;
    size_t size = count == 0 || count > largest_small ? SIZE_MAX : (class_of(count) + 1) * class_size;
    if (size == SIZE_MAX || host->spare_bytes + size > most_kept) {
        free(block);
        return;
    }
    spare *kept = block;
    kept->next = host->spares[class_of(count)];
    host->spares[class_of(count)] = kept;
    host->spare_bytes += size;
}

/// As realloc, for a block whose size is known. A block that cannot be moved to a smaller place stays where it is.
void *wall_spare_move(luahost *host, void *block, size_t old_count, size_t count) {
    if (count == 0) {
        give(host, block, old_count);
        return NULL;
    }
    if (block == NULL || old_count == 0) return take(host, count);
    if (old_count > largest_small && count > largest_small) return realloc(block, count);
    if (old_count <= largest_small && count <= largest_small && class_of(old_count) == class_of(count)) return block;
    void *moved = take(host, count);
    if (moved == NULL) return count < old_count ? block : NULL;
    memcpy(moved, block, old_count < count ? old_count : count);
    give(host, block, old_count);
    return moved;
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
