/* The Lua part of the API, as text in the binary. */
#include "internal.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const uint8_t main_text[] = {
#embed "prelude/main.lua"
};
static const uint8_t help_text[] = {
#embed "prelude/help.lua"
};
static const uint8_t run_text[] = {
#embed "prelude/run.lua"
};
static const uint8_t calendar_text[] = {
#embed "prelude/calendar.lua"
};
static const uint8_t time_text[] = {
#embed "prelude/time.lua"
};
static const uint8_t log_text[] = {
#embed "prelude/log.lua"
};
static const uint8_t data_text[] = {
#embed "prelude/data.lua"
};
static const uint8_t form_text[] = {
#embed "prelude/form.lua"
};
static const uint8_t jwt_text[] = {
#embed "prelude/jwt.lua"
};
static const uint8_t fields_text[] = {
#embed "prelude/fields.lua"
};
static const uint8_t url_text[] = {
#embed "prelude/url.lua"
};
static const uint8_t signature_text[] = {
#embed "prelude/signature.lua"
};
static const uint8_t keys_text[] = {
#embed "prelude/keys.lua"
};
static const uint8_t oidc_tokens_text[] = {
#embed "prelude/oidc_tokens.lua"
};
static const uint8_t oidc_grants_text[] = {
#embed "prelude/oidc_grants.lua"
};
static const uint8_t oidc_sign_in_text[] = {
#embed "prelude/oidc_sign_in.lua"
};
static const uint8_t oidc_text[] = {
#embed "prelude/oidc.lua"
};
static const uint8_t zones_text[] = {
#embed "prelude/zones.lua"
};
static const uint8_t schema_text[] = {
#embed "prelude/schema.lua"
};
static const uint8_t headers_text[] = {
#embed "prelude/headers.lua"
};
static const uint8_t request_text[] = {
#embed "prelude/request.lua"
};
static const uint8_t body_text[] = {
#embed "prelude/body.lua"
};
static const uint8_t response_text[] = {
#embed "prelude/response.lua"
};
static const uint8_t answer_text[] = {
#embed "prelude/answer.lua"
};
static const uint8_t state_text[] = {
#embed "prelude/state.lua"
};
static const uint8_t where_text[] = {
#embed "prelude/where.lua"
};
static const uint8_t records_text[] = {
#embed "prelude/records.lua"
};
static const uint8_t collection_text[] = {
#embed "prelude/collection.lua"
};
static const uint8_t listing_text[] = {
#embed "prelude/listing.lua"
};
static const uint8_t query_text[] = {
#embed "prelude/query.lua"
};
static const uint8_t resource_text[] = {
#embed "prelude/resource.lua"
};
static const uint8_t flow_text[] = {
#embed "prelude/flow.lua"
};
static const uint8_t timers_text[] = {
#embed "prelude/timers.lua"
};
static const uint8_t outgoing_text[] = {
#embed "prelude/outgoing.lua"
};
static const uint8_t streams_text[] = {
#embed "prelude/streams.lua"
};
static const uint8_t socket_text[] = {
#embed "prelude/socket.lua"
};
static const uint8_t messages_text[] = {
#embed "prelude/messages.lua"
};
static const uint8_t random_text[] = {
#embed "prelude/random.lua"
};
static const uint8_t template_text[] = {
#embed "prelude/template.lua"
};
static const uint8_t modules_text[] = {
#embed "prelude/modules.lua"
};
static const uint8_t entries_text[] = {
#embed "prelude/entries.lua"
};
static const uint8_t places_text[] = {
#embed "prelude/places.lua"
};
static const uint8_t require_text[] = {
#embed "prelude/require.lua"
};
static const uint8_t middleware_text[] = {
#embed "prelude/middleware.lua"
};
static const uint8_t scenario_text[] = {
#embed "prelude/scenario.lua"
};
static const uint8_t declare_text[] = {
#embed "prelude/declare.lua"
};
static const uint8_t names_text[] = {
#embed "prelude/names.lua"
};
static const uint8_t test_text[] = {
#embed "prelude/test.lua"
};
static const uint8_t test_any_text[] = {
#embed "prelude/test_any.lua"
};
static const uint8_t test_match_text[] = {
#embed "prelude/test_match.lua"
};
static const uint8_t test_expect_text[] = {
#embed "prelude/test_expect.lua"
};
static const uint8_t test_reply_text[] = {
#embed "prelude/test_reply.lua"
};
static const uint8_t test_client_text[] = {
#embed "prelude/test_client.lua"
};
static const uint8_t test_socket_text[] = {
#embed "prelude/test_socket.lua"
};
static const uint8_t test_upstream_text[] = {
#embed "prelude/test_upstream.lua"
};

