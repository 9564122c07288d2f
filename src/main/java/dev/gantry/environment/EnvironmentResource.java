package dev.gantry.environment;

import dev.gantry.access.AccessPolicy;
import dev.gantry.access.Authorization;
import dev.gantry.docker.DiskUsage;
import dev.gantry.docker.EngineInfo;
import dev.gantry.docker.EngineVersion;
import dev.gantry.platform.Problem;
import dev.gantry.session.CurrentUser;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The environments, for programs. */
@Path("/api/environments")
@Tag(name = "Environments")
@RunOnVirtualThread
public class EnvironmentResource {
    @Inject
    CurrentUser current;

    @Inject
    AccessPolicy policy;

    @Inject
    Environments environments;

    @Inject
    EngineEvents engine;

    /** An environment and whether its engine answers. */
    public record EnvironmentSummary(long id, String name, String endpoint, Reachability reachability) {}

    /** What an engine tells of itself. */
    public record EngineReport(EngineInfo info, EngineVersion version, DiskUsage diskUsage) {}

    @GET
    @Transactional
    public List<EnvironmentSummary> list() {
        policy.require(current.user(), Authorization.ENVIRONMENT_VIEW);
        return Environment.listByName().stream()
                .map(environment -> new EnvironmentSummary(
                        environment.id, environment.name, environment.endpoint, engine.reachability()))
                .toList();
    }

    @GET
    @Path("{name}/engine")
    public EngineReport engine(String name) {
        policy.require(current.user(), Authorization.ENVIRONMENT_VIEW);
        if (!name.equals(Environment.LOCAL)) {
            throw new Problem(404, "There is no environment called " + name);
        }
        var system = environments.local().system();
        return new EngineReport(system.info(), system.version(), system.diskUsage());
    }
}
