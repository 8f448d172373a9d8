/* Debian's Lua 5.4. Only C files of CLuaHost may include Lua headers; scripts/check-imports refuses a Swift import. */
#include <lua5.4/lua.h>
#include <lua5.4/lauxlib.h>
#include <lua5.4/lualib.h>
