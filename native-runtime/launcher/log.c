/* Docker's json-file format: {"log":"text\n","stream":"stdout","time":"RFC 3339 with nanoseconds"} a line. A line of
 * output longer than CHUNK becomes several records, all but the last without "\n" at the end, as dockerd writes them. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "launcher.h"

enum { CHUNK = 16384, BUFFER = 65536, RECORD_MAX = CHUNK * 6 + 128 };

static struct {
	int dir_fd, fd, max_files;
	const char *name;
	uint64_t size, max_size; /* of what the limit is about: the file, or the output in it */
	bool count_output;
	char buffer[BUFFER + RECORD_MAX];
	size_t used;
	time_t second;
	char date[32];
} logfile = { .fd = -1 };

/* Output that does not end in a newline waits here for the rest of its line. */
static struct {
	char data[CHUNK];
	size_t used;
} partial[3];

static void open_current(void)
{
	struct stat st;
	logfile.fd = openat(logfile.dir_fd, logfile.name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0640);
	logfile.size = logfile.fd >= 0 && !fstat(logfile.fd, &st) ? (uint64_t)st.st_size : 0;
}

void log_open(const struct config *c)
{
	if (c->log_dir_fd < 0)
		return;
	logfile.dir_fd = c->log_dir_fd;
	/* The configuration is unmapped after the start. */
	logfile.name = strdup(c->log_name);
	logfile.max_size = c->log_max_size;
	logfile.count_output = c->log_count_output;
	logfile.max_files = c->log_max_files > 0 ? c->log_max_files : 1;
	open_current();
}

/* NAME.4 → NAME.5 … NAME → NAME.1; with one file only, the present one is begun anew. */
static void rotate(void)
{
	char from[300], to[300];
	close(logfile.fd);
	for (int i = logfile.max_files - 1; i >= 1; i--) {
		if (i == 1)
			snprintf(from, sizeof from, "%s", logfile.name);
		else
			snprintf(from, sizeof from, "%s.%d", logfile.name, i - 1);
		snprintf(to, sizeof to, "%s.%d", logfile.name, i);
		renameat(logfile.dir_fd, from, logfile.dir_fd, to);
	}
	if (logfile.max_files == 1)
		unlinkat(logfile.dir_fd, logfile.name, 0);
	open_current();
}

/* A full disk loses log lines, as it must; it never stops the container. */
static void flush(void)
{
	if (logfile.used && logfile.fd >= 0 && !write_all(logfile.fd, logfile.buffer, logfile.used) &&
	    !logfile.count_output)
		logfile.size += logfile.used;
	logfile.used = 0;
}

static void put(const char *text, size_t length)
{
	memcpy(logfile.buffer + logfile.used, text, length);
	logfile.used += length;
}

static void put_escaped(unsigned char ch)
{
	static const char HEX[] = "0123456789abcdef";
	switch (ch) {
	case '"': put("\\\"", 2); break;
	case '\\': put("\\\\", 2); break;
	case '\n': put("\\n", 2); break;
	case '\r': put("\\r", 2); break;
	case '\t': put("\\t", 2); break;
	default: {
		char u[6] = { '\\', 'u', '0', '0', HEX[ch >> 4], HEX[ch & 15] };
		put(u, sizeof u);
	}
	}
}

/* Length of the well-formed UTF-8 sequence at p (RFC 3629: no overlong forms, no surrogates), or 0. */
static size_t utf8_length(const unsigned char *p, size_t left)
{
	unsigned char low = 0x80, high = 0xbf;
	size_t n;
	if (*p >= 0xc2 && *p <= 0xdf)
		n = 2;
	else if (*p >= 0xe0 && *p <= 0xef)
		n = 3;
	else if (*p >= 0xf0 && *p <= 0xf4)
		n = 4;
	else
		return 0;
	if (n > left)
		return 0;
	if (*p == 0xe0)
		low = 0xa0;
	else if (*p == 0xed)
		high = 0x9f;
	else if (*p == 0xf0)
		low = 0x90;
	else if (*p == 0xf4)
		high = 0x8f;
	if (p[1] < low || p[1] > high)
		return 0;
	for (size_t i = 2; i < n; i++)
		if ((p[i] & 0xc0) != 0x80)
			return 0;
	return n;
}

