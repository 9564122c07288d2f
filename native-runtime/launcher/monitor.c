/* The half that lives as long as the process: moves its streams to the log and to the engine, and tells its end.
 *
 * Frames in both directions are one byte of type, a little-endian 32-bit length, and the payload.
 *   to the engine:   S pid          it runs            F code text   it could not be started
 *                    O data, E data its output         X code        it has ended, all output has been sent
 *   from the engine: A, a           send output or not I data        standard input
 *                    i              end of input       R rows cols   terminal size (two 16-bit numbers)
 *                    K signal       send a signal (32-bit)
 * Whoever connects is told the present state first. A new connection replaces the old one. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "launcher.h"

enum { HEADER = 5, PAYLOAD = 32768, FRAME = HEADER + PAYLOAD };

static struct {
	int listen_fd, conn, child_pidfd, master_fd, run_dir_fd;
	int stream[3];
	pid_t child;
	bool tty, attached, stdin_once, exited, failed;
	int code;
	char error[300];
	char out[FRAME]; /* the one frame on its way to the engine */
	size_t out_used, out_sent;
	char in[FRAME]; /* the frame being received, and then input waiting for the process to read it */
	size_t in_used, in_done;
} m = { .conn = -1 };

static void begin_frame(char type, size_t payload)
{
	uint32_t length = (uint32_t)payload;
	m.out[0] = type;
	memcpy(m.out + 1, &length, sizeof length);
	m.out_used = HEADER + payload;
	m.out_sent = 0;
}

static void close_stdin(void)
{
	if (m.stream[0] >= 0)
		close(m.stream[0]);
	m.stream[0] = -1;
}

static void drop_connection(void)
{
	if (m.conn >= 0)
		close(m.conn);
	m.conn = -1;
	m.out_used = m.out_sent = m.in_used = m.in_done = 0;
	m.attached = false;
	if (m.stdin_once)
		close_stdin();
}

static void flush_frame(void)
{
	while (m.conn >= 0 && m.out_sent < m.out_used) {
		ssize_t n = send(m.conn, m.out + m.out_sent, m.out_used - m.out_sent, MSG_NOSIGNAL | MSG_DONTWAIT);
		if (n < 0) {
			if (errno == EAGAIN)
				return;
			if (errno == EINTR)
				continue;
			drop_connection();
			return;
		}
		m.out_sent += (size_t)n;
	}
	m.out_used = m.out_sent = 0;
}

/* Only called when no frame is under way. */
static void send_start(void)
{
	if (m.conn < 0)
		return;
	if (m.failed) {
		size_t length = strlen(m.error);
		memcpy(m.out + HEADER, &m.code, sizeof m.code);
		memcpy(m.out + HEADER + sizeof m.code, m.error, length);
		begin_frame('F', sizeof m.code + length);
	} else {
		memcpy(m.out + HEADER, &m.child, sizeof m.child);
		begin_frame('S', sizeof m.child);
	}
	flush_frame();
}

static void send_end(void)
{
	if (m.conn < 0)
		return;
	memcpy(m.out + HEADER, &m.code, sizeof m.code);
	begin_frame('X', sizeof m.code);
	flush_frame();
}

