/* Ids, capabilities, no_new_privs, seccomp: in the one order in which each step still has the rights it needs. */
#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "launcher.h"

static int set_capabilities(uint64_t effective, uint64_t permitted, uint64_t inheritable)
{
	struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
	struct __user_cap_data_struct data[2] = {
		{ (uint32_t)effective, (uint32_t)permitted, (uint32_t)inheritable },
		{ (uint32_t)(effective >> 32), (uint32_t)(permitted >> 32), (uint32_t)(inheritable >> 32) },
	};
	return (int)syscall(SYS_capset, &header, data);
}

static int last_capability(void)
{
	int cap = 0;
	while (cap < 64 && prctl(PR_CAPBSET_READ, cap, 0, 0, 0) >= 0)
		cap++;
	return cap - 1;
}

static void drop_bounding(const struct config *c, int error_fd)
{
	int last = last_capability();
	for (int cap = 0; cap <= last; cap++)
		if (!(c->cap_bounding >> cap & 1) && prctl(PR_CAPBSET_DROP, cap, 0, 0, 0))
			child_fail(error_fd, 128, "drop capabilities", NULL);
}

static void change_ids(const struct config *c, int error_fd)
{
	if (setgroups(c->group_count, c->groups))
		child_fail(error_fd, 128, "set the supplementary groups", NULL);
	if (setresgid(c->gid, c->gid, c->gid))
		child_fail(error_fd, 128, "set the group", NULL);
	if (prctl(PR_SET_KEEPCAPS, 1) || setresuid(c->uid, c->uid, c->uid))
		child_fail(error_fd, 128, "set the user", NULL);
	/* Changing the user id clears it, see prctl(2) PR_SET_PDEATHSIG. */
	if (prctl(PR_SET_PDEATHSIG, SIGKILL))
		child_fail(error_fd, 128, "set the parent death signal", NULL);
}

static void load_seccomp(const struct config *c, int error_fd)
{
	if (!c->seccomp)
		return;
	struct sock_fprog program = {
		.len = (unsigned short)(c->seccomp_length / sizeof(struct sock_filter)),
		.filter = (struct sock_filter *)c->seccomp,
	};
	if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, c->seccomp_flags, &program))
		child_fail(error_fd, 128, "load the seccomp filter", NULL);
}

void credentials_apply(const struct config *c, int error_fd)
{
	drop_bounding(c, error_fd);
	change_ids(c, error_fd);
	uint64_t all = c->cap_effective | c->cap_bounding;
	if (!c->no_new_privs) {
		/* Without no_new_privs a filter needs CAP_SYS_ADMIN, so it comes before the last right is given up;
		 * the default profile allows the one capset that follows. */
		uint64_t loading = all | 1ULL << CAP_SYS_ADMIN;
		if (c->seccomp && set_capabilities(loading, loading, 0))
			child_fail(error_fd, 128, "keep the right to load a filter", NULL);
		load_seccomp(c, error_fd);
	}
	/* A user other than root gets nothing it has not been given by the file it executes. */
	uint64_t caps = c->uid == 0 ? c->cap_effective : 0;
	if (set_capabilities(caps, caps, 0))
		child_fail(error_fd, 128, "set capabilities", NULL);
	if (c->no_new_privs) {
		if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
			child_fail(error_fd, 128, "set no_new_privs", NULL);
		/* Last, so that the filter has to allow nothing but exec. */
		load_seccomp(c, error_fd);
	}
}
