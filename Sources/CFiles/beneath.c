#define _GNU_SOURCE
#include "beneath.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum {
    deepest = 256,    // folders between the root and the file
    most_links = 40,  // as many as the kernel follows (path_resolution(7))
    most_tries = 64,  // of a call that the kernel gives up because the tree changes under it
};

int beneath_open(int root, const char *path, int flags) {
    struct open_how how = {.flags = (uint64_t)(flags | O_CLOEXEC), .resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS};
    for (int tries = 0; tries < most_tries; tries++) {
        long opened = syscall(SYS_openat2, root, path, &how, sizeof how);
        if (opened >= 0) return (int)opened;
        if (errno == ENOSYS || errno == EPERM) return beneath_walk(root, path, flags);
        if (errno != EAGAIN && errno != EINTR) return -errno;
    }
    return -EAGAIN;
}

/// A walk: the open folders from the root down, and the rest of the path.
typedef struct {
    int folders[deepest];
    int depth;
    int links;
    char rest[2 * PATH_MAX];
} walk_t;

static int top(const walk_t *walk) { return walk->folders[walk->depth]; }

/// Takes the next part of the path off; an empty one is its end.
static void take_part(walk_t *walk, char *part) {
    size_t start = strspn(walk->rest, "/");
    size_t length = strcspn(walk->rest + start, "/");
    if (length > NAME_MAX) length = NAME_MAX + 1;  // one that no folder can have
    memcpy(part, walk->rest + start, length);
    part[length] = 0;
    memmove(walk->rest, walk->rest + start + length, strlen(walk->rest + start + length) + 1);
}

/// Puts the target of a link in front of the rest.
static int follow(walk_t *walk, int link) {
    char target[PATH_MAX];
    ssize_t length = readlinkat(link, "", target, sizeof target - 1);
    if (length < 0) return -errno;
    target[length] = 0;
    if (target[0] == '/') return -EXDEV;
    if (++walk->links > most_links) return -ELOOP;
    size_t rest = strlen(walk->rest);
    if ((size_t)length + rest + 1 > sizeof walk->rest) return -ENAMETOOLONG;
    memmove(walk->rest + length, walk->rest, rest + 1);
    memcpy(walk->rest, target, (size_t)length);
    return 0;
}

static int leave(walk_t *walk) {
    if (walk->depth == 0) return -EXDEV;
    close(walk->folders[walk->depth--]);
    return 0;
}

/// Looks at a part: a folder is entered, a link is followed. Returns 1 for anything else.
static int enter(walk_t *walk, const char *part) {
    if (strcmp(part, ".") == 0) return 0;
    if (strcmp(part, "..") == 0) return leave(walk);
    int found = openat(top(walk), part, O_PATH | O_NOFOLLOW | O_CLOEXEC);
    if (found < 0) return -errno;
    struct stat status;
    int result = fstat(found, &status) == 0 ? 1 : -errno;
    if (result == 1 && S_ISLNK(status.st_mode)) result = follow(walk, found);
    else if (result == 1 && S_ISDIR(status.st_mode) && walk->depth + 1 < deepest) {
        walk->folders[++walk->depth] = found;
        return 0;
    }
    close(found);
    return result;
}

static int run(walk_t *walk, int flags) {
    char part[NAME_MAX + 2];
    for (;;) {
        take_part(walk, part);
        if (part[0] == 0) break;
        int result = enter(walk, part);
        if (result < 0) return result;
        if (result == 0) continue;
        if (walk->rest[0] != 0) return -ENOTDIR;
        int opened = openat(top(walk), part, flags | O_NOFOLLOW | O_CLOEXEC);
        return opened < 0 ? -errno : opened;
    }
    int opened = openat(top(walk), ".", flags | O_CLOEXEC);
    return opened < 0 ? -errno : opened;
}

int beneath_walk(int root, const char *path, int flags) {
    walk_t walk = {.depth = 0};
    if (path[0] == '/') return -EXDEV;
    if (strlen(path) >= PATH_MAX) return -ENAMETOOLONG;
    strcpy(walk.rest, path);
    walk.folders[0] = root;
    int result = run(&walk, flags);
    while (walk.depth > 0) close(walk.folders[walk.depth--]);
    return result;
}
