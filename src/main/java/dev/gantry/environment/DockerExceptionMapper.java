package dev.gantry.environment;

import dev.gantry.docker.DockerException;
import dev.gantry.platform.ProblemAnswers;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers an engine's refusal with the engine's own status and words, and its absence with the reason, where it is known. */
public class DockerExceptionMapper {
    @Inject
    ProblemAnswers answers;

    @Inject
    EmbeddedEngine engine;

    @ServerExceptionMapper
    public Response refusal(DockerException e, RoutingContext request) {
        String message = e.isUnreachable() ? engine.reasonWhyOff().orElse(e.getMessage()) : e.getMessage();
        return answers.response(request, e.status(), message);
    }
}
