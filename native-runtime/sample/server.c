/* A small HTTP/1.1 server: one process, no blocking, one answer per connection. */
#include "hello.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { CLIENTS = 32, REQUEST = 4096, PATIENCE_SECONDS = 10 };

struct client {
    int fd; /* -1: free */
    char request[REQUEST];
    size_t received;
    char *answer; /* NULL: still reading */
    size_t length, sent;
    time_t deadline;
    char peer[INET6_ADDRSTRLEN];
};

static struct client clients[CLIENTS];
static time_t started;

static time_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_BOOTTIME, &t);
    return t.tv_sec;
}

static int listen_on(int port, int family) {
    int fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) {
        return -1;
    }
    int yes = 1, no = 0;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port)};
    struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    int bound;
    if (family == AF_INET6) {
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &no, sizeof no);
        bound = bind(fd, (struct sockaddr *)&v6, sizeof v6);
    } else {
        bound = bind(fd, (struct sockaddr *)&v4, sizeof v4);
    }
    if (bound < 0 || listen(fd, CLIENTS) < 0) {
        int saved = errno;
        close(fd);
        errno = saved;
        return -1;
    }
    return fd;
}

static void drop(struct client *c) {
    close(c->fd);
    free(c->answer);
    memset(c, 0, sizeof *c);
    c->fd = -1;
}

static void name_peer(struct client *c, const struct sockaddr_storage *address) {
    const void *raw = address->ss_family == AF_INET6 ? (const void *)&((const struct sockaddr_in6 *)address)->sin6_addr
                                                     : (const void *)&((const struct sockaddr_in *)address)->sin_addr;
    if (!inet_ntop(address->ss_family, raw, c->peer, sizeof c->peer)) {
        strcpy(c->peer, "?");
    }
    if (strncmp(c->peer, "::ffff:", 7) == 0) {
        memmove(c->peer, c->peer + 7, strlen(c->peer + 7) + 1);
    }
}

