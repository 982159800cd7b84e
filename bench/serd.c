/* Counts the statements of a file with libserd and does nothing else, so that
   its reader can be timed without its writer: serd SYNTAX FILE. */
#include <serd/serd.h>
#include <stdio.h>
#include <string.h>

static SerdStatus on_statement(void *count, SerdStatementFlags flags, const SerdNode *graph,
                               const SerdNode *subject, const SerdNode *predicate, const SerdNode *object,
                               const SerdNode *datatype, const SerdNode *lang) {
    ++*(unsigned long *)count;
    return SERD_SUCCESS;
}

int main(int argc, char **argv) {
    static const struct { const char *name; SerdSyntax syntax; } syntaxes[] = {
        {"ntriples", SERD_NTRIPLES}, {"nquads", SERD_NQUADS}, {"turtle", SERD_TURTLE}, {"trig", SERD_TRIG}};
    for (size_t i = 0; argc == 3 && i < sizeof syntaxes / sizeof *syntaxes; ++i) {
        if (strcmp(argv[1], syntaxes[i].name)) continue;
        unsigned long count = 0;
        FILE *in = fopen(argv[2], "rb");
        if (!in) break;
        SerdReader *reader = serd_reader_new(syntaxes[i].syntax, &count, NULL, NULL, NULL, on_statement, NULL);
        SerdStatus status = serd_reader_read_file_handle(reader, in, (const uint8_t *)argv[2]);
        printf("%lu\n", count);
        return status > SERD_FAILURE;
    }
    fprintf(stderr, "usage: serd ntriples|nquads|turtle|trig FILE\n");
    return 2;
}
