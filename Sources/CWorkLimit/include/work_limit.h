/* Whether the run that a thread works for is over its limit of processor time. Long loops ask this every few thousand steps and end early:
 * the run is ended before it sees their results. The watchdog of the Lua host sets the mark, from a signal handler on the same thread.
 */
#ifndef WORK_LIMIT_H
#define WORK_LIMIT_H

#include <signal.h>
#include <stdbool.h>

extern _Thread_local volatile sig_atomic_t work_limit_mark;

static inline bool work_limit_is_reached(void) { return work_limit_mark != 0; }
static inline void work_limit_set(bool reached) { work_limit_mark = reached; }

#endif