typedef struct {
    const char *name;
    const uint8_t *bytes;
    size_t count;
} prelude_text;

#define TEXT(part) {"=prelude/" #part ".lua", part##_text, sizeof part##_text}

static const prelude_text texts[] = {
    TEXT(main), TEXT(help), TEXT(run), TEXT(calendar), TEXT(time), TEXT(log), TEXT(data), TEXT(form), TEXT(fields), TEXT(jwt), TEXT(schema), TEXT(headers),
    TEXT(request), TEXT(body), TEXT(response), TEXT(answer), TEXT(state), TEXT(where), TEXT(records),
    TEXT(collection), TEXT(listing), TEXT(query), TEXT(resource), TEXT(flow), TEXT(timers), TEXT(outgoing),
    TEXT(streams), TEXT(socket), TEXT(messages), TEXT(random), TEXT(template), TEXT(modules), TEXT(entries), TEXT(names),
    TEXT(places), TEXT(require), TEXT(middleware), TEXT(scenario), TEXT(declare),
    TEXT(url), TEXT(zones), TEXT(signature), TEXT(keys), TEXT(oidc_tokens), TEXT(oidc_grants), TEXT(oidc_sign_in), TEXT(oidc),
    TEXT(test), TEXT(test_any), TEXT(test_match), TEXT(test_expect), TEXT(test_reply), TEXT(test_client), TEXT(test_upstream), TEXT(test_socket),
};

size_t luahost_prelude_count(void) { return sizeof texts / sizeof *texts; }

void luahost_prelude(size_t index, const char **name, const uint8_t **bytes, size_t *count) {
    *name = texts[index].name;
    *bytes = texts[index].bytes;
    *count = texts[index].count;
}

/* Tables that Lua does not hold, because every session would keep a copy. A line has names, a colon, and what they stand for. */

/* Members of `mock` and of `lib`, entries, and the parts that bring them, in the order in which they load once a name is first read. */
static const char members[] = {
#embed "prelude/members.txt"
    , 0};

/* Time zones and their rules, written by scripts/update-zones. */
static const char zones[] = {
#embed "prelude/zones.txt"
    , 0};

/// Pushes what the name in the first argument stands for, or nothing; without an argument the whole table.
static int find_line(lua_State *L, const char *table) {
    size_t count;
    const char *name = luaL_optlstring(L, 1, table, &count);
    if (name == table) {
        lua_pushstring(L, table);
        return 1;
    }
    if (count == 0 || strcspn(name, " :\n") != count) return 0;
    for (const char *at = strstr(table, name); at != NULL; at = strstr(at + 1, name)) {
        if (at == table || at[-1] != ' ' || at[count] != ' ') continue;
        const char *colon = strstr(at, " : ");
        if (colon == NULL) return 0;
        lua_pushlstring(L, colon + 3, strcspn(colon + 3, "\n"));
        return 1;
    }
    return 0;
}

/// core.parts(name) → the parts behind a name such as "mock.fetch", or nil; without a name the whole text.
int wall_parts(lua_State *L) { return find_line(L, members); }

/// core.zones(name) → the rule of a time zone, or nil; without a name the whole text.
int wall_zones(lua_State *L) { return find_line(L, zones); }
