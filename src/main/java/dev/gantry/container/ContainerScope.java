package dev.gantry.container;

import dev.gantry.access.AccessPolicy;
import dev.gantry.access.Authorization;
import dev.gantry.docker.ContainerCreated;
import dev.gantry.docker.ContainerDetails;
import dev.gantry.docker.ContainerSpec;
import dev.gantry.docker.ContainerStats;
import dev.gantry.docker.ContainerSummary;
import dev.gantry.docker.DockerClient;
import dev.gantry.docker.DockerContainers;
import dev.gantry.docker.ExecDetails;
import dev.gantry.docker.ExecSpec;
import dev.gantry.docker.HijackedStream;
import dev.gantry.docker.JsonStream;
import dev.gantry.docker.LogOptions;
import dev.gantry.docker.LogReader;
import dev.gantry.docker.ProcessTable;
import dev.gantry.platform.Problem;
import dev.gantry.user.User;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The containers one person may see, and what they may do with them. Every operation is checked, then carried out by the
 * engine; see {@link DockerContainers} for what each does. Fails with {@code Problem} 403 when it is not allowed and with
 * {@code DockerException} when the engine refuses.
 */
public final class ContainerScope {
    private final User user;
    private final AccessPolicy policy;
    private final DockerClient docker;

    ContainerScope(User user, AccessPolicy policy, DockerClient docker) {
        this.user = user;
        this.policy = policy;
        this.docker = docker;
    }

    /** Running ones first as the engine lists them, or with {@code all} every one. */
    public List<ContainerSummary> list(boolean all) {
        return allowed(Authorization.CONTAINER_VIEW).list(all);
    }

    /** The list's line of a container by its full id; empty when it is gone. */
    public Optional<ContainerSummary> find(String id) {
        return allowed(Authorization.CONTAINER_VIEW).find(id).stream()
                .filter(summary -> summary.id().equals(id))
                .findFirst();
    }

    public ContainerDetails inspect(String container) {
        return allowed(Authorization.CONTAINER_VIEW).inspect(container);
    }

    public ContainerCreated create(ContainerSpec spec) {
        return allowed(Authorization.CONTAINER_MANAGE).create(spec);
    }

    public boolean start(String container) {
        return allowed(Authorization.CONTAINER_OPERATE).start(container);
    }

    public boolean stop(String container, @Nullable Integer seconds) {
        return allowed(Authorization.CONTAINER_OPERATE).stop(container, seconds);
    }

    public void restart(String container, @Nullable Integer seconds) {
        allowed(Authorization.CONTAINER_OPERATE).restart(container, seconds);
    }

    public void kill(String container, @Nullable String signal) {
        allowed(Authorization.CONTAINER_OPERATE).kill(container, signal);
    }

    public void pause(String container) {
        allowed(Authorization.CONTAINER_OPERATE).pause(container);
    }

    public void unpause(String container) {
        allowed(Authorization.CONTAINER_OPERATE).unpause(container);
    }

    public void rename(String container, String name) {
        allowed(Authorization.CONTAINER_MANAGE).rename(container, name);
    }

    public void remove(String container, boolean force, boolean volumes) {
        allowed(Authorization.CONTAINER_MANAGE).remove(container, force, volumes);
    }

    public ProcessTable top(String container) {
        return allowed(Authorization.CONTAINER_LOGS).top(container);
    }

    /** Close the reader. */
    public LogReader logs(String container, LogOptions options) {
        return allowed(Authorization.CONTAINER_LOGS).logs(container, options);
    }

    /** A sample a second until it is closed. */
    public JsonStream<ContainerStats> stats(String container) {
        return allowed(Authorization.CONTAINER_LOGS).stats(container);
    }

    /**
     * The full id of a container in which a console can be opened.
     *
     * @throws Problem 409 when it does not run
     */
    public String consoleTarget(String container) {
        ContainerDetails details = allowed(Authorization.CONTAINER_CONSOLE).inspect(container);
        if (!details.state().running() || details.state().paused()) {
            throw new Problem(
                    409,
                    "Container " + details.plainName() + " is "
                            + details.state().status() + ": a console needs a running one");
        }
        return details.id();
    }

    public String createExec(String container, ExecSpec spec) {
        policy.require(user, Authorization.CONTAINER_CONSOLE);
        return docker.execs().create(container, spec);
    }

    /** Close the stream. */
    public HijackedStream startExec(String exec, boolean tty) {
        policy.require(user, Authorization.CONTAINER_CONSOLE);
        return docker.execs().start(exec, tty);
    }

    public void resizeExec(String exec, int columns, int rows) {
        policy.require(user, Authorization.CONTAINER_CONSOLE);
        docker.execs().resize(exec, columns, rows);
    }

    public ExecDetails inspectExec(String exec) {
        policy.require(user, Authorization.CONTAINER_CONSOLE);
        return docker.execs().inspect(exec);
    }

    private DockerContainers allowed(Authorization authorization) {
        policy.require(user, authorization);
        return docker.containers();
    }
}