static bool accept_engine(bool started)
{
	int fd = accept4(m.listen_fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
	if (fd < 0)
		return false;
	if (m.conn >= 0)
		drop_connection();
	m.conn = fd;
	if (started)
		send_start();
	return true;
}

static void set_size(const char *payload)
{
	uint16_t rows_columns[2];
	memcpy(rows_columns, payload, sizeof rows_columns);
	struct winsize size = { .ws_row = rows_columns[0], .ws_col = rows_columns[1] };
	if (m.tty)
		ioctl(m.master_fd, TIOCSWINSZ, &size);
}

static void send_signal(const char *payload)
{
	int signal_number;
	memcpy(&signal_number, payload, sizeof signal_number);
	if (m.child_pidfd >= 0 && !m.exited)
		syscall(SYS_pidfd_send_signal, m.child_pidfd, signal_number, NULL, 0);
}

/* Passes input on; false while the process does not take it, which leaves the frame where it is. */
static bool feed_stdin(size_t length)
{
	while (m.in_done < length) {
		if (m.stream[0] < 0)
			return true;
		ssize_t n = write(m.stream[0], m.in + HEADER + m.in_done, length - m.in_done);
		if (n < 0) {
			if (errno == EAGAIN)
				return false;
			if (errno == EINTR)
				continue;
			close_stdin();
			return true;
		}
		m.in_done += (size_t)n;
	}
	return true;
}

/* Handles the complete frame in m.in; false if it has to wait. */
static bool handle_frame(char type, size_t length)
{
	switch (type) {
	case 'A': m.attached = true; return true;
	case 'a': m.attached = false; return true;
	case 'I': return feed_stdin(length);
	case 'i':
		/* A terminal has no end of input but the one its user types. */
		if (!m.tty)
			close_stdin();
		return true;
	case 'R':
		if (length == 4)
			set_size(m.in + HEADER);
		return true;
	case 'K':
		if (length == 4)
			send_signal(m.in + HEADER);
		return true;
	default: return true;
	}
}

static bool stdin_waits(void)
{
	uint32_t length;
	if (m.in_used < HEADER || m.in[0] != 'I')
		return false;
	memcpy(&length, m.in + 1, sizeof length);
	return m.in_used == HEADER + (size_t)length;
}

/* Works off the received frame if it is whole. */
static void finish_frame(void)
{
	uint32_t length;
	if (m.in_used < HEADER)
		return;
	memcpy(&length, m.in + 1, sizeof length);
	if (length > PAYLOAD) {
		drop_connection();
		return;
	}
	if (m.in_used == HEADER + (size_t)length && handle_frame(m.in[0], length))
		m.in_used = m.in_done = 0;
}

static void read_engine(void)
{
	size_t want = HEADER;
	if (m.in_used >= HEADER) {
		uint32_t length;
		memcpy(&length, m.in + 1, sizeof length);
		want = HEADER + (size_t)length;
	}
	ssize_t n = want > m.in_used ? recv(m.conn, m.in + m.in_used, want - m.in_used, MSG_DONTWAIT) : 0;
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n <= 0) {
		drop_connection();
		return;
	}
	m.in_used += (size_t)n;
	finish_frame();
}

/* One read of one output stream, to the log and, if asked for, into the frame. False at its end or when empty. */
static bool pump(int stream)
{
	ssize_t n = read(m.stream[stream], m.out + HEADER, PAYLOAD);
	if (n < 0 && errno == EINTR)
		return true;
	if (n < 0 && errno == EAGAIN)
		return false;
	if (n <= 0) { /* a terminal answers EIO when its last process has closed it */
		close(m.stream[stream]);
		m.stream[stream] = -1;
		return false;
	}
	log_write(stream, m.out + HEADER, (size_t)n);
	if (m.attached && m.conn >= 0) {
		begin_frame(stream == 2 ? 'E' : 'O', (size_t)n);
		flush_frame();
	}
	return true;
}

static void reap(void)
{
	siginfo_t info = { 0 };
	if (waitid(P_PID, (id_t)m.child, &info, WEXITED) < 0)
		return;
	m.exited = true;
	m.code = info.si_code == CLD_EXITED ? info.si_status : 128 + info.si_status;
}

/* Reads what the child has to say before exec: nothing, if exec worked. */
static void await_exec(int error_fd)
{
	struct failure f;
	ssize_t n;
	do {
		n = read(error_fd, &f, sizeof f);
	} while (n < 0 && errno == EINTR);
	close(error_fd);
	if (n != (ssize_t)sizeof f) {
		if (m.child < 0) {
			m.failed = true;
			m.code = 128;
		}
		return;
	}
	m.failed = true;
	m.code = f.exit_code;
	f.what[sizeof f.what - 1] = 0;
	snprintf(m.error, sizeof m.error, "%s: %s", f.what, strerror(f.error));
	if (m.child > 0)
		waitid(P_PID, (id_t)m.child, &(siginfo_t){ 0 }, WEXITED);
}

