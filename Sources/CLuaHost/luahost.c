#include <lua5.4/lua.h>
int lh_placeholder(void){return LUA_VERSION_NUM;}
