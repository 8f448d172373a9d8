/* Opens files beneath a folder: no "..", no link and no mount of processes leads out of it, however the tree changes meanwhile. */
#ifndef BENEATH_H
#define BENEATH_H

/// The flag O_PATH, which the headers show only to GNU programs: an open place, of which nothing is read.
static const int beneath_place = 010000000;

/// Opens `path` beneath the folder `root` by openat2(2), or by a walk where the kernel or its filter refuses that call.
/// Relative links are followed as long as they stay beneath. Returns a descriptor, or the negative error number: `-EXDEV` for a path that leads out.
int beneath_open(int root, const char *path, int flags);

/// The same by a walk: one openat(2) for each part, which follows no link by itself.
int beneath_walk(int root, const char *path, int flags);

#endif