static void add(struct pollfd *fds, int *index, nfds_t *n, int fd, short events)
{
	*index = -1;
	if (fd < 0)
		return;
	*index = (int)*n;
	fds[*n] = (struct pollfd){ .fd = fd, .events = events };
	(*n)++;
}

/* One turn: waits for anything to do and does it. While a frame to the engine is stuck no output is read: the process
 * waits, as it would for a slow terminal. */
static void turn(void)
{
	struct pollfd fds[6];
	nfds_t n = 0;
	int conn, listener, child, out, err, input;
	bool stuck = m.out_used > 0, waits = stdin_waits();
	add(fds, &listener, &n, m.listen_fd, POLLIN);
	add(fds, &child, &n, m.exited ? -1 : m.child_pidfd, POLLIN);
	add(fds, &conn, &n, m.conn, (short)((waits ? 0 : POLLIN) | (stuck ? POLLOUT : 0)));
	add(fds, &out, &n, stuck ? -1 : m.stream[1], POLLIN);
	add(fds, &err, &n, stuck ? -1 : m.stream[2], POLLIN);
	add(fds, &input, &n, waits ? m.stream[0] : -1, POLLOUT);
	if (poll(fds, n, -1) < 0)
		return;
	if (conn >= 0 && fds[conn].revents & POLLOUT)
		flush_frame();
	if (input >= 0 && fds[input].revents)
		finish_frame();
	if (conn >= 0 && m.conn >= 0 && fds[conn].revents & POLLIN)
		read_engine();
	else if (conn >= 0 && m.conn >= 0 && fds[conn].revents & (POLLHUP | POLLERR))
		drop_connection();
	if (out >= 0 && fds[out].revents && !m.out_used)
		pump(1);
	if (err >= 0 && fds[err].revents && !m.out_used)
		pump(2);
	if (child >= 0 && fds[child].revents)
		reap();
	if (fds[listener].revents && !m.out_used)
		accept_engine(true);
}

static void flush_to_end(void)
{
	while (m.conn >= 0 && m.out_used) {
		struct pollfd fd = { .fd = m.conn, .events = POLLOUT };
		poll(&fd, 1, -1);
		if (fd.revents & (POLLHUP | POLLERR))
			drop_connection();
		flush_frame();
	}
}

/* What the process wrote before it ended is all in the pipes by now. */
static void drain(void)
{
	for (int stream = 1; stream <= 2; stream++)
		while (m.stream[stream] >= 0 && pump(stream))
			flush_to_end();
}

static void set_nonblocking(int fd)
{
	if (fd >= 0)
		fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
}

int monitor_run(const struct config *c, pid_t child, int child_pidfd, int streams[3], int error_fd)
{
	m.listen_fd = c->listen_fd;
	m.run_dir_fd = c->run_dir_fd;
	m.master_fd = c->master_fd;
	m.tty = c->master_fd >= 0;
	m.stdin_once = c->stdin_once;
	m.child = child;
	m.child_pidfd = child_pidfd;
	for (int i = 0; i < 3; i++) {
		m.stream[i] = streams[i];
		set_nonblocking(streams[i]);
	}
	set_nonblocking(m.listen_fd);
	log_open(c);
	/* The engine connects before it starts this process; if it is not there, it has died meanwhile. */
	m.attached = accept_engine(false) && c->attached;
	await_exec(error_fd);
	config_release((struct config *)c);
	if (m.failed) {
		exitfile_write(m.run_dir_fd, m.code, m.error);
		send_start();
		flush_to_end();
		return 0;
	}
	send_start();
	while (!m.exited)
		turn();
	flush_to_end();
	drain();
	log_finish();
	exitfile_write(m.run_dir_fd, m.code, "");
	send_end();
	flush_to_end();
	return 0;
}