static void put_text(const unsigned char *p, size_t length)
{
	while (length) {
		size_t plain = 0;
		while (plain < length && p[plain] >= 0x20 && p[plain] < 0x7f && p[plain] != '"' && p[plain] != '\\')
			plain++;
		if (plain) {
			put((const char *)p, plain);
		} else if (*p < 0x80) {
			put_escaped(*p);
			plain = 1;
		} else if ((plain = utf8_length(p, length))) {
			put((const char *)p, plain);
		} else {
			put("\xef\xbf\xbd", 3);
			plain = 1;
		}
		p += plain;
		length -= plain;
	}
}

static void put_time(void)
{
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	if (now.tv_sec != logfile.second) {
		struct tm tm;
		gmtime_r(&now.tv_sec, &tm);
		strftime(logfile.date, sizeof logfile.date, "%Y-%m-%dT%H:%M:%S", &tm);
		logfile.second = now.tv_sec;
	}
	char text[48];
	int n = snprintf(text, sizeof text, "%s.%09ldZ\"}\n", logfile.date, now.tv_nsec);
	put(text, (size_t)n);
}

static void put_record(int stream, const char *data, size_t length)
{
	static const char OUT[] = "\",\"stream\":\"stdout\",\"time\":\"";
	static const char ERR[] = "\",\"stream\":\"stderr\",\"time\":\"";
	if (logfile.used > BUFFER)
		flush();
	uint64_t present = logfile.size + (logfile.count_output ? 0 : logfile.used);
	if (logfile.max_size && present && present + length > logfile.max_size) {
		flush();
		rotate();
	}
	if (logfile.count_output)
		logfile.size += length;
	put("{\"log\":\"", 8);
	put_text((const unsigned char *)data, length);
	put(stream == 2 ? ERR : OUT, sizeof OUT - 1);
	put_time();
}

/* How many bytes of the end of this text are the beginning of a UTF-8 character that goes on after it. */
static size_t cut_character(const char *data, size_t length)
{
	for (size_t n = 1; n <= 3 && n < length; n++) {
		unsigned char ch = (unsigned char)data[length - n];
		if ((ch & 0xc0) == 0x80)
			continue;
		size_t whole = ch >= 0xf0 ? 4 : ch >= 0xe0 ? 3 : ch >= 0xc0 ? 2 : 1;
		return whole > n ? n : 0;
	}
	return 0;
}

/* Takes bytes up to and including a newline, or as many as fit in a chunk; returns how many. */
static size_t take(int stream, const char *data, size_t length)
{
	size_t room = CHUNK - partial[stream].used;
	size_t reach = length < room ? length : room;
	const char *newline = memchr(data, '\n', reach);
	size_t n = newline ? (size_t)(newline - data) + 1 : reach;
	if (newline && partial[stream].used == 0) {
		put_record(stream, data, n);
		return n;
	}
	char *line = partial[stream].data;
	memcpy(line + partial[stream].used, data, n);
	partial[stream].used += n;
	if (newline || n == room) {
		size_t rest = newline ? 0 : cut_character(line, partial[stream].used);
		put_record(stream, line, partial[stream].used - rest);
		memmove(line, line + partial[stream].used - rest, rest);
		partial[stream].used = rest;
	}
	return n;
}

void log_write(int stream, const char *data, size_t length)
{
	if (logfile.fd < 0)
		return;
	while (length) {
		size_t n = take(stream, data, length);
		data += n;
		length -= n;
	}
	flush();
}

void log_finish(void)
{
	if (logfile.fd < 0)
		return;
	for (int stream = 1; stream <= 2; stream++)
		if (partial[stream].used)
			put_record(stream, partial[stream].data, partial[stream].used);
	flush();
}
