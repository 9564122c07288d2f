package dev.gantry.engine.container;

import dev.gantry.engine.cgroup.ResourceLimits;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Create requests for tests: the plainest one, and changes to it. */
final class Specs {
    static final String IMAGE = "busybox:latest";

    private Specs() {}

    static ContainerSpec of(String... command) {
        return new ContainerSpec(
                IMAGE,
                null,
                List.of(command),
                List.of(),
                "",
                "",
                "",
                "",
                false,
                false,
                false,
                false,
                false,
                false,
                Map.of(),
                Set.of(),
                Set.of(),
                null,
                null,
                host());
    }

    static HostSpec host() {
        return new HostSpec(
                List.of(),
                ResourceLimits.NONE,
                "default",
                new HostSpec.RestartPolicy("no", 0),
                false,
                false,
                false,
                List.of(),
                List.of(),
                List.of(),
                0,
                null,
                List.of(),
                0,
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                0,
                0,
                new HostSpec.LogSpec("json-file", Map.of()));
    }

    static HostSpec withMounts(HostSpec h, List<MountSpec> mounts) {
        return new HostSpec(
                mounts,
                h.limits(),
                h.networkMode(),
                h.restartPolicy(),
                h.autoRemove(),
                h.privileged(),
                h.readonlyRootfs(),
                h.capAdd(),
                h.capDrop(),
                h.securityOpt(),
                h.shmSize(),
                h.init(),
                h.groupAdd(),
                h.oomScoreAdj(),
                h.sysctls(),
                h.ulimits(),
                h.dns(),
                h.dnsSearch(),
                h.dnsOptions(),
                h.extraHosts(),
                h.maskedPaths(),
                h.readonlyPaths(),
                h.consoleRows(),
                h.consoleColumns(),
                h.log());
    }

    static HostSpec withRestart(HostSpec h, String policy, int retries, boolean autoRemove) {
        return new HostSpec(
                h.mounts(),
                h.limits(),
                h.networkMode(),
                new HostSpec.RestartPolicy(policy, retries),
                autoRemove,
                h.privileged(),
                h.readonlyRootfs(),
                h.capAdd(),
                h.capDrop(),
                h.securityOpt(),
                h.shmSize(),
                h.init(),
                h.groupAdd(),
                h.oomScoreAdj(),
                h.sysctls(),
                h.ulimits(),
                h.dns(),
                h.dnsSearch(),
                h.dnsOptions(),
                h.extraHosts(),
                h.maskedPaths(),
                h.readonlyPaths(),
                h.consoleRows(),
                h.consoleColumns(),
                h.log());
    }

    static ContainerSpec withHost(UnaryOperator<HostSpec> change, String... command) {
        ContainerSpec spec = of(command);
        return spec.withHost(change.apply(spec.host()));
    }

    static ContainerSpec interactive(boolean tty, String... command) {
        ContainerSpec s = of(command);
        return new ContainerSpec(
                s.image(),
                s.entrypoint(),
                s.cmd(),
                s.env(),
                s.workingDir(),
                s.user(),
                s.hostname(),
                s.domainname(),
                tty,
                true,
                true,
                true,
                true,
                true,
                s.labels(),
                s.volumes(),
                s.exposedPorts(),
                s.stopSignal(),
                s.stopTimeout(),
                s.host());
    }

    static ContainerSpec asUser(String user, String directory, String... command) {
        ContainerSpec s = of(command);
        return new ContainerSpec(
                s.image(),
                s.entrypoint(),
                s.cmd(),
                s.env(),
                directory,
                user,
                s.hostname(),
                s.domainname(),
                s.tty(),
                s.openStdin(),
                s.stdinOnce(),
                s.attachStdin(),
                s.attachStdout(),
                s.attachStderr(),
                s.labels(),
                s.volumes(),
                s.exposedPorts(),
                s.stopSignal(),
                s.stopTimeout(),
                s.host());
    }

    static ExecSpec exec(String... command) {
        return new ExecSpec(List.of(command), List.of(), "", "", false, false, true, true, true, null, 0, 0);
    }
}
