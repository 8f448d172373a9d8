#ifndef CPROCESS_H
#define CPROCESS_H

/// The number of arguments of the process, its own name included.
int cprocess_argument_count(void);

/// The argument at an index below the count; NULL beyond it. The text lives as long as the process.
const char *cprocess_argument(int index);

#endif
