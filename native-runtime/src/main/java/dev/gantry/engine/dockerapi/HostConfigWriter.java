package dev.gantry.engine.dockerapi;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gantry.engine.cgroup.ResourceLimits;
import dev.gantry.engine.container.HostSpec;
import dev.gantry.engine.container.MountSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes the HostConfig of a container: what was asked for, so that the same can be asked for again. */
final class HostConfigWriter {
    private static final List<String> EMPTY_LISTS = List.of(
            "BlkioWeightDevice",
            "BlkioDeviceReadBps",
            "BlkioDeviceWriteBps",
            "BlkioDeviceReadIOps",
            "BlkioDeviceWriteIOps",
            "Devices",
            "DeviceCgroupRules",
            "DeviceRequests",
            "Links",
            "VolumesFrom");

    private HostConfigWriter() {}

    static void write(JsonGenerator json, HostSpec host) throws IOException {
        json.writeObjectFieldStart("HostConfig");
        writeMounts(json, host);
        writeGeneral(json, host);
        writeSecurity(json, host);
        writeNetwork(json, host);
        writeLimits(json, host.limits());
        writeUlimits(json, host);
        for (String name : EMPTY_LISTS) {
            json.writeNullField(name);
        }
        json.writeEndObject();
    }

    private static void writeMounts(JsonGenerator json, HostSpec host) throws IOException {
        List<String> binds = new ArrayList<>();
        List<MountSpec> tmpfs = new ArrayList<>();
        List<MountSpec> others = new ArrayList<>();
        for (MountSpec mount : host.mounts()) {
            if (!mount.shortSyntax()) {
                others.add(mount);
            } else if (mount.type() == MountSpec.Type.TMPFS) {
                tmpfs.add(mount);
            } else {
                String mode = mount.mode().isEmpty() ? "" : ":" + mount.mode();
                binds.add((mount.source().isEmpty() ? "" : mount.source() + ":") + mount.target() + mode);
            }
        }
        Json.strings(json, "Binds", binds.isEmpty() ? null : binds);
        if (!tmpfs.isEmpty()) {
            json.writeObjectFieldStart("Tmpfs");
            for (MountSpec mount : tmpfs) {
                json.writeStringField(mount.target(), mount.tmpfsOptions());
            }
            json.writeEndObject();
        }
        if (!others.isEmpty()) {
            json.writeArrayFieldStart("Mounts");
            for (MountSpec mount : others) {
                writeMount(json, mount);
            }
            json.writeEndArray();
        }
    }

    private static void writeMount(JsonGenerator json, MountSpec mount) throws IOException {
        json.writeStartObject();
        json.writeStringField("Type", mount.type().name().toLowerCase(Locale.ROOT));
        if (!mount.source().isEmpty()) {
            json.writeStringField("Source", mount.source());
        }
        json.writeStringField("Target", mount.target());
        if (mount.readonly()) {
            json.writeBooleanField("ReadOnly", true);
        }
        if (mount.propagation() != null || mount.createSource()) {
            json.writeObjectFieldStart("BindOptions");
            if (mount.propagation() != null) {
                json.writeStringField("Propagation", mount.propagation());
            }
            json.writeBooleanField("CreateMountpoint", mount.createSource());
            json.writeEndObject();
        }
        if (!mount.tmpfsOptions().isEmpty()) {
            writeTmpfsOptions(json, mount.tmpfsOptions());
        }
        json.writeEndObject();
    }

    private static void writeTmpfsOptions(JsonGenerator json, String options) throws IOException {
        json.writeObjectFieldStart("TmpfsOptions");
        for (String option : options.split(",")) {
            if (option.startsWith("size=")) {
                json.writeNumberField("SizeBytes", Long.parseLong(option.substring("size=".length())));
            } else if (option.startsWith("mode=")) {
                json.writeNumberField("Mode", Integer.parseInt(option.substring("mode=".length()), 8));
            }
        }
        json.writeEndObject();
    }

