/* The shell's own commands. */
#include "hello.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern char **environ;

static int help(int argc, char *const *argv) {
    (void)argc;
    (void)argv;
    fputs("cat FILE...       show files\n"
          "cd [DIR]          change the directory\n"
          "echo [-n] TEXT    write text\n"
          "env               show the environment\n"
          "exit [CODE]       leave\n"
          "hostname          show the container's name\n"
          "id                show user and groups\n"
          "ls [-la] [PATH]   list files\n"
          "ps                list processes\n"
          "pwd               show the directory\n"
          "sleep SECONDS     wait\n"
          "uptime            show for how long the machine has been up\n"
          "Anything else is run as a program: serve, hello, or what you put into the container.\n",
          stdout);
    return 0;
}

static int fail(const char *command, const char *what) {
    fflush(stdout);
    fprintf(stderr, "%s: %s: %s\n", command, what, strerror(errno));
    return 1;
}

static int copy_to_stdout(int fd) {
    char buffer[4096];
    ssize_t n;
    fflush(stdout);
    while ((n = read(fd, buffer, sizeof buffer)) > 0) {
        for (ssize_t done = 0; done < n;) {
            ssize_t written = write(1, buffer + done, (size_t)(n - done));
            if (written < 0) {
                return -1;
            }
            done += written;
        }
    }
    return (int)n;
}

static int cat(int argc, char *const *argv) {
    int status = 0;
    if (argc == 1 && copy_to_stdout(0) < 0) {
        return fail("cat", "standard input");
    }
    for (int i = 1; i < argc; i++) {
        int fd = open(argv[i], O_RDONLY | O_CLOEXEC);
        if (fd < 0 || copy_to_stdout(fd) < 0) {
            status = fail("cat", argv[i]);
        }
        if (fd >= 0) {
            close(fd);
        }
    }
    return status;
}

static int change_directory(int argc, char *const *argv) {
    const char *home = getenv("HOME");
    const char *target = argc > 1 ? argv[1] : home ? home : "/";
    return chdir(target) == 0 ? 0 : fail("cd", target);
}

static int echo(int argc, char *const *argv) {
    int newline = argc < 2 || strcmp(argv[1], "-n") != 0;
    for (int i = newline ? 1 : 2; i < argc; i++) {
        fputs(argv[i], stdout);
        fputs(i + 1 < argc ? " " : "", stdout);
    }
    fputs(newline ? "\n" : "", stdout);
    return 0;
}

static int environment(int argc, char *const *argv) {
    (void)argc;
    (void)argv;
    for (char **variable = environ; *variable; variable++) {
        puts(*variable);
    }
    return 0;
}

static int hostname(int argc, char *const *argv) {
    (void)argv;
    char name[256] = "";
    if (argc > 1) {
        fputs("hostname: it cannot be changed from here\n", stderr);
        return 1;
    }
    gethostname(name, sizeof name - 1);
    puts(name);
    return 0;
}

static int identity(int argc, char *const *argv) {
    (void)argc;
    (void)argv;
    gid_t groups[64];
    int count = getgroups(64, groups);
    printf("uid=%u gid=%u", getuid(), getgid());
    for (int i = 0; i < count; i++) {
        printf("%s%u", i == 0 ? " groups=" : ",", groups[i]);
    }
    putchar('\n');
    return 0;
}

static int processes(int argc, char *const *argv) {
    (void)argc;
    (void)argv;
    return list_processes();
}

static int working_directory(int argc, char *const *argv) {
    (void)argc;
    (void)argv;
    char *path = getcwd(NULL, 0);
    if (!path) {
        return fail("pwd", ".");
    }
    puts(path);
    free(path);
    return 0;
}

static int wait_seconds(int argc, char *const *argv) {
    long seconds = argc == 2 ? strtol(argv[1], NULL, 10) : -1;
    if (seconds < 0) {
        fputs("sleep: how many seconds?\n", stderr);
        return 1;
    }
    return sleep((unsigned)seconds) == 0 ? 0 : 130;
}

static int uptime(int argc, char *const *argv) {
    (void)argc;
    (void)argv;
    double seconds = 0;
    FILE *file = fopen("/proc/uptime", "re");
    if (!file || fscanf(file, "%lf", &seconds) != 1) {
        if (file) {
            fclose(file);
        }
        return fail("uptime", "/proc/uptime");
    }
    fclose(file);
    long minutes = (long)seconds / 60;
    printf("up %ld days, %ld:%02ld\n", minutes / 1440, minutes / 60 % 24, minutes % 60);
    return 0;
}

static const struct {
    const char *name;
    int (*run)(int argc, char *const *argv);
} commands[] = {
    {"help", help},         {"cat", cat},           {"cd", change_directory},   {"echo", echo},
    {"env", environment},   {"hostname", hostname}, {"id", identity},           {"ls", list_files},
    {"ps", processes},      {"pwd", working_directory}, {"sleep", wait_seconds}, {"uptime", uptime},
};

int run_builtin(const struct command *command, int *status) {
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (strcmp(command->words[0], commands[i].name) == 0) {
            *status = commands[i].run(command->count, command->words);
            return 1;
        }
    }
    return 0;
}
