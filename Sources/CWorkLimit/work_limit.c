#include "work_limit.h"

_Thread_local volatile sig_atomic_t work_limit_mark = 0;