static void accept_client(int listener) {
    struct sockaddr_storage address = {0};
    socklen_t size = sizeof address;
    int fd = accept4(listener, (struct sockaddr *)&address, &size, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (fd < 0) {
        return;
    }
    for (int i = 0; i < CLIENTS; i++) {
        if (clients[i].fd < 0) {
            clients[i].fd = fd;
            clients[i].deadline = now() + PATIENCE_SECONDS;
            name_peer(&clients[i], &address);
            return;
        }
    }
    close(fd); /* more at a time than this little server takes */
}

/* A request may hold anything; the log must stay one printable line for each. */
static void log_request(const struct client *c, const char *line, int status) {
    char text[128];
    size_t n = 0;
    for (; line[n] && line[n] != '\r' && line[n] != '\n' && n < sizeof text - 1; n++) {
        text[n] = line[n] >= 0x20 && line[n] < 0x7f ? line[n] : '?';
    }
    text[n] = 0;
    printf("%s \"%s\" %d\n", c->peer, text, status);
    fflush(stdout);
}

static int write_body(FILE *body, const char *path, size_t length, const char **type) {
    *type = "text/plain; charset=utf-8";
    if (length == 1 && path[0] == '/') {
        *type = "text/html; charset=utf-8";
        write_page(body, (long)(now() - started));
        return 200;
    }
    if (length == 7 && strncmp(path, "/health", 7) == 0) {
        fputs("ok\n", body);
        return 200;
    }
    fputs("There is nothing here; the page is at /\n", body);
    return 404;
}

static void answer(struct client *c) {
    char *body = NULL;
    size_t body_size = 0;
    const char *type = "text/plain; charset=utf-8";
    int head = strncmp(c->request, "HEAD ", 5) == 0;
    int status = 405;
    FILE *stream = open_memstream(&body, &body_size);
    if (!stream) {
        drop(c);
        return;
    }
    if (head || strncmp(c->request, "GET ", 4) == 0) {
        const char *path = c->request + (head ? 5 : 4);
        status = write_body(stream, path, strcspn(path, " ?\r\n"), &type);
    } else {
        fputs("Only GET and HEAD are known here.\n", stream);
    }
    fclose(stream);
    stream = open_memstream(&c->answer, &c->length);
    if (stream) {
        const char *reason = status == 200 ? "OK" : status == 404 ? "Not Found" : "Method Not Allowed";
        fprintf(stream,
                "HTTP/1.1 %d %s\r\nContent-Type: %s\r\nContent-Length: %zu\r\nCache-Control: no-store\r\n"
                "X-Content-Type-Options: nosniff\r\n"
                "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'\r\n"
                "Connection: close\r\n\r\n",
                status, reason, type, body_size);
        fwrite(body, 1, head ? 0 : body_size, stream);
        fclose(stream);
    }
    free(body);
    log_request(c, c->request, status);
}

static void receive(struct client *c) {
    ssize_t n = read(c->fd, c->request + c->received, REQUEST - 1 - c->received);
    if (n <= 0) {
        if (n == 0 || errno != EAGAIN) {
            drop(c);
        }
        return;
    }
    c->received += (size_t)n;
    c->request[c->received] = 0;
    if (strstr(c->request, "\r\n\r\n") || strstr(c->request, "\n\n") || c->received == REQUEST - 1) {
        answer(c);
    }
}

static void send_answer(struct client *c) {
    ssize_t n = send(c->fd, c->answer + c->sent, c->length - c->sent, MSG_NOSIGNAL);
    if (n < 0 && errno == EAGAIN) {
        return;
    }
    c->sent += n > 0 ? (size_t)n : 0;
    if (n <= 0 || c->sent == c->length) {
        shutdown(c->fd, SHUT_WR);
        drop(c);
    }
}

static void handle(struct client *c, short events) {
    if (now() > c->deadline) {
        drop(c);
    } else if (events && c->answer) {
        send_answer(c);
    } else if (events) {
        receive(c);
    }
}

static void run(int listener) {
    sigset_t blocked, waiting;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGTERM);
    sigaddset(&blocked, SIGINT);
    sigaddset(&blocked, SIGHUP);
    sigaddset(&blocked, SIGCHLD);
    /* Signals arrive only inside ppoll: none can fall between the check and the wait. */
    sigprocmask(SIG_BLOCK, &blocked, &waiting);
    while (!stop_requested()) {
        struct pollfd polled[CLIENTS + 1] = {{.fd = listener, .events = POLLIN}};
        int busy = 0;
        for (int i = 0; i < CLIENTS; i++) {
            polled[i + 1].fd = clients[i].fd;
            polled[i + 1].events = clients[i].answer ? POLLOUT : POLLIN;
            busy |= clients[i].fd >= 0;
        }
        struct timespec second = {.tv_sec = 1};
        int ready = ppoll(polled, CLIENTS + 1, busy ? &second : NULL, &waiting);
        reap_children();
        for (int i = 0; ready >= 0 && i < CLIENTS; i++) {
            if (clients[i].fd >= 0) {
                handle(&clients[i], polled[i + 1].revents);
            }
        }
        if (ready > 0 && polled[0].revents) {
            accept_client(listener);
        }
    }
}

int serve(int port) {
    int listener = listen_on(port, AF_INET6);
    const char *families = "IPv4 and IPv6";
    if (listener < 0) {
        listener = listen_on(port, AF_INET);
        families = "IPv4";
    }
    if (listener < 0) {
        fprintf(stderr, "serve: cannot listen on port %d: %s\n", port, strerror(errno));
        return 1;
    }
    for (int i = 0; i < CLIENTS; i++) {
        clients[i].fd = -1;
    }
    started = now();
    stop_on_signals();
    char host[256] = "";
    gethostname(host, sizeof host - 1);
    printf("gantry/hello is up on %s: http port %d, %s, user %u\n", host, port, families, getuid());
    fflush(stdout);
    run(listener);
    printf("stopping: signal %d\n", stop_requested());
    return 0;
}
