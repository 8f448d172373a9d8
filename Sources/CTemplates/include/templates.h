#ifndef CTEMPLATES_H
#define CTEMPLATES_H

#include <stddef.h>

/// A file of a template of `mockscript new`, or a page of the manual, whose template is called Docs.
typedef struct {
    const char *template_name;
    const char *path;           // in the project
    const unsigned char *bytes;
    size_t count;
} ctemplates_file;

/// The number of files of all templates.
size_t ctemplates_file_count(void);

/// The file at an index below the count; those of a template follow each other.
ctemplates_file ctemplates_file_at(size_t index);

#endif
