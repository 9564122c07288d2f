/* --init: pid 1 that passes signals on and collects orphans, so that the program need not be written to be pid 1. */
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "launcher.h"

static _Noreturn void serve(pid_t program)
{
	sigset_t all;
	sigfillset(&all);
	for (;;) {
		siginfo_t info;
		if (sigwaitinfo(&all, &info) < 0)
			continue;
		if (info.si_signo != SIGCHLD) {
			/* The program leads its own process group; a terminal's signals reach that group by themselves. */
			if (info.si_code <= 0)
				kill(program, info.si_signo);
			continue;
		}
		int status;
		pid_t pid;
		while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
			if (pid == program)
				_exit(WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
	}
}

void init_fork(const struct config *c, int error_fd)
{
	sigset_t all;
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, NULL);
	pid_t program = fork();
	if (program < 0)
		child_fail(error_fd, 128, "start the program under init", NULL);
	if (program == 0) {
		setpgid(0, 0);
		if (c->master_fd >= 0)
			tcsetpgrp(0, getpid());
		return;
	}
	/* The program reports; init must not hold the channel open, nor the streams, nor anything else of the engine's. */
	syscall(SYS_close_range, 0, ~0U, 0);
	prctl(PR_SET_NAME, "init");
	serve(program);
}
