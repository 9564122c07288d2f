/* A shell for looking around: built-in commands, and any program there is. */
#include "hello.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void interrupted(int number) {
    (void)number; /* only leaves the wait for input */
}

static void terminated(int number) {
    _exit(128 + number);
}

static void catch_signal(int number, void (*handler)(int)) {
    struct sigaction action = {.sa_handler = handler};
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, NULL);
}

static int run_program(const struct command *command) {
    fflush(stdout);
    pid_t child = fork();
    if (child < 0) {
        perror("sh: fork");
        return 1;
    }
    if (child == 0) {
        catch_signal(SIGINT, SIG_DFL);
        catch_signal(SIGTERM, SIG_DFL);
        catch_signal(SIGHUP, SIG_DFL);
        execvp(command->words[0], command->words);
        int missing = errno == ENOENT || errno == ENOTDIR;
        fprintf(stderr, "sh: %s: %s\n", command->words[0], missing ? "not found (try help)" : strerror(errno));
        _exit(missing ? 127 : 126);
    }
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static int run_line(const char *line, int status) {
    struct command command;
    int parsed;
    while ((parsed = next_command(&line, status, &command)) > 0) {
        if (strcmp(command.words[0], "exit") == 0) {
            fflush(stdout);
            exit(command.count > 1 ? atoi(command.words[1]) & 0xff : status);
        }
        if (!run_builtin(&command, &status)) {
            status = run_program(&command);
        }
        fflush(stdout);
        free_command(&command);
    }
    return parsed < 0 ? 2 : status;
}

static int run_input(int interactive) {
    char *line = NULL;
    size_t size = 0;
    int status = 0;
    while (1) {
        if (interactive) {
            fputs("gantry$ ", stdout);
            fflush(stdout);
        }
        errno = 0;
        ssize_t length = getline(&line, &size, stdin);
        reap_children();
        if (length < 0 && errno == EINTR) {
            clearerr(stdin);
            putchar('\n');
        } else if (length < 0) {
            break;
        } else if (strlen(line) == (size_t)length) { /* with a zero byte in it, it is not text */
            status = run_line(line, status);
        }
    }
    if (interactive) {
        putchar('\n');
    }
    free(line);
    return status;
}

int shell(int argc, char **argv) {
    catch_signal(SIGTERM, terminated);
    catch_signal(SIGHUP, terminated);
    if (argc > 1 && strcmp(argv[1], "-c") == 0) {
        if (argc < 3) {
            fputs("sh: -c needs a command\n", stderr);
            return 2;
        }
        /* As the first process of a container it would otherwise not hear it. */
        catch_signal(SIGINT, terminated);
        return run_line(argv[2], 0);
    }
    if (argc > 1 && strcmp(argv[1], "-i") != 0 && strcmp(argv[1], "-l") != 0) {
        fprintf(stderr, "sh: %s: only -c COMMAND is known here\n", argv[1]);
        return 2;
    }
    int interactive = isatty(0) || (argc > 1 && strcmp(argv[1], "-i") == 0);
    if (interactive) {
        catch_signal(SIGINT, interrupted);
        puts("A small shell. Type help to see what it can do.");
    }
    return run_input(interactive);
}
