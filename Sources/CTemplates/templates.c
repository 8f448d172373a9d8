// Written by scripts/update-templates from the names of the files below examples/ and Docs/.
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

static const unsigned char file_35[] = {
#embed "../../Docs/Admin.md"
};

static const unsigned char file_36[] = {
#embed "../../Docs/Architecture.md"
};

static const unsigned char file_37[] = {
#embed "../../Docs/CommandLine.md"
};

static const unsigned char file_38[] = {
#embed "../../Docs/ContinuousIntegration.md"
};

static const unsigned char file_39[] = {
#embed "../../Docs/Examples.md"
};

static const unsigned char file_40[] = {
#embed "../../Docs/Flags.md"
};

static const unsigned char file_41[] = {
#embed "../../Docs/Folders.md"
};

static const unsigned char file_42[] = {
#embed "../../Docs/GettingStarted.md"
};

static const unsigned char file_43[] = {
#embed "../../Docs/Glossary.md"
};

static const unsigned char file_44[] = {
#embed "../../Docs/Handlers.md"
};

static const unsigned char file_45[] = {
#embed "../../Docs/Install.md"
};

static const unsigned char file_46[] = {
#embed "../../Docs/Lua.md"
};

static const unsigned char file_47[] = {
#embed "../../Docs/Postman.md"
};

static const unsigned char file_48[] = {
#embed "../../Docs/Principles.md"
};

static const unsigned char file_49[] = {
#embed "../../Docs/Promises.md"
};

static const unsigned char file_50[] = {
#embed "../../Docs/README.md"
};

static const unsigned char file_51[] = {
#embed "../../Docs/Reference.md"
};

static const unsigned char file_52[] = {
#embed "../../Docs/Settings.md"
};

static const unsigned char file_53[] = {
#embed "../../Docs/Testing.md"
};

static const unsigned char file_54[] = {
#embed "../../Docs/Tutorial.md"
};

static const unsigned char file_55[] = {
#embed "../../Docs/Guides/Auth.md"
};

static const unsigned char file_56[] = {
#embed "../../Docs/Guides/Browsers.md"
};

static const unsigned char file_57[] = {
#embed "../../Docs/Guides/Editors.md"
};

static const unsigned char file_58[] = {
#embed "../../Docs/Guides/FlakyService.md"
};

static const unsigned char file_59[] = {
#embed "../../Docs/Guides/Forms.md"
};

static const unsigned char file_60[] = {
#embed "../../Docs/Guides/GraphQLAndSOAP.md"
};

static const unsigned char file_61[] = {
#embed "../../Docs/Guides/HalfMock.md"
};

static const unsigned char file_62[] = {
#embed "../../Docs/Guides/Idempotency.md"
};

static const unsigned char file_63[] = {
#embed "../../Docs/Guides/LuaForJavaScript.md"
};

static const unsigned char file_64[] = {
#embed "../../Docs/Guides/Mobile.md"
};

static const unsigned char file_65[] = {
#embed "../../Docs/Guides/OpenAPI.md"
};

static const unsigned char file_66[] = {
#embed "../../Docs/Guides/Pagination.md"
};

static const unsigned char file_67[] = {
#embed "../../Docs/Guides/RateLimits.md"
};

static const unsigned char file_68[] = {
#embed "../../Docs/Guides/Streams.md"
};

static const unsigned char file_69[] = {
#embed "../../Docs/Guides/Swift.md"
};

static const unsigned char file_70[] = {
#embed "../../Docs/Guides/Tokens.md"
};

static const unsigned char file_71[] = {
#embed "../../Docs/Guides/Webhooks.md"
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
    {"Docs", "Admin.md", file_35, sizeof file_35},
    {"Docs", "Architecture.md", file_36, sizeof file_36},
    {"Docs", "CommandLine.md", file_37, sizeof file_37},
    {"Docs", "ContinuousIntegration.md", file_38, sizeof file_38},
    {"Docs", "Examples.md", file_39, sizeof file_39},
    {"Docs", "Flags.md", file_40, sizeof file_40},
    {"Docs", "Folders.md", file_41, sizeof file_41},
    {"Docs", "GettingStarted.md", file_42, sizeof file_42},
    {"Docs", "Glossary.md", file_43, sizeof file_43},
    {"Docs", "Handlers.md", file_44, sizeof file_44},
    {"Docs", "Install.md", file_45, sizeof file_45},
    {"Docs", "Lua.md", file_46, sizeof file_46},
    {"Docs", "Postman.md", file_47, sizeof file_47},
    {"Docs", "Principles.md", file_48, sizeof file_48},
    {"Docs", "Promises.md", file_49, sizeof file_49},
    {"Docs", "README.md", file_50, sizeof file_50},
    {"Docs", "Reference.md", file_51, sizeof file_51},
    {"Docs", "Settings.md", file_52, sizeof file_52},
    {"Docs", "Testing.md", file_53, sizeof file_53},
    {"Docs", "Tutorial.md", file_54, sizeof file_54},
    {"Docs", "Guides/Auth.md", file_55, sizeof file_55},
    {"Docs", "Guides/Browsers.md", file_56, sizeof file_56},
    {"Docs", "Guides/Editors.md", file_57, sizeof file_57},
    {"Docs", "Guides/FlakyService.md", file_58, sizeof file_58},
    {"Docs", "Guides/Forms.md", file_59, sizeof file_59},
    {"Docs", "Guides/GraphQLAndSOAP.md", file_60, sizeof file_60},
    {"Docs", "Guides/HalfMock.md", file_61, sizeof file_61},
    {"Docs", "Guides/Idempotency.md", file_62, sizeof file_62},
    {"Docs", "Guides/LuaForJavaScript.md", file_63, sizeof file_63},
    {"Docs", "Guides/Mobile.md", file_64, sizeof file_64},
    {"Docs", "Guides/OpenAPI.md", file_65, sizeof file_65},
    {"Docs", "Guides/Pagination.md", file_66, sizeof file_66},
    {"Docs", "Guides/RateLimits.md", file_67, sizeof file_67},
    {"Docs", "Guides/Streams.md", file_68, sizeof file_68},
    {"Docs", "Guides/Swift.md", file_69, sizeof file_69},
    {"Docs", "Guides/Tokens.md", file_70, sizeof file_70},
    {"Docs", "Guides/Webhooks.md", file_71, sizeof file_71},
};

size_t ctemplates_file_count(void) { return sizeof all_files / sizeof *all_files; }

ctemplates_file ctemplates_file_at(size_t index) { return all_files[index]; }
