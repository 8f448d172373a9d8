#include "regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct regex {
    pcre2_code *code;
    pcre2_match_context *context;
    bool compares;  // has back references, whose comparisons move nothing and may be long
};

enum {
    heap_kibibytes = 32 * 1024,
    step_cost = 8,              // what a step costs in bytes scanned
    base_budget = 4000000,      // about 10 ms where a byte is scanned in 2 ns
    bytes_budget = 16,          // more for every byte of the text, so that plain searches of long ones come to their end
    cpu_nanoseconds = 40000000, // for work that moves nothing, such as comparing long back references
    aborted = -1000,            // outside of the codes that PCRE2 itself returns
};

/// What one search may still do. PCRE2's own match limit begins anew at every place of the text and so bounds nothing quadratic.
typedef struct {
    int64_t budget;
    int64_t place;
    int64_t deadline;
    unsigned steps, check_every;
} allowance;

static int64_t cpu_time(void) {
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/// Runs before every item of the expression that is tried (PCRE2_AUTO_CALLOUT).
static int count_step(pcre2_callout_block *block, void *data) {
    allowance *allowance = data;
    int64_t place = (int64_t)block->current_position;
    int64_t moved = place - allowance->place;
    allowance->place = place;
    allowance->budget -= step_cost + (moved < 0 ? -moved : moved);
    if (allowance->budget < 0) return aborted;
    if (++allowance->steps % allowance->check_every == 0 && cpu_time() > allowance->deadline) return aborted;
    return 0;
}

static allowance allowance_for(const regex *expression, size_t count) {
    return (allowance){
        .budget = base_budget + bytes_budget * (int64_t)count,
        .deadline = cpu_time() + cpu_nanoseconds,
        .check_every = expression->compares && count > 100000 ? 1 : 64,
    };
}

regex *regex_compile(const uint8_t *pattern, size_t count, char *message, size_t message_size, size_t *offset) {
    int error = 0;
    uint32_t options = PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C | PCRE2_AUTO_CALLOUT;
    regex *expression = calloc(1, sizeof *expression);
    *offset = 0;
    snprintf(message, message_size, "memory is short");
    if (expression == NULL) return NULL;
    expression->context = pcre2_match_context_create(NULL);
    if (expression->context != NULL) expression->code = pcre2_compile(pattern, count, options, &error, offset, NULL);
    if (expression->code == NULL) {
        if (error != 0) pcre2_get_error_message(error, (PCRE2_UCHAR *)message, message_size);
        regex_free(expression);
        return NULL;
    }
    uint32_t references = 0;
    pcre2_pattern_info(expression->code, PCRE2_INFO_BACKREFMAX, &references);
    expression->compares = references > 0;
    pcre2_set_heap_limit(expression->context, heap_kibibytes);
    return expression;
}

void regex_free(regex *expression) {
    pcre2_code_free(expression->code);
    pcre2_match_context_free(expression->context);
    free(expression);
}

static regex_result result_of(int code) {
    if (code >= 0) return regex_found;
    if (code == PCRE2_ERROR_NOMATCH) return regex_absent;
    return code == PCRE2_ERROR_NOMEMORY ? regex_failed : regex_limit;
}

regex_result regex_search(const regex *expression, const uint8_t *text, size_t count, int64_t *work) {
    allowance allowance = allowance_for(expression, count);
    if (work != NULL && *work < allowance.budget) allowance.budget = *work;
    int64_t before = allowance.budget;
    pcre2_match_data *data = pcre2_match_data_create(1, NULL);
    pcre2_match_context *context = pcre2_match_context_copy(expression->context);
    regex_result result = regex_failed;
    if (data != NULL && context != NULL) {
        pcre2_set_callout(context, count_step, &allowance);
        result = result_of(pcre2_match(expression->code, text, count, 0, PCRE2_NO_UTF_CHECK, data, context));
    }
    if (work != NULL) *work -= before - allowance.budget + (int64_t)count;
    pcre2_match_context_free(context);
    pcre2_match_data_free(data);
    return result;
}
