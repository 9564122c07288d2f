/* The configuration: a sealed memory file of records, each a little-endian 32-bit length and then that many bytes:
 * a key, a zero byte, the value, a zero byte. Values are text except the seccomp program. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "launcher.h"

static _Noreturn void refuse(const char *why)
{
	fprintf(stderr, "gantry-launcher: configuration: %s\n", why);
	exit(125);
}

static int number(const char *value)
{
	return (int)strtol(value, NULL, 10);
}

static void add_fd(int *fds, size_t *count, size_t limit, const char *value)
{
	if (*count == limit)
		refuse("too many descriptors");
	fds[(*count)++] = number(value);
}

static void add_path(const char **paths, size_t *count, const char *value)
{
	if (*count == MAX_PATHS)
		refuse("too many paths");
	paths[(*count)++] = value;
}

static char **append(char **list, size_t *count, char *value)
{
	list = realloc(list, (*count + 2) * sizeof *list);
	if (!list)
		refuse("out of memory");
	list[(*count)++] = value;
	list[*count] = NULL;
	return list;
}

static void add_rlimit(struct config *c, const char *value)
{
	if (c->rlimit_count == MAX_RLIMITS)
		refuse("too many rlimits");
	struct rlimit_setting *r = &c->rlimits[c->rlimit_count++];
	char *end;
	r->resource = (int)strtol(value, &end, 10);
	r->soft = strtoull(end, &end, 10);
	r->hard = strtoull(end, &end, 10);
}

static void add_group(struct config *c, const char *value)
{
	if (c->group_count == MAX_GROUPS)
		refuse("too many groups");
	c->groups[c->group_count++] = (gid_t)strtoul(value, NULL, 10);
}

static bool set_descriptor(struct config *c, const char *key, const char *value)
{
	struct { const char *key; int *field; } fields[] = {
		{ "listen", &c->listen_fd }, { "run-dir", &c->run_dir_fd }, { "log-dir", &c->log_dir_fd },
		{ "master", &c->master_fd }, { "slave", &c->slave_fd },     { "pidfd", &c->pidfd },
		{ "root", &c->root_fd },     { "null", &c->null_fd },       { "log-files", &c->log_max_files },
		{ "cgroup-directory", &c->cgroup_fd },
	};
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		if (!strcmp(key, fields[i].key)) {
			*fields[i].field = number(value);
			return true;
		}
	}
	return false;
}

static bool set_flag(struct config *c, const char *key, const char *value)
{
	struct { const char *key; bool *field; } fields[] = {
		{ "pid-namespace", &c->new_pid_namespace },
		{ "cgroup-namespace", &c->new_cgroup_namespace },
		{ "proc", &c->mount_proc },
		{ "readonly-root", &c->readonly_root },
		{ "init", &c->init },
		{ "open-stdin", &c->open_stdin },
		{ "stdin-once", &c->stdin_once },
		{ "attached", &c->attached },
		{ "log-count-output", &c->log_count_output },
		{ "no-new-privs", &c->no_new_privs },
	};
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		if (!strcmp(key, fields[i].key)) {
			*fields[i].field = value[0] == '1';
			return true;
		}
	}
	return false;
}

static bool set_value(struct config *c, const char *key, const char *value)
{
	if (!strcmp(key, "id"))
		c->id = value;
	else if (!strcmp(key, "log-name"))
		c->log_name = value;
	else if (!strcmp(key, "log-size"))
		c->log_max_size = strtoull(value, NULL, 10);
	else if (!strcmp(key, "cwd"))
		c->cwd = value;
	else if (!strcmp(key, "uid"))
		c->uid = (uid_t)strtoul(value, NULL, 10);
	else if (!strcmp(key, "gid"))
		c->gid = (gid_t)strtoul(value, NULL, 10);
	else if (!strcmp(key, "seccomp-flags"))
		c->seccomp_flags = (unsigned int)strtoul(value, NULL, 10);
	else if (!strcmp(key, "oom-score-adj"))
		c->oom_score_adj = value;
	else if (!strcmp(key, "cap-bounding"))
		c->cap_bounding = strtoull(value, NULL, 16);
	else if (!strcmp(key, "cap-effective"))
		c->cap_effective = strtoull(value, NULL, 16);
	else
		return false;
	return true;
}

static bool add_value(struct config *c, const char *key, const char *value, size_t *argc, size_t *envc)
{
	if (!strcmp(key, "arg"))
		c->argv = append(c->argv, argc, (char *)value);
	else if (!strcmp(key, "env"))
		c->envp = append(c->envp, envc, (char *)value);
	else if (!strcmp(key, "namespace"))
		add_fd(c->namespace_fds, &c->namespaces, MAX_NAMESPACES, value);
	else if (!strcmp(key, "cgroup"))
		add_fd(c->cgroup_fds, &c->cgroups, MAX_CGROUPS, value);
	else if (!strcmp(key, "mask"))
		add_path(c->masked, &c->masked_count, value);
	else if (!strcmp(key, "readonly"))
		add_path(c->readonly, &c->readonly_count, value);
	else if (!strcmp(key, "rlimit"))
		add_rlimit(c, value);
	else if (!strcmp(key, "group"))
		add_group(c, value);
	else
		return false;
	return true;
}

static char *map_file(struct config *c, int fd)
{
	struct stat st;
	if (fstat(fd, &st) || st.st_size <= 0)
		refuse("empty");
	c->map_size = (size_t)st.st_size;
	c->map = mmap(NULL, c->map_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (c->map == MAP_FAILED)
		refuse("cannot be mapped");
	close(fd);
	return c->map;
}

void config_read(struct config *c, int fd)
{
	memset(c, 0, sizeof *c);
	c->listen_fd = c->run_dir_fd = c->log_dir_fd = c->master_fd = c->slave_fd = -1;
	c->pidfd = c->root_fd = c->null_fd = c->cgroup_fd = -1;
	c->cwd = "/";
	size_t argc = 0, envc = 0;
	c->envp = append(NULL, &envc, NULL);
	envc = 0;
	char *p = map_file(c, fd), *end = p + c->map_size;
	while (p < end) {
		uint32_t length;
		if ((size_t)(end - p) < sizeof length)
			refuse("cut off");
		memcpy(&length, p, sizeof length);
		p += sizeof length;
		if (length < 2 || length > (size_t)(end - p) || p[length - 1] != 0)
			refuse("bad record");
		size_t key_length = strnlen(p, length);
		if (key_length + 2 > length)
			refuse("record without a value");
		const char *value = p + key_length + 1;
		if (!strcmp(p, "seccomp")) {
			c->seccomp = value;
			c->seccomp_length = length - key_length - 2;
		} else if (!set_descriptor(c, p, value) && !set_flag(c, p, value) && !set_value(c, p, value) &&
			   !add_value(c, p, value, &argc, &envc)) {
			refuse(p);
		}
		p += length;
	}
	if (!argc || !c->id || c->listen_fd < 0 || c->run_dir_fd < 0)
		refuse("incomplete");
}

/* The monitor lives as long as the container: it gives back what only the start needed. */
void config_release(struct config *c)
{
	munmap(c->map, c->map_size);
	free(c->argv);
	free(c->envp);
	c->argv = c->envp = NULL;
	c->map = NULL;
}
