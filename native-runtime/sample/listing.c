/* ls and ps. */
#include "hello.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct options {
    int all, details;
};

/* Names may hold anything; the terminal is to see no control characters. */
static void print_name(const char *name) {
    for (; *name; name++) {
        putchar(iscntrl((unsigned char)*name) ? '?' : *name);
    }
}

static void print_mode(mode_t mode) {
    static const char bits[] = "rwxrwxrwx";
    char type = S_ISDIR(mode)    ? 'd'
                : S_ISLNK(mode)  ? 'l'
                : S_ISCHR(mode)  ? 'c'
                : S_ISBLK(mode)  ? 'b'
                : S_ISFIFO(mode) ? 'p'
                : S_ISSOCK(mode) ? 's'
                                 : '-';
    putchar(type);
    for (int i = 0; i < 9; i++) {
        putchar(mode & (0400u >> i) ? bits[i] : '-');
    }
}

static int print_entry(const char *directory, const char *name, const struct options *options) {
    char path[4096];
    struct stat status;
    int length = snprintf(path, sizeof path, "%s%s%s", directory, *directory ? "/" : "", name);
    if (length < 0 || (size_t)length >= sizeof path || lstat(path, &status) < 0) {
        fflush(stdout);
        fprintf(stderr, "ls: %s: %s\n", name, strerror(errno));
        return 1;
    }
    if (options->details) {
        char when[32];
        struct tm broken;
        gmtime_r(&status.st_mtime, &broken);
        strftime(when, sizeof when, "%Y-%m-%d %H:%M", &broken);
        print_mode(status.st_mode);
        printf(" %5u %5u %10lld %s ", status.st_uid, status.st_gid, (long long)status.st_size, when);
    }
    print_name(name);
    putchar('\n');
    return 0;
}

static int list_path(const char *path, const struct options *options) {
    struct dirent **entries;
    int count = scandir(path, &entries, NULL, alphasort);
    if (count < 0 && errno == ENOTDIR) {
        return print_entry("", path, options);
    }
    if (count < 0) {
        fprintf(stderr, "ls: %s: %s\n", path, strerror(errno));
        return 1;
    }
    int status = 0;
    for (int i = 0; i < count; i++) {
        if (options->all || entries[i]->d_name[0] != '.') {
            status |= print_entry(path, entries[i]->d_name, options);
        }
        free(entries[i]);
    }
    free(entries);
    return status;
}

int list_files(int argc, char *const *argv) {
    struct options options = {0, 0};
    int first = 1;
    for (; first < argc && argv[first][0] == '-' && argv[first][1]; first++) {
        for (const char *flag = argv[first] + 1; *flag; flag++) {
            if (*flag == 'a') {
                options.all = 1;
            } else if (*flag == 'l') {
                options.details = 1;
            } else {
                fprintf(stderr, "ls: only -l and -a are known here, not -%c\n", *flag);
                return 2;
            }
        }
    }
    if (first == argc) {
        return list_path(".", &options);
    }
    int status = 0;
    for (int i = first; i < argc; i++) {
        if (argc - first > 1) {
            printf("%s%s:\n", i > first ? "\n" : "", argv[i]);
        }
        status |= list_path(argv[i], &options);
    }
    return status;
}

static void print_process(const char *pid) {
    char path[64], line[512];
    struct stat owner;
    snprintf(path, sizeof path, "/proc/%.20s/cmdline", pid);
    FILE *file = fopen(path, "re");
    if (!file) {
        return;
    }
    size_t length = fread(line, 1, sizeof line - 1, file);
    fclose(file);
    snprintf(path, sizeof path, "/proc/%.20s", pid);
    if (stat(path, &owner) < 0) {
        return;
    }
    while (length > 0 && line[length - 1] == 0) {
        length--;
    }
    for (size_t i = 0; i < length; i++) {
        line[i] = line[i] == 0 ? ' ' : line[i];
    }
    line[length] = 0;
    printf("%5s %5u ", pid, owner.st_uid);
    print_name(length ? line : "[ended]");
    putchar('\n');
}

int list_processes(void) {
    struct dirent **entries;
    int count = scandir("/proc", &entries, NULL, versionsort);
    if (count < 0) {
        perror("ps: /proc");
        return 1;
    }
    puts("  PID  USER COMMAND");
    for (int i = 0; i < count; i++) {
        if (isdigit((unsigned char)entries[i]->d_name[0])) {
            print_process(entries[i]->d_name);
        }
        free(entries[i]);
    }
    free(entries);
    return 0;
}
