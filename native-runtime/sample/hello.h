/* The program of the sample image gantry/hello: a page about its own limits, a greeting, and a small shell. */
#ifndef HELLO_H
#define HELLO_H

#include <stddef.h>
#include <stdio.h>

/* greeting.c */
int greet(void);

/* server.c: serves until a signal says stop; returns the exit code. */
int serve(int port);

/* shell.c: argv as of sh(1); reads commands from -c or from standard input. */
int shell(int argc, char **argv);

/* signals.c: the first process of a container has no default signal actions and must wait for orphans. */
void stop_on_signals(void);
int stop_requested(void);
void reap_children(void);

/* limits.c: what the cgroup allows and uses; -1: no limit, or not known. */
struct limits {
    long long memory_max, memory_used, pids_max, pids_used;
    double cpus;
    int version; /* of cgroup; 0: none to be seen */
};
struct limits read_limits(void);

/* page.c: the page as HTML. */
void write_page(FILE *out, long uptime_seconds);

/* words.c: one command of a line. */
enum { MAX_WORDS = 64 };
struct command {
    int count;
    char *words[MAX_WORDS + 1];
};
/* Parses the next command from *line and moves *line behind it. 1: parsed, 0: nothing left, -1: wrong (said why). */
int next_command(const char **line, int last_status, struct command *command);
void free_command(struct command *command);

/* builtins.c: runs a built-in command. Returns 1 and sets *status, or 0 if there is none of that name. */
int run_builtin(const struct command *command, int *status);

/* listing.c */
int list_files(int argc, char *const *argv);
int list_processes(void);

#endif
