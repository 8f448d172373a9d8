/* The wall: one Lua interpreter as the rest of the program sees it. No Lua type stands in this header.
 *
 *  1. Every entry is one protected call. Nothing that Lua raises ever crosses a Swift frame.
 *  2. Values cross by copy: scalars as tagged values, tables as MessagePack bytes (luahost_packed).
 *  3. A Swift callback answers with a status and writes its results through luahost_reply_*; only then, with no
 *     Swift frame left on the stack, does C push them or raise.
 *  4. Limits live in the host: a watchdog sets a sticky kill flag, the allocator counts. Once killed, a run ends whatever it
 *     catches: our own pcall, xpcall, coroutine and library functions raise again while the flag is set.
 *  5. A host is used by one thread at a time (the owner's lock), but not always by the same one.
 */
#ifndef LUAHOST_H
#define LUAHOST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// One interpreter with its prelude, sandbox and limits.
typedef struct luahost luahost;

/// What a Swift callback writes its results into.
typedef struct luahost_reply luahost_reply;

/// How an entry ended.
typedef enum {
    luahost_done = 0,      ///< results hold what the function returned
    luahost_waiting,       ///< a coroutine asked for something that takes time; results hold the question
    luahost_failed,        ///< a Lua error; see luahost_failure
    luahost_syntax,        ///< the text does not compile; see luahost_failure
    luahost_cpu_limit,     ///< killed: the slice used more processor time than allowed
    luahost_memory_limit,  ///< killed, or out of memory
    luahost_halted,        ///< core.halt(...) ended the run from within; results hold its arguments
} luahost_status;

/// The kind of a value that crosses the wall.
typedef enum {
    luahost_nil = 0,
    luahost_boolean,
    luahost_integer,
    luahost_number,
    luahost_bytes,   ///< a Lua string: any bytes
    luahost_packed,  ///< a Lua table, as MessagePack
    luahost_null,    ///< the mark mock.null
} luahost_kind;

/// A value that crosses the wall. `bytes` is borrowed: arguments live until the callback returns, results until the next entry.
typedef struct {
    luahost_kind kind;
    bool boolean;
    int64_t integer;
    double number;
    const uint8_t *bytes;
    size_t count;
} luahost_value;

/// What a Swift callback decided.
typedef enum {
    luahost_reply_return = 0,  ///< the values written are returned to Lua
    luahost_reply_raise,       ///< the one text written is raised as an error at the caller's line
    luahost_reply_halt,        ///< ends the run from any depth, as core.halt does, with the values written
} luahost_verdict;

/// Answers one call from Lua to the outside. `run` is what luahost_call or luahost_resume was given.
typedef luahost_verdict (*luahost_callback)(
    void *context, void *run, int32_t function, const luahost_value *arguments, size_t count, luahost_reply *reply);

/// Counts what the session holds for its code outside of the interpreter, in bytes; called when memory runs short.
typedef size_t (*luahost_measure)(void *context, void *run);

/// Notes, from within a callback, that the session now holds so many bytes. Past half of memory_bytes, or with the values past all of it,
/// the run ends with luahost_memory_limit.
void luahost_reply_hold(luahost_reply *reply, size_t count);
/// Takes back what was written.
void luahost_reply_clear(luahost_reply *reply);
void luahost_reply_nil(luahost_reply *reply);
void luahost_reply_null(luahost_reply *reply);
void luahost_reply_boolean(luahost_reply *reply, bool value);
void luahost_reply_integer(luahost_reply *reply, int64_t value);
void luahost_reply_number(luahost_reply *reply, double value);
/// Copies `count` bytes.
void luahost_reply_bytes(luahost_reply *reply, const void *bytes, size_t count);
/// Copies `count` bytes of MessagePack, which Lua receives as a table.
void luahost_reply_packed(luahost_reply *reply, const void *bytes, size_t count);

/// A compiled chunk, owned by the caller that made the host and alive as long as the host.
typedef struct {
    const char *name;       ///< the path shown in errors, such as "routes/users/route.lua"; a leading "=" is the prelude's
    const uint8_t *code;    ///< what luahost_compile gave
    size_t count;
} luahost_chunk;

/// How a host is made.
typedef struct {
    void *context;                       ///< handed to every callback
    luahost_callback callback;
    luahost_measure measure;             ///< NULL: nothing is held outside
    const char *const *functions;        ///< names of the callback's functions, in the order of their numbers: core.host.NAME; they outlive the host
    size_t function_count;
    const luahost_chunk *chunks;         ///< core.chunk(name) finds them by name; the prelude is "=prelude/main.lua" or "=prelude"
    size_t chunk_count;
    double cpu_seconds;                  ///< processor time a slice (one entry) may use
    size_t memory_bytes;                 ///< what all values of the host may take together, with what the session holds besides
    bool notes_lines;                    ///< whether the lines that run are noted, at the cost of a hook at every line
} luahost_config;

