/* The arguments of the process, as the loader hands them to initializers.
 *
 * Swift's library reads them from /proc/self/cmdline, which a bare chroot does not have.
 */
#include "cprocess.h"

#include <stddef.h>

static int argument_count;
static char **arguments;

/// glibc calls each function of .init_array with the arguments of main.
__attribute__((constructor)) static void keep_arguments(int count, char **values) {
    argument_count = count;
    arguments = values;
}

int cprocess_argument_count(void) {
    return argument_count;
}

const char *cprocess_argument(int index) {
    return index >= 0 && index < argument_count ? arguments[index] : NULL;
}
