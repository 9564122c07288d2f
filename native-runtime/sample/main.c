/* Which of its three programs it is, by its name or by the first argument. */
#include "hello.h"

#include <stdlib.h>
#include <string.h>

static const char usage[] = "usage: serve [PORT] | hello | sh [-c COMMAND]\n";

static const char *base_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static int parse_port(const char *text) {
    char *end;
    long port = strtol(text, &end, 10);
    return *text && !*end && port > 0 && port < 65536 ? (int)port : -1;
}

static int serve_command(int argc, char **argv) {
    const char *text = argc > 1 ? argv[1] : getenv("PORT");
    int port = text && *text ? parse_port(text) : 8080;
    if (port < 0) {
        fprintf(stderr, "serve: \"%s\" is not a port\n", text);
        return 2;
    }
    return serve(port);
}

int main(int argc, char **argv) {
    const char *name = argc > 0 ? base_name(argv[0]) : "";
    if (*name == '-') {
        name++; /* a login shell */
    }
    if (strcmp(name, "gantry-hello") == 0) {
        if (argc < 2) {
            fputs(usage, stderr);
            return 2;
        }
        argc--;
        argv++;
        name = argv[0];
    }
    if (strcmp(name, "sh") == 0) {
        return shell(argc, argv);
    }
    if (strcmp(name, "hello") == 0) {
        return greet();
    }
    if (strcmp(name, "serve") == 0) {
        return serve_command(argc, argv);
    }
    fputs(usage, stderr);
    return 2;
}
