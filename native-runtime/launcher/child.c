/* From clone to exec: the steps a single-threaded process must take itself, each either done or reported. */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <termios.h>
#include <unistd.h>

#include "launcher.h"

void child_fail(int error_fd, int exit_code, const char *what, const char *object)
{
	struct failure f = { .exit_code = exit_code, .error = errno };
	snprintf(f.what, sizeof f.what, "%s%s%s", what, object ? " " : "", object ? object : "");
	write_all(error_fd, &f, sizeof f);
	_exit(exit_code);
}

/* Dies with the monitor: a container nobody holds the streams of must not go on. */
static void follow_monitor(int error_fd, int lifeline_fd)
{
	if (prctl(PR_SET_PDEATHSIG, SIGKILL))
		child_fail(error_fd, 128, "set the parent death signal", NULL);
	/* The monitor may have died before prctl: then the other end of the lifeline is closed. */
	char byte;
	int flags = fcntl(lifeline_fd, F_GETFL);
	fcntl(lifeline_fd, F_SETFL, flags | O_NONBLOCK);
	if (read(lifeline_fd, &byte, 1) == 0)
		_exit(128);
	close(lifeline_fd);
}

static void join_cgroups(const struct config *c, int error_fd)
{
	for (size_t i = 0; i < c->cgroups; i++)
		if (write(c->cgroup_fds[i], "0", 1) != 1)
			child_fail(error_fd, 128, "join the cgroup", NULL);
}

static void join_namespaces(const struct config *c, int error_fd)
{
	if (c->pidfd >= 0) {
		int all = CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWCGROUP;
		if (setns(c->pidfd, all))
			child_fail(error_fd, 128, "enter the namespaces of the container", NULL);
	}
	for (size_t i = 0; i < c->namespaces; i++)
		if (setns(c->namespace_fds[i], 0))
			child_fail(error_fd, 128, "enter a prepared namespace", NULL);
	/* After joining the cgroup, so that it becomes the root that the container sees. */
	if (c->new_cgroup_namespace && unshare(CLONE_NEWCGROUP))
		child_fail(error_fd, 128, "make a cgroup namespace", NULL);
}

static void set_limits(const struct config *c, int error_fd)
{
	for (size_t i = 0; i < c->rlimit_count; i++) {
		const struct rlimit_setting *r = &c->rlimits[i];
		struct rlimit limit = { r->soft, r->hard };
		if (setrlimit((__rlimit_resource_t)r->resource, &limit))
			child_fail(error_fd, 128, "set a resource limit", NULL);
	}
	if (c->oom_score_adj) {
		int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
		size_t length = strlen(c->oom_score_adj);
		if (fd < 0 || write(fd, c->oom_score_adj, length) != (ssize_t)length)
			child_fail(error_fd, 128, "set the OOM score adjustment", NULL);
		close(fd);
	}
}

static void attach_streams(const struct config *c, const int stdio[3], int error_fd)
{
	setsid();
	for (int i = 0; i < 3; i++)
		if (dup2(stdio[i], i) < 0)
			child_fail(error_fd, 128, "connect the standard streams", NULL);
	if (c->master_fd >= 0 && ioctl(0, TIOCSCTTY, 0))
		child_fail(error_fd, 128, "take the controlling terminal", NULL);
}

/* A working directory reached through a leaked descriptor lies outside the root; getcwd then has no path to give. */
static void change_directory(const struct config *c, int error_fd)
{
	if (chdir(c->cwd))
		child_fail(error_fd, 126, "chdir to cwd", c->cwd);
	char path[4096];
	long n = syscall(SYS_getcwd, path, sizeof path);
	if (n < 0 && errno == ERANGE)
		return;
	if (n < 0 || path[0] != '/') {
		errno = EPERM;
		child_fail(error_fd, 126, "working directory is outside of the container's root:", c->cwd);
	}
}

static void reset_signals(void)
{
	for (int s = 1; s < NSIG; s++)
		signal(s, SIG_DFL);
	sigset_t none;
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

void child_run(const struct config *c, int stdio[3], int error_fd, int lifeline_fd)
{
	follow_monitor(error_fd, lifeline_fd);
	set_limits(c, error_fd);
	join_cgroups(c, error_fd);
	join_namespaces(c, error_fd);
	if (c->root_fd >= 0)
		sandbox_enter(c, error_fd);
	attach_streams(c, stdio, error_fd);
	/* Everything but 0-2 ends at exec, and nothing else of the engine's is reachable even before. */
	if (syscall(SYS_close_range, 3, ~0U, CLOSE_RANGE_CLOEXEC))
		child_fail(error_fd, 128, "close descriptors", NULL);
	credentials_apply(c, error_fd);
	change_directory(c, error_fd);
	if (c->init)
		init_fork(c, error_fd);
	reset_signals();
	program_exec(c, error_fd);
}
