int regex_placeholder(void);
