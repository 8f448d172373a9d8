/* The usual way of a call: what answer.c, fill.c and wait.c share with the prelude. */
#ifndef USUAL_H
#define USUAL_H

#include "internal.h"

/// Places in the table that core.share keeps. From `shared_count` on stand the handlers: the function at twice its number, and after it
/// whether it looks at the response.
enum {
    shared_self = 1,   // the key under which requests and responses keep what only the prelude sees
    shared_asker,      // the key of the request that a response answers
    shared_request,    // metatable of a request
    shared_response,   // metatable of a response
    shared_run,        // the run under way
    shared_make,       // makes the response that starts as an example
    shared_find,       // finds a handler by its number
    shared_finish,     // the thorough way
    shared_pieces,     // pieces of templates by name; false for one that goes the thorough way
    shared_prepare,    // makes the pieces of a template
    shared_render,     // the thorough way of a template
    shared_state,      // what templates call `state`
    name_owner, name_held, name_loading, name_params, name_status,  // texts, made once
    shared_count,
};

/// The place of the response in the table of the run.
enum { run_response = 1 };

/// What a template is filled in with stands at these places of the stack.
enum { fill_pieces = 1, fill_request, fill_state, fill_functions, fill_values };
int wall_share(lua_State *L);
int wall_fill(lua_State *L, bool as_result);
int wall_fill_text(lua_State *L);
int wall_pieces(lua_State *L);
bool wall_is_pieces(lua_State *L, int index);

#endif
