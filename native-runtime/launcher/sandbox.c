/* The mounts that need the new pid namespace, made by descriptor: no path given by an image is ever followed. */
#include <errno.h>
#include <fcntl.h>
#include <linux/mount.h>
#include <linux/openat2.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "launcher.h"

/* sys/mount.h cannot be included beside linux/mount.h in this libc. */
extern int umount2(const char *target, int flags);
enum { DETACH = 2, RECURSIVE = 0x8000, EMPTY_PATH = 0x1000 };

static int open_inside(const struct config *c, const char *path)
{
	struct open_how how = {
		.flags = O_PATH | O_CLOEXEC | O_NOFOLLOW,
		.resolve = RESOLVE_IN_ROOT | RESOLVE_NO_SYMLINKS,
	};
	while (*path == '/')
		path++;
	return (int)syscall(SYS_openat2, c->root_fd, *path ? path : ".", &how, sizeof how);
}

static int attach_mount(int mount_fd, int target_fd)
{
	return (int)syscall(SYS_move_mount, mount_fd, "", target_fd, "", MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH);
}

static int clone_tree(int fd)
{
	return (int)syscall(SYS_open_tree, fd, "", OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | EMPTY_PATH | RECURSIVE);
}

static int new_mount(const char *type, unsigned int attributes)
{
	int fs = (int)syscall(SYS_fsopen, type, FSOPEN_CLOEXEC);
	if (fs < 0)
		return -1;
	int mount_fd = -1;
	if (!syscall(SYS_fsconfig, fs, FSCONFIG_CMD_CREATE, NULL, NULL, 0))
		mount_fd = (int)syscall(SYS_fsmount, fs, FSMOUNT_CLOEXEC, attributes);
	close(fs);
	return mount_fd;
}

static int make_readonly(int mount_fd, bool recursive)
{
	struct mount_attr attr = { .attr_set = MOUNT_ATTR_RDONLY };
	unsigned int flags = EMPTY_PATH | (recursive ? RECURSIVE : 0U);
	return (int)syscall(SYS_mount_setattr, mount_fd, "", flags, &attr, sizeof attr);
}

static void mount_proc(const struct config *c, int error_fd)
{
	int target = open_inside(c, "proc");
	int proc = new_mount("proc", MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC);
	if (target < 0 || proc < 0 || attach_mount(proc, target))
		child_fail(error_fd, 128, "mount", "/proc");
	close(target);
	close(proc);
}

/* Files are covered by the null device that the engine made and checked, directories by an empty read-only tmpfs. */
static int make_cover(const struct config *c, bool directory)
{
	if (!directory)
		return clone_tree(c->null_fd);
	return new_mount("tmpfs", MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC);
}

static void mask_paths(const struct config *c, int error_fd)
{
	for (size_t i = 0; i < c->masked_count; i++) {
		int target = open_inside(c, c->masked[i]);
		if (target < 0) {
			/* What is not there needs no mask; a symbolic link on the way is not what is being masked. */
			if (errno == ENOENT || errno == ENOTDIR || errno == ELOOP)
				continue;
			child_fail(error_fd, 128, "mask", c->masked[i]);
		}
		struct stat st;
		if (fstat(target, &st))
			child_fail(error_fd, 128, "mask", c->masked[i]);
		int cover = make_cover(c, S_ISDIR(st.st_mode));
		if (cover < 0 || attach_mount(cover, target))
			child_fail(error_fd, 128, "mask", c->masked[i]);
		close(cover);
		close(target);
	}
}

static void protect_paths(const struct config *c, int error_fd)
{
	for (size_t i = 0; i < c->readonly_count; i++) {
		int target = open_inside(c, c->readonly[i]);
		if (target < 0) {
			if (errno == ENOENT || errno == ENOTDIR || errno == ELOOP)
				continue;
			child_fail(error_fd, 128, "make read-only", c->readonly[i]);
		}
		int copy = clone_tree(target);
		if (copy < 0 || make_readonly(copy, true) || attach_mount(copy, target))
			child_fail(error_fd, 128, "make read-only", c->readonly[i]);
		close(copy);
		close(target);
	}
}

/* pivot_root(2) "pivot_root(".", ".")": the old root ends up under the new one and is detached at once. */
static void change_root(const struct config *c, int error_fd)
{
	if (fchdir(c->root_fd) || syscall(SYS_pivot_root, ".", ".") || umount2(".", DETACH) || chdir("/"))
		child_fail(error_fd, 128, "change the root directory", NULL);
}

void sandbox_enter(const struct config *c, int error_fd)
{
	if (c->mount_proc)
		mount_proc(c, error_fd);
	mask_paths(c, error_fd);
	protect_paths(c, error_fd);
	if (c->readonly_root && make_readonly(c->root_fd, false))
		child_fail(error_fd, 128, "make the root file system read-only", NULL);
	change_root(c, error_fd);
}
