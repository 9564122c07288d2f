package dev.gantry.docker;

import dev.gantry.platform.ProblemAnswers;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers an engine's refusal with the engine's own status and words. */
public class DockerExceptionMapper {
    @Inject
    ProblemAnswers answers;

    @ServerExceptionMapper
    public Response refusal(DockerException e, RoutingContext request) {
        return answers.response(request, e.status(), e.getMessage());
    }
}
