/* Bytes and values that leave the host. Their memory counts as the host's. */
#include "internal.h"

void wall_buffer_reset(buffer *buffer) {
    if (buffer->capacity > wall_scratch_kept) wall_buffer_free(buffer);
    buffer->count = 0;
    buffer->failed = false;
}

void wall_buffer_free(buffer *buffer) {
    if (buffer->bytes != NULL) wall_reallocate(buffer->host, buffer->bytes, buffer->capacity, 0);
    buffer->bytes = NULL;
    buffer->count = buffer->capacity = 0;
}

/// Makes room for `count` more bytes.
bool wall_reserve(buffer *buffer, size_t count) {
    if (buffer->failed) return false;
    if (count <= buffer->capacity - buffer->count) return true;
    size_t wanted = buffer->count + count;
    size_t capacity = buffer->capacity < 128 ? 256 : buffer->capacity * 2;
    if (capacity < wanted) capacity = wanted;
    uint8_t *bytes = wall_reallocate(buffer->host, buffer->bytes, buffer->capacity, capacity);
    buffer->failed = bytes == NULL;
    if (buffer->failed) return false;
    buffer->bytes = bytes;
    buffer->capacity = capacity;
    if (capacity > wall_scratch_kept) buffer->host->has_large_scratch = true;
    return true;
}

void wall_append(buffer *buffer, const void *bytes, size_t count) {
    if (count == 0 || !wall_reserve(buffer, count)) return;
    memcpy(buffer->bytes + buffer->count, bytes, count);
    buffer->count += count;
}

void wall_append_text(buffer *buffer, const char *text) { wall_append(buffer, text, strlen(text)); }

void wall_values_reset(value_list *list) {
    list->count = 0;
    list->failed = false;
    wall_buffer_reset(&list->bytes);
}

void wall_values_free(value_list *list) {
    if (list->items != NULL)
        wall_reallocate(list->bytes.host, list->items, list->capacity * sizeof *list->items, 0);
    list->items = NULL;
    list->count = list->capacity = 0;
    wall_buffer_free(&list->bytes);
}

/// Frees the buffers of an entry that are larger than the size to keep; the results of the entry are lost with them.
void wall_scratch_free(luahost *host) {
    value_list *lists[] = {&host->results, &host->outgoing, &host->reply.values};
    buffer *buffers[] = {&host->text, &host->unescaped, &host->key_bytes};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        if (lists[i]->capacity * sizeof(luahost_value) > wall_scratch_kept) wall_values_free(lists[i]);
        else wall_values_reset(lists[i]);
    }
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++) wall_buffer_reset(buffers[i]);
    if (host->key_capacity * sizeof(object_key) > wall_scratch_kept) {
        wall_reallocate(host, host->keys, host->key_capacity * sizeof(object_key), 0);
        host->keys = NULL;
        host->key_capacity = 0;
    }
    host->key_count = 0;
    host->has_large_scratch = false;
}

/// A new last value, or NULL when memory is short.
luahost_value *wall_values_add(value_list *list, luahost_kind kind) {
    if (list->count == list->capacity) {
        size_t capacity = list->capacity == 0 ? 8 : list->capacity * 2, size = sizeof *list->items;
        luahost_value *items =
            wall_reallocate(list->bytes.host, list->items, list->capacity * size, capacity * size);
        list->failed = list->failed || items == NULL;
        if (items == NULL) return NULL;
        list->items = items;
        list->capacity = capacity;
        if (capacity * size > wall_scratch_kept) list->bytes.host->has_large_scratch = true;
    }
    luahost_value *value = &list->items[list->count++];
    *value = (luahost_value){.kind = kind};
    return value;
}

/// Turns offsets into addresses, once the bytes no longer move. A NULL with a count marks a value that owns bytes.
void wall_values_settle(value_list *list) {
    for (size_t i = 0; i < list->count; i++) {
        luahost_value *value = &list->items[i];
        if (value->kind != luahost_packed && value->kind != luahost_bytes) continue;
        if (value->bytes == NULL) value->bytes = list->bytes.bytes + value->integer;
    }
}

static void reply_bytes(luahost_reply *reply, luahost_kind kind, const void *bytes, size_t count) {
    luahost_value *value = wall_values_add(&reply->values, kind);
    if (value == NULL) return;
    value->integer = (int64_t)reply->values.bytes.count;
    value->count = count;
    wall_append(&reply->values.bytes, bytes, count);
}

void luahost_reply_hold(luahost_reply *reply, size_t count) { wall_hold(reply->values.bytes.host, count); }
void luahost_reply_clear(luahost_reply *reply) { wall_values_reset(&reply->values); }
void luahost_reply_nil(luahost_reply *reply) { wall_values_add(&reply->values, luahost_nil); }
void luahost_reply_null(luahost_reply *reply) { wall_values_add(&reply->values, luahost_null); }
void luahost_reply_boolean(luahost_reply *reply, bool value) {
    luahost_value *item = wall_values_add(&reply->values, luahost_boolean);
    if (item != NULL) item->boolean = value;
}
void luahost_reply_integer(luahost_reply *reply, int64_t value) {
    luahost_value *item = wall_values_add(&reply->values, luahost_integer);
    if (item != NULL) item->integer = value;
}
void luahost_reply_number(luahost_reply *reply, double value) {
    luahost_value *item = wall_values_add(&reply->values, luahost_number);
    if (item != NULL) item->number = value;
}
void luahost_reply_bytes(luahost_reply *reply, const void *bytes, size_t count) {
    reply_bytes(reply, luahost_bytes, bytes, count);
}
void luahost_reply_packed(luahost_reply *reply, const void *bytes, size_t count) {
    reply_bytes(reply, luahost_packed, bytes, count);
}
