package dev.gantry.engine.dockerapi;

import dev.gantry.engine.cgroup.CgroupStats;
import dev.gantry.engine.linux.proc.CpuTimes;
import java.time.Instant;

/** What a container and its machine had used at one moment. */
record StatsSample(Instant time, boolean running, CgroupStats container, CpuTimes machine) {}
