package dev.gantry.engine.dockerapi;

import dev.gantry.engine.cgroup.ResourceLimits;
import dev.gantry.engine.container.HostSpec;
import dev.gantry.engine.error.EngineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads the HostConfig of a create request. */
final class HostSpecReader {
    private static final String WHERE = "HostConfig.";
    private static final List<String> NOT_YET = List.of(
            "Annotations",
            "BlkioDeviceReadBps",
            "BlkioDeviceReadIOps",
            "BlkioDeviceWriteBps",
            "BlkioDeviceWriteIOps",
            "BlkioWeightDevice",
            "Capabilities",
            "Cgroup",
            "CgroupParent",
            "CpuCount",
            "CpuPercent",
            "CpuRealtimePeriod",
            "CpuRealtimeRuntime",
            "DeviceCgroupRules",
            "DeviceRequests",
            "Devices",
            "IOMaximumBandwidth",
            "IOMaximumIOps",
            "Links",
            "PortBindings",
            "PublishAllPorts",
            "Runtime",
            "StorageOpt",
            "VolumesFrom");

    private final JsonObject config;
    private final List<String> warnings;

    HostSpecReader(JsonObject config, List<String> warnings) {
        this.config = config;
        this.warnings = warnings;
    }

    HostSpec read(boolean networkDisabled) {
        refuse();
        warnOfIgnored();
        int[] console = config.consoleSize();
        JsonObject restart = config.object("RestartPolicy");
        JsonObject log = config.object("LogConfig");
        return new HostSpec(
                new MountReader(config).read(),
                limits(),
                networkDisabled ? "none" : networkMode(),
                new HostSpec.RestartPolicy(restart.text("Name"), restart.integer("MaximumRetryCount")),
                config.flag("AutoRemove"),
                config.flag("Privileged"),
                config.flag("ReadonlyRootfs"),
                capabilities("CapAdd"),
                capabilities("CapDrop"),
                config.texts("SecurityOpt"),
                shmSize(),
                config.optionalFlag("Init"),
                config.texts("GroupAdd"),
                oomScoreAdj(),
                config.textMap("Sysctls"),
                ulimits(),
                config.texts("Dns"),
                config.texts("DnsSearch"),
                config.texts("DnsOptions"),
                config.texts("ExtraHosts"),
                config.optionalTexts("MaskedPaths"),
                config.optionalTexts("ReadonlyPaths"),
                console[0],
                console[1],
                new HostSpec.LogSpec(log.text("Type"), log.textMap("Config")));
    }

    private void refuse() {
        Unsupported.refuse(config, WHERE, NOT_YET);
        // Each of these is what every container of this engine has.
        Unsupported.refuseUnless(config, WHERE, "CgroupnsMode", Set.of("private"));
        Unsupported.refuseUnless(config, WHERE, "IpcMode", Set.of("private", "shareable"));
        Unsupported.refuseUnless(config, WHERE, "PidMode", Set.of("private"));
        Unsupported.refuseUnless(config, WHERE, "UTSMode", Set.of("private"));
        Unsupported.refuseUnless(config, WHERE, "UsernsMode", Set.of("host"));
        Unsupported.refuseUnless(config, WHERE, "Isolation", Set.of("default"));
        Unsupported.refuseUnless(config, WHERE, "VolumeDriver", Set.of("local"));
        // Where the client wrote the id: its own affair.
        config.text("ContainerIDFile");
    }

    /** What Docker takes and does nothing with since the kernel dropped it. */
    private void warnOfIgnored() {
        for (String field : List.of("KernelMemory", "KernelMemoryTCP")) {
            if (config.isSet(field)) {
                warnings.add("The field " + WHERE + field + " is deprecated and was ignored.");
            }
        }
    }

    private String networkMode() {
        String mode = config.text("NetworkMode");
        if (mode.startsWith("container:")) {
            throw Unsupported.of(WHERE + "NetworkMode \"" + mode + "\"");
        }
        return mode.isEmpty() ? "default" : mode;
    }

    private List<String> capabilities(String field) {
        List<String> names = config.optionalWords(field);
        return names == null ? List.of() : names;
    }

    private long shmSize() {
        long size = config.number("ShmSize");
        if (size < 0) {
            throw EngineException.invalid("SHM size can not be less than 0");
        }
        return size;
    }

    private int oomScoreAdj() {
        int value = config.integer("OomScoreAdj");
        if (value < -1000 || value > 1000) {
            throw EngineException.invalid("Invalid value " + value + ", range for oom score adj is [-1000, 1000]");
        }
        return value;
    }

    private List<HostSpec.Ulimit> ulimits() {
        List<HostSpec.Ulimit> ulimits = new ArrayList<>();
        for (JsonObject ulimit : config.objects("Ulimits")) {
            ulimits.add(new HostSpec.Ulimit(
                    ulimit.text("Name").toLowerCase(Locale.ROOT), ulimit.number("Soft"), ulimit.number("Hard")));
        }
        return ulimits;
    }

    private ResourceLimits limits() {
        Long swappiness = config.optionalNumber("MemorySwappiness");
        if (swappiness != null && (swappiness < -1 || swappiness > 100)) {
            throw EngineException.invalid("invalid value: " + swappiness + ", valid memory swappiness range is 0-100");
        }
        long weight = config.number("BlkioWeight");
        if (weight != 0 && (weight < 10 || weight > 1000)) {
            throw EngineException.invalid("range of blkio weight is from 10 to 1000");
        }
        return ResourceLimits.builder()
                .memory(config.number("Memory"))
                .memorySwap(config.number("MemorySwap"))
                .memoryReservation(config.number("MemoryReservation"))
                .memorySwappiness(swappiness == null ? -1 : swappiness.intValue())
                .oomKillDisable(config.flag("OomKillDisable"))
                .nanoCpus(config.number("NanoCpus"))
                .cpuShares(config.number("CpuShares"))
                .cpuQuota(config.number("CpuQuota"))
                .cpuPeriod(config.number("CpuPeriod"))
                .cpusetCpus(config.text("CpusetCpus"))
                .cpusetMems(config.text("CpusetMems"))
                .pidsLimit(Math.max(-1, config.number("PidsLimit")))
                .blkioWeight((int) weight)
                .build();
    }
}
