package dev.gantry.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns what resources throw into answers. */
public class ProblemMappers {
    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    @Inject
    ProblemAnswers answers;

    @ServerExceptionMapper
    public Response problem(Problem problem, RoutingContext request) {
        return answers.response(request, problem.status(), problem.getMessage());
    }

    @ServerExceptionMapper
    public Response violation(ConstraintViolationException violations, RoutingContext request) {
        String message = violations.getConstraintViolations().stream()
                .map(ProblemMappers::describe)
                .sorted()
                .collect(Collectors.joining("; "));
        return answers.response(request, 400, message);
    }

    @ServerExceptionMapper
    public Response malformed(JsonProcessingException e, RoutingContext request) {
        return answers.response(request, 400, "The JSON is not as it must be: " + e.getOriginalMessage());
    }

    /** Here since Quarkus brings a mapper of its own for this one, which answers without a message. */
    @ServerExceptionMapper
    public Response mismatched(MismatchedInputException e, RoutingContext request) {
        return malformed(e, request);
    }

    /** What JAX-RS itself refuses: unknown paths, methods, media types, malformed bodies. */
    @ServerExceptionMapper
    public Response refused(WebApplicationException e, RoutingContext request) {
        Response response = e.getResponse();
        if (e.getCause() instanceof JsonProcessingException json) {
            return malformed(json, request);
        }
        int status = response.getStatus();
        if (response.hasEntity() || status < 400) {
            return response;
        }
        String path = request.normalizedPath();
        return answers.response(
                request,
                status,
                switch (status) {
                    case 404 -> "There is nothing at " + path;
                    case 405 -> request.request().method() + " is not understood at " + path;
                    case 406 -> path + " has no form that the Accept header allows";
                    case 413 -> "The body is larger than this takes";
                    case 415 -> path + " does not take that content type";
                    default -> String.valueOf(e.getMessage());
                });
    }

    @ServerExceptionMapper
    public Response failure(RuntimeException e, RoutingContext request) {
        String id = UUID.randomUUID().toString();
        LOG.errorf(e, "%s %s failed (%s)", request.request().method(), request.normalizedPath(), id);
        return answers.response(request, 500, "The server failed; its log says why under " + id);
    }

    /** The name of the field, without the method and parameter it came through, and what is wrong with it. */
    private static String describe(ConstraintViolation<?> violation) {
        String path = violation.getPropertyPath().toString();
        String[] parts = path.split("\\.", 3);
        return parts[parts.length - 1] + " " + violation.getMessage();
    }
}
