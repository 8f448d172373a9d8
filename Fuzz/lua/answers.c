/* Host functions that answer at random, mostly with the kind of value that the prelude expects; and what reads values. */
#define _GNU_SOURCE  // mincore
#include "harness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static const char *const names[] = {
#include "functions.inc"
};

const char *harness_script = "";
bool harness_calm;

typedef struct {
    const char *name;
    const char *kinds;  // n: nothing, b: a truth, i: a whole number, f: a number, s: text, p: a table
} expectation;

/// The usual answers of the functions without which little of the prelude runs; others answer anything.
static const expectation expectations[] = {{"now", "i"}, {"sample", "i"}, {"handler", "h"}, {"loading", ""}, {"loaded", ""}, {"log", ""},
    {"random_int", "i"}, {"random_unit", "f"}, {"random_hex", "s"}, {"uuid", "s"}, {"iso", "s"}, {"hash", "s"}, {"hmac", "s"},
    {"base64_encode", "s"}, {"base64_decode", "s"}, {"request", "ssss"}, {"timer", "i"}, {"subscribe", "i"}, {"latency_problem", ""},
    {"rate_problem", ""}, {"network_problem", ""}, {"state_get", "p"}, {"record_get", "p"}, {"records", "p"}, {"record_ids", "p"},
    {"next_number", "i"}, {"state_incr", "i"}, {"module_names", "p"}, {"example_name", "s"}, {"fake", "s"}, {"jwt_sign", "s"}};

static const char *const texts[] = {"", "a", "GET", "/x/y?z=1", "application/json", "{\"a\":[1,null,{\"b\":2.5}]}", "%d%s%q", "\xff\xfe\0z",
    "2024-02-29T12:00:00Z", "1h30m", "12345678901234567890123.5", "multipart/form-data; boundary=b", "session=1; a=b", "Basic YTpi"};

static luahost_value text_value(void) {
    const char *text = texts[chance(sizeof texts / sizeof *texts)];
    return (luahost_value){.kind = luahost_bytes, .bytes = (const uint8_t *)text, .count = strlen(text)};
}

luahost_value harness_value(void) {
    static const int64_t integers[] = {0, 1, -1, 200, 404, 1000, INT64_MAX, INT64_MIN, 1700000000000};
    static const double numbers[] = {0.5, -0.0, 1e308, 1e19, 9007199254740993.0};
    switch (chance(7)) {
    case 0: return (luahost_value){.kind = luahost_nil};
    case 1: return (luahost_value){.kind = luahost_boolean, .boolean = chance(2)};
    case 2: return (luahost_value){.kind = luahost_integer, .integer = integers[chance(9)]};
    case 3: return (luahost_value){.kind = luahost_number, .number = numbers[chance(5)]};
    case 4: return (luahost_value){.kind = luahost_null};
    default: return text_value();
    }
}

static void give_table(luahost_reply *reply) {
    static const uint8_t tables[][12] = {{0x80}, {0x90}, {0x93, 1, 0xc0, 0xa1, 'x'}, {0x82, 0xa1, 'a', 1, 0xa2, 'i', 'd', 0xc0},
        {0x81, 0xa5, 'i', 't', 'e', 'm', 's', 0x91, 0x81, 0xa1, 'k', 0xc3}, {0x81, 5, 0xcb, 0x7f, 0xf0, 0, 0, 0, 0, 0, 0},
        {0x93, 0xdd, 0xff, 0xff, 0xff, 0xff}, {0xdf, 0xff, 0xff, 0xff, 0xff}, {0xc7, 3, 1, '1', 'e', '9'}};
    static const uint8_t counts[] = {1, 1, 5, 8, 12, 11, 6, 5, 6};
    size_t place = chance(20) == 0 ? chance(9) : chance(5);
    luahost_reply_packed(reply, tables[place], counts[place]);
}

static void give_value(luahost_reply *reply, luahost_value value) {
    switch (value.kind) {
    case luahost_nil: luahost_reply_nil(reply); return;
    case luahost_boolean: luahost_reply_boolean(reply, value.boolean); return;
    case luahost_integer: luahost_reply_integer(reply, value.integer); return;
    case luahost_number: luahost_reply_number(reply, value.number); return;
    case luahost_bytes: luahost_reply_bytes(reply, value.bytes, value.count); return;
    case luahost_packed: luahost_reply_packed(reply, value.bytes, value.count); return;
    case luahost_null: luahost_reply_null(reply); return;
    }
}

