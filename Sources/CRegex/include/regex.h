/* Regular expressions given by users, as the rest of the program sees them: PCRE2 in UTF mode behind four functions.
 *
 * A search ends within a budget of work that the text's length and the steps taken use up, and within 40 ms of processor time,
 * whatever the expression. A compiled expression is never changed: any number of threads may search with it at once.
 */
#ifndef REGEX_H
#define REGEX_H

#include <stddef.h>
#include <stdint.h>

/// One compiled expression.
typedef struct regex regex;

/// How a search ended.
typedef enum {
    regex_absent = 0,  ///< the text holds no match
    regex_found,       ///< it holds one
    regex_limit,       ///< the budget of work, time or memory ran out before that was known
    regex_failed,      ///< memory is short
} regex_result;

/// Compiles `count` bytes of UTF-8. Returns NULL on an error, and then writes its words (cut to `message_size`) and its byte offset.
regex *regex_compile(const uint8_t *pattern, size_t count, char *message, size_t message_size, size_t *offset);
void regex_free(regex *expression);

/// Searches for the expression anywhere in `count` bytes of valid UTF-8. `work` may be NULL; else the search ends as well when it has
/// used up what stands there, and takes away what it used.
regex_result regex_search(const regex *expression, const uint8_t *text, size_t count, int64_t *work);

#endif