    private static void writeGeneral(JsonGenerator json, HostSpec host) throws IOException {
        json.writeStringField("ContainerIDFile", "");
        json.writeObjectFieldStart("LogConfig");
        json.writeStringField(
                "Type", host.log().driver().isEmpty() ? "json-file" : host.log().driver());
        Json.strings(json, "Config", host.log().options());
        json.writeEndObject();
        json.writeObjectFieldStart("RestartPolicy");
        json.writeStringField(
                "Name",
                host.restartPolicy().name().isEmpty()
                        ? "no"
                        : host.restartPolicy().name());
        json.writeNumberField("MaximumRetryCount", host.restartPolicy().maximumRetryCount());
        json.writeEndObject();
        json.writeBooleanField("AutoRemove", host.autoRemove());
        json.writeStringField("VolumeDriver", "");
        json.writeArrayFieldStart("ConsoleSize");
        json.writeNumber(host.consoleRows());
        json.writeNumber(host.consoleColumns());
        json.writeEndArray();
        json.writeNumberField("ShmSize", host.shmSize() == 0 ? 64L << 20 : host.shmSize());
        json.writeStringField("Runtime", "gantry");
        if (host.init() != null) {
            json.writeBooleanField("Init", host.init());
        }
        if (!host.sysctls().isEmpty()) {
            Json.strings(json, "Sysctls", host.sysctls());
        }
    }

    private static void writeSecurity(JsonGenerator json, HostSpec host) throws IOException {
        Json.strings(json, "CapAdd", host.capAdd().isEmpty() ? null : host.capAdd());
        Json.strings(json, "CapDrop", host.capDrop().isEmpty() ? null : host.capDrop());
        json.writeStringField("CgroupnsMode", "private");
        Json.strings(json, "GroupAdd", host.groupAdd().isEmpty() ? null : host.groupAdd());
        json.writeStringField("IpcMode", "private");
        json.writeStringField("Cgroup", "");
        json.writeNumberField("OomScoreAdj", host.oomScoreAdj());
        json.writeStringField("PidMode", "");
        json.writeBooleanField("Privileged", host.privileged());
        json.writeBooleanField("ReadonlyRootfs", host.readonlyRootfs());
        Json.strings(json, "SecurityOpt", host.securityOpt().isEmpty() ? null : host.securityOpt());
        json.writeStringField("UTSMode", "");
        json.writeStringField("UsernsMode", "");
        json.writeStringField("Isolation", "");
        Json.strings(json, "MaskedPaths", host.maskedPaths());
        Json.strings(json, "ReadonlyPaths", host.readonlyPaths());
    }

    private static void writeNetwork(JsonGenerator json, HostSpec host) throws IOException {
        json.writeStringField("NetworkMode", NetworkSettingsWriter.network(host));
        json.writeObjectFieldStart("PortBindings");
        json.writeEndObject();
        json.writeBooleanField("PublishAllPorts", false);
        Json.strings(json, "Dns", host.dns());
        Json.strings(json, "DnsOptions", host.dnsOptions());
        Json.strings(json, "DnsSearch", host.dnsSearch());
        Json.strings(json, "ExtraHosts", host.extraHosts().isEmpty() ? null : host.extraHosts());
    }

    private static void writeLimits(JsonGenerator json, ResourceLimits limits) throws IOException {
        json.writeNumberField("CpuShares", limits.cpuShares());
        json.writeNumberField("Memory", limits.memory());
        json.writeNumberField("NanoCpus", limits.nanoCpus());
        json.writeStringField("CgroupParent", "");
        json.writeNumberField("BlkioWeight", limits.blkioWeight());
        json.writeNumberField("CpuPeriod", limits.cpuPeriod());
        json.writeNumberField("CpuQuota", limits.cpuQuota());
        json.writeNumberField("CpuRealtimePeriod", 0);
        json.writeNumberField("CpuRealtimeRuntime", 0);
        json.writeStringField("CpusetCpus", limits.cpusetCpus());
        json.writeStringField("CpusetMems", limits.cpusetMems());
        json.writeNumberField("MemoryReservation", limits.memoryReservation());
        json.writeNumberField("MemorySwap", limits.memorySwap());
        if (limits.memorySwappiness() < 0) {
            json.writeNullField("MemorySwappiness");
        } else {
            json.writeNumberField("MemorySwappiness", limits.memorySwappiness());
        }
        json.writeBooleanField("OomKillDisable", limits.oomKillDisable());
        if (limits.pidsLimit() == 0) {
            json.writeNullField("PidsLimit");
        } else {
            json.writeNumberField("PidsLimit", limits.pidsLimit());
        }
        json.writeNumberField("CpuCount", 0);
        json.writeNumberField("CpuPercent", 0);
        json.writeNumberField("IOMaximumIOps", 0);
        json.writeNumberField("IOMaximumBandwidth", 0);
    }

    private static void writeUlimits(JsonGenerator json, HostSpec host) throws IOException {
        json.writeArrayFieldStart("Ulimits");
        for (HostSpec.Ulimit ulimit : host.ulimits()) {
            json.writeStartObject();
            json.writeStringField("Name", ulimit.name());
            json.writeNumberField("Hard", ulimit.hard());
            json.writeNumberField("Soft", ulimit.soft());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
