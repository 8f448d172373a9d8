/* What the files of the harness share. */
#ifndef FUZZ_HARNESS_H
#define FUZZ_HARNESS_H

#include <lua5.4/lauxlib.h>
#include <lua5.4/lualib.h>

#include "luahost.h"

/// A random number below a bound.
uint64_t chance(uint64_t below);

// answers.c: host functions that answer at random
extern const char *harness_script;  // the file that holds the handler
extern bool harness_calm;           // every function gives what is expected
luahost_verdict harness_answer(
    void *context, void *run, int32_t function, const luahost_value *arguments, size_t count, luahost_reply *reply);
luahost_value harness_value(void);
/// Reads bytes that come out of the wall; fails when they hold an address of this process.
void harness_look(const void *bytes, size_t count);
/// Pushes the value of MessagePack that holds maps, lists, texts and truths.
void harness_push_packed(lua_State *L, const uint8_t *bytes, size_t count);

// allocations.c: the n-th allocation from now fails, and `count` in all
void harness_arm(uint64_t number, uint64_t count);
/// Returns whether the allocation was not reached.
bool harness_disarm(void);
void harness_pause(bool paused);

#endif
