// Written by scripts/update-templates from the names of the files below examples/.
#include <templates.h>

static const unsigned char file_0[] = {
#embed "../../examples/hello/routes/users/{id}/GET.gone.410.json"
};

static const unsigned char file_1[] = {
#embed "../../examples/hello/routes/users/{id}/GET.json"
};

static const unsigned char file_2[] = {
#embed "../../examples/hello/routes/users/{id}/route.lua"
};

static const unsigned char file_3[] = {
#embed "../../examples/hello/tests/hello.test.lua"
};

static const unsigned char file_4[] = {
#embed "../../examples/movies/data/movies.json"
};

static const unsigned char file_5[] = {
#embed "../../examples/movies/routes/feed/route.lua"
};

static const unsigned char file_6[] = {
#embed "../../examples/movies/routes/movies/route.lua"
};

static const unsigned char file_7[] = {
#embed "../../examples/movies/tests/list.test.lua"
};

static const unsigned char file_8[] = {
#embed "../../examples/oauth/data/users.json"
};

static const unsigned char file_9[] = {
#embed "../../examples/oauth/lib/tokens.lua"
};

static const unsigned char file_10[] = {
#embed "../../examples/oauth/routes/me/middleware.lua"
};

static const unsigned char file_11[] = {
#embed "../../examples/oauth/routes/me/route.lua"
};

static const unsigned char file_12[] = {
#embed "../../examples/oauth/routes/oauth/token/route.lua"
};

static const unsigned char file_13[] = {
#embed "../../examples/oauth/tests/tokens.test.lua"
};

static const unsigned char file_14[] = {
#embed "../../examples/orders/lib/fulfilment.lua"
};

static const unsigned char file_15[] = {
#embed "../../examples/orders/mockscript.yaml"
};

static const unsigned char file_16[] = {
#embed "../../examples/orders/routes/orders/route.lua"
};

static const unsigned char file_17[] = {
#embed "../../examples/orders/tests/orders.test.lua"
};

static const unsigned char file_18[] = {
#embed "../../examples/rates/mockscript.yaml"
};

static const unsigned char file_19[] = {
#embed "../../examples/rates/routes/fx/{pair}/GET.upstream-down.502.json"
};

static const unsigned char file_20[] = {
#embed "../../examples/rates/routes/fx/{pair}/route.lua"
};

static const unsigned char file_21[] = {
#embed "../../examples/rates/routes/legacy/status/GET.broken.http"
};

static const unsigned char file_22[] = {
#embed "../../examples/rates/routes/legacy/status/GET.json"
};

static const unsigned char file_23[] = {
#embed "../../examples/rates/routes/quotes/{symbol}/route.lua"
};

static const unsigned char file_24[] = {
#embed "../../examples/rates/scenarios/brownout.lua"
};

static const unsigned char file_25[] = {
#embed "../../examples/rates/tests/flaky.test.lua"
};

static const unsigned char file_26[] = {
#embed "../../examples/shop/data/products.json"
};

static const unsigned char file_27[] = {
#embed "../../examples/shop/lib/shop.lua"
};

static const unsigned char file_28[] = {
#embed "../../examples/shop/routes/carts/route.lua"
};

static const unsigned char file_29[] = {
#embed "../../examples/shop/routes/carts/{id}/checkout/POST.declined.http"
};

static const unsigned char file_30[] = {
#embed "../../examples/shop/routes/carts/{id}/checkout/POST.empty.409.json"
};

static const unsigned char file_31[] = {
#embed "../../examples/shop/routes/orders/route.lua"
};

static const unsigned char file_32[] = {
#embed "../../examples/shop/routes/products/route.lua"
};

static const unsigned char file_33[] = {
#embed "../../examples/shop/scenarios/card-declined.lua"
};

static const unsigned char file_34[] = {
#embed "../../examples/shop/tests/checkout.test.lua"
};

static const ctemplates_file all_files[] = {
    {"hello", "routes/users/{id}/GET.gone.410.json", file_0, sizeof file_0},
    {"hello", "routes/users/{id}/GET.json", file_1, sizeof file_1},
    {"hello", "routes/users/{id}/route.lua", file_2, sizeof file_2},
    {"hello", "tests/hello.test.lua", file_3, sizeof file_3},
    {"movies", "data/movies.json", file_4, sizeof file_4},
    {"movies", "routes/feed/route.lua", file_5, sizeof file_5},
    {"movies", "routes/movies/route.lua", file_6, sizeof file_6},
    {"movies", "tests/list.test.lua", file_7, sizeof file_7},
    {"oauth", "data/users.json", file_8, sizeof file_8},
    {"oauth", "lib/tokens.lua", file_9, sizeof file_9},
    {"oauth", "routes/me/middleware.lua", file_10, sizeof file_10},
    {"oauth", "routes/me/route.lua", file_11, sizeof file_11},
    {"oauth", "routes/oauth/token/route.lua", file_12, sizeof file_12},
    {"oauth", "tests/tokens.test.lua", file_13, sizeof file_13},
    {"orders", "lib/fulfilment.lua", file_14, sizeof file_14},
    {"orders", "mockscript.yaml", file_15, sizeof file_15},
    {"orders", "routes/orders/route.lua", file_16, sizeof file_16},
    {"orders", "tests/orders.test.lua", file_17, sizeof file_17},
    {"rates", "mockscript.yaml", file_18, sizeof file_18},
    {"rates", "routes/fx/{pair}/GET.upstream-down.502.json", file_19, sizeof file_19},
    {"rates", "routes/fx/{pair}/route.lua", file_20, sizeof file_20},
    {"rates", "routes/legacy/status/GET.broken.http", file_21, sizeof file_21},
    {"rates", "routes/legacy/status/GET.json", file_22, sizeof file_22},
    {"rates", "routes/quotes/{symbol}/route.lua", file_23, sizeof file_23},
    {"rates", "scenarios/brownout.lua", file_24, sizeof file_24},
    {"rates", "tests/flaky.test.lua", file_25, sizeof file_25},
    {"shop", "data/products.json", file_26, sizeof file_26},
    {"shop", "lib/shop.lua", file_27, sizeof file_27},
    {"shop", "routes/carts/route.lua", file_28, sizeof file_28},
    {"shop", "routes/carts/{id}/checkout/POST.declined.http", file_29, sizeof file_29},
    {"shop", "routes/carts/{id}/checkout/POST.empty.409.json", file_30, sizeof file_30},
    {"shop", "routes/orders/route.lua", file_31, sizeof file_31},
    {"shop", "routes/products/route.lua", file_32, sizeof file_32},
    {"shop", "scenarios/card-declined.lua", file_33, sizeof file_33},
    {"shop", "tests/checkout.test.lua", file_34, sizeof file_34},
};

size_t ctemplates_file_count(void) { return sizeof all_files / sizeof *all_files; }

ctemplates_file ctemplates_file_at(size_t index) { return all_files[index]; }
