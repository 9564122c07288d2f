package dev.gantry.engine.dockerapi;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gantry.engine.cgroup.CgroupSupport;
import dev.gantry.engine.container.ContainerState;
import dev.gantry.engine.container.ContainerView;
import dev.gantry.engine.linux.proc.MemInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the engine says of itself and its machine. */
final class SystemWriter {
    /** Docker's name for what this engine does too: overlayfs over directories of its own. */
    static final String STORAGE_DRIVER = "overlay2";

    private static final String RUNTIME = "gantry";

    private final ApiServices services;
    private final HostFacts host = HostFacts.read();

    SystemWriter(ApiServices services) {
        this.services = services;
    }

    void writeVersion(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("Platform");
        json.writeStringField("Name", "Gantry");
        json.writeEndObject();
        json.writeArrayFieldStart("Components");
        json.writeStartObject();
        json.writeStringField("Name", "Engine");
        json.writeStringField("Version", services.version());
        Json.strings(
                json,
                "Details",
                Map.of(
                        "ApiVersion", ApiVersion.MAX.toString(),
                        "MinAPIVersion", ApiVersion.MIN.toString(),
                        "Arch", host.goArchitecture(),
                        "Os", "linux",
                        "KernelVersion", host.kernel(),
                        "Experimental", "false",
                        "JavaVersion", System.getProperty("java.version")));
        json.writeEndObject();
        json.writeEndArray();
        json.writeStringField("Version", services.version());
        json.writeStringField("ApiVersion", ApiVersion.MAX.toString());
        json.writeStringField("MinAPIVersion", ApiVersion.MIN.toString());
        json.writeStringField("GitCommit", "");
        json.writeStringField("GoVersion", "");
        json.writeStringField("Os", "linux");
        json.writeStringField("Arch", host.goArchitecture());
        json.writeStringField("KernelVersion", host.kernel());
        json.writeEndObject();
    }

    void writeInfo(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("ID", services.engineId());
        writeCounts(json);
        writeStorage(json);
        writePlugins(json);
        writeLimits(json, services.cgroups().support());
        writeProcess(json);
        writeHost(json);
        writeRuntime(json);
        Json.strings(json, "SecurityOptions", List.of("name=seccomp,profile=builtin", "name=cgroupns"));
        Json.strings(json, "CDISpecDirs", List.of());
        Json.strings(json, "Warnings", warnings(services.cgroups().support()));
        json.writeEndObject();
    }

    private void writeCounts(JsonGenerator json) throws IOException {
        List<ContainerView> all = services.containers().all();
        long running = count(all, ContainerState.RUNNING) + count(all, ContainerState.RESTARTING);
        long paused = count(all, ContainerState.PAUSED);
        json.writeNumberField("Containers", all.size());
        json.writeNumberField("ContainersRunning", running);
        json.writeNumberField("ContainersPaused", paused);
        json.writeNumberField("ContainersStopped", all.size() - running - paused);
        json.writeNumberField("Images", services.images().all().size());
    }

    private static long count(List<ContainerView> all, ContainerState state) {
        return all.stream().filter(c -> c.status().state() == state).count();
    }

    private void writeStorage(JsonGenerator json) throws IOException {
        json.writeStringField("Driver", STORAGE_DRIVER);
        json.writeArrayFieldStart("DriverStatus");
        json.writeArray(
                new String[] {
                    "Backing Filesystem",
                    Files.getFileStore(services.dataRoot()).type()
                },
                0,
                2);
        json.writeEndArray();
        json.writeStringField("DockerRootDir", services.dataRoot().toString());
    }

    private static void writePlugins(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("Plugins");
        Json.strings(json, "Volume", List.of(VolumeWriter.DRIVER));
        Json.strings(json, "Network", FixedNetwork.drivers());
        json.writeNullField("Authorization");
        Json.strings(json, "Log", List.of("json-file"));
        json.writeEndObject();
    }

    private static void writeLimits(JsonGenerator json, CgroupSupport support) throws IOException {
        json.writeBooleanField("MemoryLimit", support.memoryLimit());
        json.writeBooleanField("SwapLimit", support.swapLimit());
        json.writeBooleanField("CpuCfsPeriod", support.cpuCfs());
        json.writeBooleanField("CpuCfsQuota", support.cpuCfs());
        json.writeBooleanField("CPUShares", support.cpuShares());
        json.writeBooleanField("CPUSet", support.cpuset());
        json.writeBooleanField("PidsLimit", support.pidsLimit());
        json.writeBooleanField("OomKillDisable", support.oomKillDisable());
    }