/// Where an error came from.
typedef struct {
    const char *source;  ///< chunk name as given, without "=" or "@"
    int32_t line;        ///< from 1; 0 when unknown (a C function)
    const char *function;  ///< the name by which it was called where Lua knows one, else NULL
    const char *key;     ///< the member that was read or written, when it is a metamethod for that, else NULL
    bool prelude;        ///< the code is the prelude's, not the user's
} luahost_frame;

/// What went wrong in the last entry. Valid until the next entry.
typedef struct {
    const char *message;   ///< without the position that Lua puts in front; never NULL; may hold any bytes, and no NUL need follow; at most 8 KiB
    size_t message_count;
    const luahost_frame *frames;  ///< innermost first; at most 32
    size_t frame_count;
    size_t named_frame;         ///< index of the frame that the error names (`error(text, 2)` names the caller), else the user's innermost
    const char *kind;      ///< type of the error value: "string", "table", "nil", …
    int32_t argument;      ///< the argument that the prelude refused, from 1, of the function that the user's innermost frame called; else 0
    const char *field;     ///< the key in that argument under which the value stands, else NULL
    const char *given;     ///< the type of the value that was refused, else NULL
} luahost_failure;

/// Compiles text to a chunk. Returns luahost_done and hands over a malloc'ed block in `*code`, or luahost_syntax and a malloc'ed text in
/// `*error` ("message", with `*line` set). Free either with luahost_free. At most 1 MiB of source; binary chunks are refused.
luahost_status luahost_compile(
    const char *text, size_t count, const char *name, uint8_t **code, size_t *code_count, char **error, int32_t *line);
void luahost_free(void *block);

/// Makes a host and runs its prelude, which must return a table of entry functions. NULL when memory is short or the prelude fails
/// (`*error` then holds a malloc'ed text).
luahost *luahost_open(const luahost_config *config, char **error);
void luahost_close(luahost *host);

/// Calls the entry `name` of the prelude's table in a coroutine of its own (reused when it is done).
/// On luahost_waiting `*token` names the coroutine; go on with luahost_resume or end it with luahost_cancel.
luahost_status luahost_call(
    luahost *host, const char *name, void *run, const luahost_value *arguments, size_t count, int64_t *token);
/// Answers a call by its handler, without middleware. Arguments: number of the call, number of the handler, the example (false: none; true
/// or the name of its template), then name and value of each parameter of the path.
/// Results: a status; a status and a body of JSON; or as those of the entry `handle`, at least four.
luahost_status luahost_answer(
    luahost *host, void *run, const luahost_value *arguments, size_t count, int64_t *token);
/// Fills in a template. Arguments: number of the call, name of the template, then name and value of each parameter of the path.
/// Results: the body (nil: as it stands), then places and values of the header.
luahost_status luahost_render(
    luahost *host, void *run, const luahost_value *arguments, size_t count, int64_t *token);
luahost_status luahost_resume(
    luahost *host, int64_t token, void *run, const luahost_value *arguments, size_t count);
/// Notes where a waiting coroutine stands: luahost_last_failure then has its frames and no message. Call luahost_cancel afterwards.
void luahost_locate(luahost *host, int64_t token);
/// Drops a waiting coroutine. Its pending to-be-closed variables do not run: time that is over is over.
void luahost_cancel(luahost *host, int64_t token);

/// Results of the last entry.
size_t luahost_result_count(const luahost *host);
const luahost_value *luahost_results(const luahost *host);
luahost_failure luahost_last_failure(const luahost *host);

/// Bytes that the host's values take now.
size_t luahost_memory(const luahost *host);
/// Coroutines that wait now.
size_t luahost_waiting_count(const luahost *host);
/// Collects garbage; for tests and idle sessions.
void luahost_collect(luahost *host);
/// Gives free pages of the process back to the system; takes milliseconds.
void luahost_give_back(luahost *host);

/// The chunks of which lines have run, when the host notes them. By line: 0 for one that has not, else one more than the line on which the
/// innermost function begins that ran there (1 for the file itself). The entry at 0 means nothing.
size_t luahost_noted_count(const luahost *host);
/// Name of a chunk, its flags and how many there are; valid until the next entry.
void luahost_noted(const luahost *host, size_t index, const char **name, const uint32_t **lines, size_t *count);
/// Marks the lines of a compiled chunk that can run, in the same way: by the innermost function that has code there.
void luahost_chunk_lines(const uint8_t *code, size_t count, uint32_t *lines, size_t line_count);

/// Testing: the n-th allocation from now fails, and the one after it, which is Lua's second attempt (0 switches it off).
void luahost_fail_allocation(luahost *host, uint64_t n);
/// Testing: whether the allocation that was to fail has come.
bool luahost_allocation_failed(const luahost *host);

/// The prelude's source texts, which Swift compiles like any other chunk and hands over in luahost_config.chunks.
size_t luahost_prelude_count(void);
void luahost_prelude(size_t index, const char **name, const uint8_t **bytes, size_t *count);

/// The linked Lua, such as "Lua 5.4.4".
const char *luahost_version(void);

#ifdef __cplusplus
}
#endif

#endif
