/* What each thread works on, as a number that is meaningful to its owner, so that the report of a crash can name it. Written by its thread
 * alone; read by the handler of a fatal signal.
 */
#ifndef THREAD_MARK_H
#define THREAD_MARK_H

#include <stdint.h>

enum { thread_mark_count = 64, thread_mark_line = 64 };

typedef struct thread_mark {
    volatile uintptr_t value;
    char rest_of_the_line[thread_mark_line - sizeof(uintptr_t)];
} thread_mark;

extern thread_mark thread_marks[thread_mark_count];
extern _Thread_local int thread_mark_index;  // -1 for a thread that has none yet

/// Gives this thread a mark; with more threads than marks, some share one.
void thread_mark_claim(void);

static inline void thread_mark_set(uintptr_t value) {
    if (thread_mark_index < 0) thread_mark_claim();
    thread_marks[thread_mark_index].value = value;
}

/// The mark of this thread, or else of one that has one; 0 when none has.
uintptr_t thread_mark_any(void);

#endif
