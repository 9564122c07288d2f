/* The container's own limits, from /sys/fs/cgroup of either version. */
#include "hello.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A number above this is cgroup v1's way of saying "no limit". */
#define UNLIMITED (1LL << 60)

static int read_line(const char *path, char *line, int size) {
    FILE *file = fopen(path, "re");
    if (!file) {
        return 0;
    }
    char *read = fgets(line, size, file);
    fclose(file);
    return read != NULL;
}

static long long read_number(const char *path) {
    char line[64];
    if (!read_line(path, line, sizeof line) || strncmp(line, "max", 3) == 0) {
        return -1;
    }
    long long value = strtoll(line, NULL, 10);
    return value >= UNLIMITED ? -1 : value;
}

static double cpus(long long quota, long long period) {
    return quota > 0 && period > 0 ? (double)quota / (double)period : -1;
}

static struct limits read_v2(void) {
    struct limits l = {.version = 2, .cpus = -1};
    char line[64];
    l.memory_max = read_number("/sys/fs/cgroup/memory.max");
    l.memory_used = read_number("/sys/fs/cgroup/memory.current");
    l.pids_max = read_number("/sys/fs/cgroup/pids.max");
    l.pids_used = read_number("/sys/fs/cgroup/pids.current");
    if (read_line("/sys/fs/cgroup/cpu.max", line, sizeof line) && strncmp(line, "max", 3) != 0) {
        char *period;
        long long quota = strtoll(line, &period, 10);
        l.cpus = cpus(quota, strtoll(period, NULL, 10));
    }
    return l;
}

static struct limits read_v1(void) {
    struct limits l = {.version = 1};
    l.memory_max = read_number("/sys/fs/cgroup/memory/memory.limit_in_bytes");
    l.memory_used = read_number("/sys/fs/cgroup/memory/memory.usage_in_bytes");
    l.pids_max = read_number("/sys/fs/cgroup/pids/pids.max");
    l.pids_used = read_number("/sys/fs/cgroup/pids/pids.current");
    l.cpus = cpus(read_number("/sys/fs/cgroup/cpu/cpu.cfs_quota_us"),
                  read_number("/sys/fs/cgroup/cpu/cpu.cfs_period_us"));
    return l;
}

struct limits read_limits(void) {
    if (access("/sys/fs/cgroup/cgroup.controllers", F_OK) == 0) {
        return read_v2();
    }
    if (access("/sys/fs/cgroup/memory", F_OK) == 0 || access("/sys/fs/cgroup/pids", F_OK) == 0) {
        return read_v1();
    }
    return (struct limits){-1, -1, -1, -1, -1, 0};
}
