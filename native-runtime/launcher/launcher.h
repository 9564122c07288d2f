/* The launcher: one small process per container or exec. It starts the first process inside the sandbox that the engine
 * has prepared, then holds its standard streams, writes its log and keeps its exit code, so that the container does not
 * depend on the engine's life. */
#ifndef LAUNCHER_H
#define LAUNCHER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum { MAX_NAMESPACES = 8, MAX_CGROUPS = 16, MAX_GROUPS = 256, MAX_RLIMITS = 16, MAX_PATHS = 256 };

struct rlimit_setting {
	int resource;
	uint64_t soft, hard;
};

/* The engine's instructions; strings point into the mapped configuration. -1 is "no such descriptor". */
struct config {
	const char *id;
	int listen_fd;  /* listening unix socket the engine talks through */
	int run_dir_fd; /* where the exit file goes */
	int log_dir_fd; /* where the log goes, or -1 */
	const char *log_name;
	uint64_t log_max_size; /* 0: never rotate */
	int log_max_files;
	bool log_count_output; /* the size is that of the output, not of the file with its JSON */
	int master_fd, slave_fd; /* terminal, or -1 */
	int pidfd;               /* exec: the container's first process */
	int root_fd;             /* run: the container's root directory */
	int null_fd;             /* run: a verified /dev/null for masking */
	int cgroup_fd;           /* directory of a v2 group to be born in, or -1 */
	int namespace_fds[MAX_NAMESPACES];
	size_t namespaces;
	int cgroup_fds[MAX_CGROUPS];
	size_t cgroups;
	bool new_pid_namespace, new_cgroup_namespace, mount_proc, readonly_root, init;
	bool open_stdin, stdin_once, attached;
	const char *masked[MAX_PATHS];
	size_t masked_count;
	const char *readonly[MAX_PATHS];
	size_t readonly_count;
	char **argv, **envp;
	const char *cwd;
	uid_t uid;
	gid_t gid;
	gid_t groups[MAX_GROUPS];
	size_t group_count;
	struct rlimit_setting rlimits[MAX_RLIMITS];
	size_t rlimit_count;
	const char *oom_score_adj; /* or NULL */
	uint64_t cap_bounding, cap_effective;
	bool no_new_privs;
	const void *seccomp; /* struct sock_filter[], or NULL */
	size_t seccomp_length;
	unsigned int seccomp_flags; /* SECCOMP_FILTER_FLAG_* */
	void *map;
	size_t map_size;
};

/* config.c: reads the records of the memory file. Exits with a message on standard error if they make no sense. */
void config_read(struct config *c, int fd);
void config_release(struct config *c);

/* A step of the child that failed, as it travels over the error pipe to the monitor. */
struct failure {
	int exit_code; /* what the container's exit code becomes: 126, 127, or 128 for the sandbox */
	int error;     /* errno */
	char what[240];
};

/* child.c: everything between clone and exec. Never returns. */
_Noreturn void child_run(const struct config *c, int stdio[3], int error_fd, int lifeline_fd);
_Noreturn void child_fail(int error_fd, int exit_code, const char *what, const char *object);

/* sandbox.c: mounts that only a process inside the new pid namespace can make, and the change of root. */
void sandbox_enter(const struct config *c, int error_fd);

/* credentials.c */
void credentials_apply(const struct config *c, int error_fd);

/* program.c: execve with a search along the container's own PATH. */
_Noreturn void program_exec(const struct config *c, int error_fd);

/* init.c: stays pid 1, forwards signals and reaps, while the program runs as its child. Returns in that child. */
void init_fork(const struct config *c, int error_fd);

/* monitor.c: serves the engine until the process has ended; returns the launcher's own exit status. */
int monitor_run(const struct config *c, pid_t child, int child_pidfd, int streams[3], int error_fd);

/* log.c: the JSON lines of Docker's json-file driver. */
void log_open(const struct config *c);
void log_write(int stream, const char *data, size_t length);
void log_finish(void);

/* exitfile.c: the result, for an engine that was not there to hear it. */
void exitfile_write(int run_dir_fd, int code, const char *error);

int write_all(int fd, const void *data, size_t length);

#endif
