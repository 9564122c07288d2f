package dev.gantry.docker;

import com.fasterxml.jackson.annotation.JsonAlias;
import java.util.List;

/** What an engine tells of itself and of its machine. {@code memTotal} in bytes. */
public record EngineInfo(
        String id,
        String name,
        String serverVersion,
        int containers,
        int containersRunning,
        int containersPaused,
        int containersStopped,
        int images,
        String driver,
        String cgroupDriver,
        String cgroupVersion,
        String kernelVersion,
        String operatingSystem,
        String architecture,
        @JsonAlias("NCPU") int cpus,
        long memTotal,
        String dockerRootDir,
        String loggingDriver,
        List<String> securityOptions,
        List<String> warnings) {}
