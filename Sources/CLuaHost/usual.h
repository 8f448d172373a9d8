/* The usual way of a call: what answer.c, fill.c and wait.c share with the prelude. */
#ifndef USUAL_H
#define USUAL_H

#include "internal.h"

/// Places in the table that core.lend keeps. From `lent_count` on stand the handlers: the function at twice its number, and after it
/// whether it looks at the response.
enum {
    lent_self = 1,   // the key under which requests and responses keep what only the prelude sees
    lent_asker,      // the key of the request that a response answers
    lent_request,    // metatable of a request
    lent_response,   // metatable of a response
    lent_run,        // the run under way
    lent_make,       // makes the response that starts as an example
    lent_find,       // finds a handler by its number
    lent_finish,     // the thorough way
    lent_pieces,     // pieces of templates by name; false for one that goes the thorough way
    lent_prepare,    // makes the pieces of a template
    lent_render,     // the thorough way of a template
    lent_state,      // what templates call `state`
    name_owner, name_held, name_loading, name_params, name_status,  // texts, made once
    lent_count,
};

/// The place of the response in the table of the run.
enum { run_response = 1 };

/// What a template is filled in with stands at these places of the stack.
enum { fill_pieces = 1, fill_request, fill_state, fill_functions, fill_values };
int wall_lend(lua_State *L);
int wall_fill(lua_State *L, bool as_result);
int wall_fill_text(lua_State *L);
int wall_pieces(lua_State *L);
bool wall_is_pieces(lua_State *L, int index);

#endif
