package dev.gantry.session;

import dev.gantry.platform.Problem;
import io.vertx.ext.web.RoutingContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.WithFormRead;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/** Looks for the forgery token in a form, when the gate found none among the headers. */
public class FormToken {
    /** The hidden field's name. */
    static final String FIELD = "_csrf";

    @ServerRequestFilter
    @WithFormRead
    public void check(ResteasyReactiveContainerRequestContext context, RoutingContext request) {
        String expected = request.get(Gate.TOKEN_IN_FORM);
        if (expected == null) {
            return;
        }
        ResteasyReactiveRequestContext form = (ResteasyReactiveRequestContext) context.getServerRequestContext();
        Object token = form.getFormParameter(FIELD, true, false);
        if (!(token instanceof String sent) || !Tokens.same(sent, expected)) {
            throw new Problem(403, "The forgery token is missing or old: reload the page and try again");
        }
    }
}
