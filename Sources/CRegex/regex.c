int regex_placeholder(void){return 0;}
