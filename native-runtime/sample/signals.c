/* Signals of a process that may be the first one of its container. */
#include "hello.h"

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>

static volatile sig_atomic_t requested;

static void request_stop(int number) {
    requested = number;
}

static void note_child(int number) {
    (void)number; /* only interrupts what waits */
}

/* Without SA_RESTART: what waits is to notice at once. */
void stop_on_signals(void) {
    struct sigaction stop = {.sa_handler = request_stop};
    sigemptyset(&stop.sa_mask);
    sigaction(SIGTERM, &stop, NULL);
    sigaction(SIGINT, &stop, NULL);
    sigaction(SIGHUP, &stop, NULL);
    struct sigaction child = {.sa_handler = note_child, .sa_flags = SA_NOCLDSTOP};
    sigemptyset(&child.sa_mask);
    sigaction(SIGCHLD, &child, NULL);
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigaction(SIGPIPE, &ignore, NULL);
}

int stop_requested(void) {
    return requested;
}

void reap_children(void) {
    int saved = errno;
    while (waitpid(-1, NULL, WNOHANG) > 0) {
    }
    errno = saved;
}
