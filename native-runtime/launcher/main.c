#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "launcher.h"

enum { CONFIG_FD = 3 };

static _Noreturn void die(const char *what)
{
	fprintf(stderr, "gantry-launcher: %s: %s\n", what, strerror(errno));
	exit(125);
}

int write_all(int fd, const void *data, size_t length)
{
	const char *p = data;
	while (length) {
		ssize_t n = write(fd, p, length);
		if (n < 0) {
			if (errno == EINTR)
				continue;
			return -1;
		}
		p += n;
		length -= (size_t)n;
	}
	return 0;
}

static void make_pipe(int *read_end, int *write_end)
{
	int fds[2];
	if (pipe2(fds, O_CLOEXEC))
		die("pipe");
	*read_end = fds[0];
	*write_end = fds[1];
}

/* child_end: what the process gets as 0, 1, 2; monitor_end: what the monitor keeps of each. */
static void make_streams(const struct config *c, int child_end[3], int monitor_end[3])
{
	monitor_end[0] = monitor_end[1] = monitor_end[2] = -1;
	if (c->master_fd >= 0) {
		child_end[0] = child_end[1] = child_end[2] = c->slave_fd;
		/* Two descriptors, so that input and output are closed and polled independently. */
		monitor_end[0] = fcntl(c->master_fd, F_DUPFD_CLOEXEC, 0);
		monitor_end[1] = c->master_fd;
		return;
	}
	if (c->open_stdin)
		make_pipe(&child_end[0], &monitor_end[0]);
	else
		child_end[0] = open("/dev/null", O_RDONLY | O_CLOEXEC);
	make_pipe(&monitor_end[1], &child_end[1]);
	make_pipe(&monitor_end[2], &child_end[2]);
}

/* fork with a pidfd and, where asked for, as the first process of a new pid namespace and inside its control group:
 * being born there spares the wait for a grace period that moving there costs. */
static pid_t clone_child(const struct config *c, int *pidfd)
{
	struct clone_args args = {
		.flags = CLONE_PIDFD | (c->new_pid_namespace ? CLONE_NEWPID : 0),
		.pidfd = (uint64_t)(uintptr_t)pidfd,
		.exit_signal = SIGCHLD,
	};
	if (c->cgroup_fd >= 0) {
		args.flags |= CLONE_INTO_CGROUP;
		args.cgroup = (unsigned int)c->cgroup_fd;
	}
	return (pid_t)syscall(SYS_clone3, &args, sizeof args);
}

/* When memory runs out the kernel should choose a container's process, not the one that keeps its exit code. The child
 * sets its own value, which the engine always gives. */
static void protect_from_oom(void)
{
	int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return;
	if (write(fd, "-999", 4) < 0)
		fprintf(stderr, "gantry-launcher: cannot lower its OOM score: %s\n", strerror(errno));
	close(fd);
}

int main(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	static struct config c;
	config_read(&c, CONFIG_FD);
	/* Nothing of this process may be looked at from inside a container that it enters (exec). */
	prctl(PR_SET_DUMPABLE, 0);
	/* It was executed by way of a descriptor, whose number would be its name. */
	prctl(PR_SET_NAME, "gantry-launcher");
	signal(SIGPIPE, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	signal(SIGINT, SIG_IGN);
	umask(0022);
	protect_from_oom();

	int child_end[3], monitor_end[3], error_pipe[2], lifeline[2], pidfd = -1;
	make_streams(&c, child_end, monitor_end);
	make_pipe(&error_pipe[0], &error_pipe[1]);
	make_pipe(&lifeline[0], &lifeline[1]);
	if (c.pidfd >= 0 && setns(c.pidfd, CLONE_NEWPID)) {
		/* The container has just ended: told through the same channel as any failure of the child. */
		struct failure f = { .exit_code = 128, .error = errno, .what = "enter the pid namespace of the container" };
		write_all(error_pipe[1], &f, sizeof f);
		close(error_pipe[1]);
		return monitor_run(&c, -1, -1, monitor_end, error_pipe[0]);
	}
	pid_t child = clone_child(&c, &pidfd);
	if (child < 0)
		die("clone");
	if (child == 0) {
		close(lifeline[1]);
		child_run(&c, child_end, error_pipe[1], lifeline[0]);
	}
	close(error_pipe[1]);
	close(lifeline[0]);
	for (int i = 0; i < 3; i++)
		if (i == 0 || child_end[i] != child_end[0])
			close(child_end[i]);
	for (size_t i = 0; i < c.namespaces; i++)
		close(c.namespace_fds[i]);
	for (size_t i = 0; i < c.cgroups; i++)
		close(c.cgroup_fds[i]);
	close(c.root_fd);
	close(c.null_fd);
	close(c.pidfd);
	close(c.cgroup_fd);
	return monitor_run(&c, child, pidfd, monitor_end, error_pipe[0]);
}
