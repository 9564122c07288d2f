#include <fcntl.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "launcher.h"

/* "CODE NANOSECONDS ERROR\n", whole or not at all: written beside and renamed. */
void exitfile_write(int run_dir_fd, int code, const char *error)
{
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	char text[512];
	int length = snprintf(text, sizeof text, "%d %lld%09ld %s\n", code, (long long)now.tv_sec, now.tv_nsec, error);
	if (length >= (int)sizeof text)
		length = sizeof text - 1;
	int fd = openat(run_dir_fd, "exit.tmp", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0)
		return;
	int failed = write_all(fd, text, (size_t)length);
	close(fd);
	if (!failed)
		renameat(run_dir_fd, "exit.tmp", run_dir_fd, "exit");
}