static void give_expected(luahost_reply *reply, char kind) {
    switch (kind) {
    case 'i': luahost_reply_integer(reply, (int64_t)chance(100000)); return;
    case 'f': luahost_reply_number(reply, (double)chance(1000) / 1000); return;
    case 's': give_value(reply, text_value()); return;
    case 'p': give_table(reply); return;
    case 'h':
        luahost_reply_bytes(reply, harness_script, strlen(harness_script));
        luahost_reply_bytes(reply, "GET /", 5);
        return;
    }
}

static const char *expected_kinds(int32_t function) {
    for (size_t i = 0; i < sizeof expectations / sizeof *expectations; i++)
        if (strcmp(expectations[i].name, names[function]) == 0) return expectations[i].kinds;
    return NULL;
}

static void look_at_arguments(const luahost_value *arguments, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (arguments[i].kind == luahost_bytes || arguments[i].kind == luahost_packed) harness_look(arguments[i].bytes, arguments[i].count);
}

luahost_verdict harness_answer(
    void *context, void *run, int32_t function, const luahost_value *arguments, size_t count, luahost_reply *reply) {
    (void)context;
    (void)run;
    const char *kinds = expected_kinds(function);
    look_at_arguments(arguments, count);
    if (harness_calm && kinds == NULL) return luahost_reply_return;
    if (kinds != NULL && (harness_calm || chance(kinds[0] == 'h' ? 200 : 12) > 0)) {
        for (; *kinds != 0; kinds++) give_expected(reply, *kinds);
        return luahost_reply_return;
    }
    uint64_t verdict = chance(40);
    size_t most = verdict == 0 ? 2000 : 5;
    for (uint64_t i = chance(most); i > 0; i--) {
        if (chance(4) == 0) give_table(reply);
        else give_value(reply, harness_value());
    }
    if (chance(30) == 0) luahost_reply_clear(reply);
    return verdict == 1 ? luahost_reply_halt : verdict <= 4 ? luahost_reply_raise : luahost_reply_return;
}

// Addresses

static bool is_mapped(uint64_t address) {
    unsigned char resident;
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    return mincore((void *)(address & ~(uint64_t)(page - 1)), page, &resident) == 0;
}

void harness_look(const void *bytes, size_t count) {
    const char *text = bytes;
    volatile char sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum ^= text[i];
        if (text[i] != '0' || i + 14 > count || text[i + 1] != 'x') continue;
        char digits[17] = {0}, *end;
        memcpy(digits, text + i + 2, count - i - 2 < 16 ? count - i - 2 : 16);
        uint64_t address = strtoull(digits, &end, 16);
        if (end - digits < 10 || !is_mapped(address)) continue;
        fprintf(stderr, "fuzz: an address of the process is shown: 0x%s\n", digits);
        abort();
    }
}

// MessagePack, as far as lists of names need it

typedef struct {
    const uint8_t *at, *end;
} cursor;

static size_t read_size(cursor *cursor, int bytes) {
    size_t size = 0;
    while (bytes-- > 0 && cursor->at < cursor->end) size = size << 8 | *cursor->at++;
    return size;
}

static void push_item(lua_State *L, cursor *cursor);

static void push_members(lua_State *L, cursor *cursor, size_t count, bool map) {
    luaL_checkstack(L, 8, "names");
    lua_newtable(L);
    for (size_t i = 1; i <= count; i++) {
        if (map) push_item(L, cursor);
        else lua_pushinteger(L, (lua_Integer)i);
        push_item(L, cursor);
        lua_settable(L, -3);
    }
}

static void push_bytes(lua_State *L, cursor *cursor, size_t count) {
    lua_pushlstring(L, (const char *)cursor->at, count);
    cursor->at += count;
}

static void push_item(lua_State *L, cursor *cursor) {
    uint8_t lead = (uint8_t)read_size(cursor, 1);
    if (lead < 0x80) lua_pushinteger(L, lead);
    else if (lead < 0x90) push_members(L, cursor, lead & 15, true);
    else if (lead < 0xa0) push_members(L, cursor, lead & 15, false);
    else if (lead < 0xc0) push_bytes(L, cursor, lead & 31);
    else if (lead == 0xdc) push_members(L, cursor, read_size(cursor, 2), false);
    else if (lead == 0xde) push_members(L, cursor, read_size(cursor, 2), true);
    else if (lead == 0xd9) push_bytes(L, cursor, read_size(cursor, 1));
    else lua_pushboolean(L, lead == 0xc3);
}

void harness_push_packed(lua_State *L, const uint8_t *bytes, size_t count) {
    cursor cursor = {.at = bytes, .end = bytes + count};
    push_item(L, &cursor);
}