    private void writeProcess(JsonGenerator json) throws IOException {
        json.writeBooleanField("Debug", false);
        json.writeNumberField("NFd", HostFacts.entries("/proc/self/fd"));
        json.writeNumberField("NGoroutines", HostFacts.entries("/proc/self/task"));
        json.writeNumberField("NEventsListener", services.events().listeners());
        json.writeStringField("SystemTime", Json.time(Instant.now()));
        json.writeStringField("LoggingDriver", "json-file");
        json.writeStringField("CgroupDriver", "cgroupfs");
        json.writeStringField("CgroupVersion", String.valueOf(services.cgroups().version()));
    }

    private void writeHost(JsonGenerator json) throws IOException {
        json.writeBooleanField("IPv4Forwarding", HostFacts.isForwarding());
        json.writeStringField("KernelVersion", host.kernel());
        json.writeStringField("OperatingSystem", host.system());
        json.writeStringField("OSVersion", host.systemVersion());
        json.writeStringField("OSType", "linux");
        json.writeStringField("Architecture", host.machine());
        json.writeNumberField("NCPU", services.cgroups().support().cpus());
        json.writeNumberField("MemTotal", MemInfo.ofHost().total());
        json.writeNullField("GenericResources");
        json.writeStringField("HttpProxy", "");
        json.writeStringField("HttpsProxy", "");
        json.writeStringField("NoProxy", "");
        json.writeStringField("Name", host.hostname());
        Json.strings(json, "Labels", List.of());
    }

    private void writeRuntime(JsonGenerator json) throws IOException {
        json.writeBooleanField("ExperimentalBuild", false);
        json.writeStringField("ServerVersion", services.version());
        // What short names mean to clients; this engine asks no registry.
        json.writeStringField("IndexServerAddress", "https://index.docker.io/v1/");
        json.writeObjectFieldStart("RegistryConfig");
        Json.strings(json, "InsecureRegistryCIDRs", List.of());
        Json.strings(json, "IndexConfigs", Map.of());
        Json.strings(json, "Mirrors", List.of());
        json.writeEndObject();
        json.writeObjectFieldStart("Runtimes");
        json.writeObjectFieldStart(RUNTIME);
        json.writeStringField("path", RUNTIME);
        json.writeEndObject();
        json.writeEndObject();
        json.writeStringField("DefaultRuntime", RUNTIME);
        writeSwarm(json);
        json.writeBooleanField("LiveRestoreEnabled", true);
        json.writeStringField("Isolation", "");
        json.writeStringField("InitBinary", "");
        for (String part : List.of("ContainerdCommit", "RuncCommit", "InitCommit")) {
            json.writeObjectFieldStart(part);
            json.writeStringField("ID", "");
            json.writeEndObject();
        }
    }

    private static void writeSwarm(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("Swarm");
        json.writeStringField("NodeID", "");
        json.writeStringField("NodeAddr", "");
        json.writeStringField("LocalNodeState", "inactive");
        json.writeBooleanField("ControlAvailable", false);
        json.writeStringField("Error", "");
        json.writeNullField("RemoteManagers");
        json.writeEndObject();
    }

    private static List<String> warnings(CgroupSupport support) {
        List<String> warnings = new ArrayList<>();
        warnings.add("WARNING: The default network has a loopback interface only: this engine does not connect"
                + " containers yet; use --network host to reach other machines");
        warn(warnings, support.memoryLimit(), "memory limit");
        warn(warnings, support.swapLimit(), "swap limit");
        warn(warnings, support.cpuCfs(), "cpu cfs quota");
        warn(warnings, support.cpuShares(), "cpu shares");
        warn(warnings, support.cpuset(), "cpuset");
        warn(warnings, support.pidsLimit(), "pids limit");
        return warnings;
    }

    private static void warn(List<String> warnings, boolean supported, String what) {
        if (!supported) {
            warnings.add("WARNING: No " + what + " support");
        }
    }
}
