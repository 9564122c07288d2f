/* Splits command lines: quotes, backslashes, variables, comments, and ; between commands. */
#include "hello.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A word that is being put together. */
struct word {
    FILE *stream;
    char *text;
    size_t size;
    int begun;
};

static void begin(struct word *w) {
    if (!w->stream) {
        w->stream = open_memstream(&w->text, &w->size);
        if (!w->stream) {
            perror("sh");
            exit(1);
        }
    }
    w->begun = 1;
}

static void put(struct word *w, char c) {
    begin(w);
    fputc(c, w->stream);
}

static int finish(struct word *w, struct command *command) {
    if (!w->begun) {
        return 1;
    }
    fclose(w->stream);
    if (command->count == MAX_WORDS) {
        free(w->text);
        fprintf(stderr, "sh: more than %d words\n", MAX_WORDS);
        memset(w, 0, sizeof *w);
        return 0;
    }
    command->words[command->count++] = w->text;
    memset(w, 0, sizeof *w);
    return 1;
}

/* *at is behind the dollar sign. */
static void expand(struct word *w, const char **at, int last_status) {
    char number[16], name[128];
    const char *value = NULL;
    size_t n = 0;
    int braced = **at == '{';
    if (**at == '?' || **at == '$') {
        snprintf(number, sizeof number, "%d", **at == '?' ? last_status : getpid());
        value = number;
        ++*at;
    } else {
        *at += braced;
        while ((isalnum((unsigned char)**at) || **at == '_') && n < sizeof name - 1) {
            name[n++] = *(*at)++;
        }
        name[n] = 0;
        *at += braced && **at == '}';
        value = n ? getenv(name) : "$";
    }
    for (; value && *value; value++) {
        put(w, *value);
    }
}

static int quoted(struct word *w, const char **at, int last_status) {
    char quote = *(*at)++;
    begin(w); /* "" is a word too */
    while (**at && **at != quote) {
        if (quote == '"' && **at == '$') {
            ++*at;
            expand(w, at, last_status);
        } else {
            if (quote == '"' && **at == '\\' && (*at)[1] && strchr("\"\\$", (*at)[1])) {
                ++*at;
            }
            put(w, *(*at)++);
        }
    }
    if (!**at) {
        fprintf(stderr, "sh: a closing %c is missing\n", quote);
        return 0;
    }
    ++*at;
    return 1;
}

static int parse(const char **at, int last_status, struct word *w, struct command *command) {
    while (**at && **at != ';' && **at != '\n') {
        char c = **at;
        if (isspace((unsigned char)c)) {
            ++*at;
            if (!finish(w, command)) {
                return 0;
            }
        } else if (c == '#' && !w->begun) {
            *at += strlen(*at);
        } else if (c == '\'' || c == '"') {
            if (!quoted(w, at, last_status)) {
                return 0;
            }
        } else if (c == '$') {
            ++*at;
            expand(w, at, last_status);
        } else if (strchr("|&<>()`", c)) {
            fprintf(stderr, "sh: '%c' is more than this little shell can do\n", c);
            return 0;
        } else {
            *at += c == '\\' && (*at)[1];
            put(w, *(*at)++);
        }
    }
    return finish(w, command);
}

int next_command(const char **line, int last_status, struct command *command) {
    memset(command, 0, sizeof *command);
    while (command->count == 0) {
        while (**line == ';' || isspace((unsigned char)**line)) {
            ++*line;
        }
        if (!**line) {
            return 0;
        }
        struct word word = {0};
        if (!parse(line, last_status, &word, command)) {
            if (word.stream) {
                fclose(word.stream);
                free(word.text);
            }
            free_command(command);
            *line += strlen(*line);
            return -1;
        }
    }
    return 1;
}

void free_command(struct command *command) {
    for (int i = 0; i < command->count; i++) {
        free(command->words[i]);
    }
    memset(command, 0, sizeof *command);
}
