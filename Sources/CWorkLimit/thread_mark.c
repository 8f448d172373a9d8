#include "thread_mark.h"

#include <stdatomic.h>

thread_mark thread_marks[thread_mark_count];
_Thread_local int thread_mark_index = -1;

void thread_mark_claim(void) {
    static atomic_uint claimed;
    thread_mark_index = (int)(atomic_fetch_add_explicit(&claimed, 1, memory_order_relaxed) % thread_mark_count);
}

uintptr_t thread_mark_any(void) {
    if (thread_mark_index >= 0 && thread_marks[thread_mark_index].value != 0) return thread_marks[thread_mark_index].value;
    for (int index = 0; index < thread_mark_count; index++) {
        uintptr_t value = thread_marks[index].value;
        if (value != 0) return value;
    }
    return 0;
}
