#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "launcher.h"

static const char DEFAULT_PATH[] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

static const char *path_of(char *const *envp)
{
	for (; *envp; envp++)
		if (!strncmp(*envp, "PATH=", 5))
			return *envp + 5;
	return DEFAULT_PATH;
}

static _Noreturn void fail(const struct config *c, int error_fd, int error)
{
	errno = error;
	bool missing = error == ENOENT || error == ENOTDIR || error == ENAMETOOLONG;
	child_fail(error_fd, missing ? 127 : 126, "exec", c->argv[0]);
}

static void try_path(const struct config *c, const char *path, int *worst)
{
	execve(path, c->argv, c->envp);
	int error = errno;
	struct stat st;
	if (error == EACCES && !stat(path, &st) && S_ISDIR(st.st_mode))
		error = EISDIR;
	/* Something found but not executable says more than something missing further along. */
	if (*worst == 0 || *worst == ENOENT)
		*worst = error;
}

void program_exec(const struct config *c, int error_fd)
{
	const char *file = c->argv[0];
	int worst = 0;
	if (!*file)
		fail(c, error_fd, ENOENT);
	if (strchr(file, '/')) {
		try_path(c, file, &worst);
		fail(c, error_fd, worst);
	}
	for (const char *p = path_of(c->envp);;) {
		size_t length = strcspn(p, ":");
		char path[PATH_MAX];
		int n = length ? snprintf(path, sizeof path, "%.*s/%s", (int)length, p, file)
			       : snprintf(path, sizeof path, "./%s", file);
		if (n > 0 && (size_t)n < sizeof path)
			try_path(c, path, &worst);
		if (!p[length])
			break;
		p += length + 1;
	}
	fail(c, error_fd, worst == 0 ? ENOENT : worst);
}
