package dev.gantry.terminal;

import dev.gantry.session.Callers;
import dev.gantry.user.User;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Lets a WebSocket open only for a ticket, and uses the ticket up. */
@ApplicationScoped
public class TicketCheck implements HttpUpgradeCheck {
    static final TypedKey<Ticket> TICKET = new TypedKey<>("ticket");
    static final TypedKey<User> USER = new TypedKey<>("user");

    @Inject
    Callers callers;

    @Inject
    Tickets tickets;

    @Override
    public boolean appliesTo(String endpointId) {
        return endpointId.equals(TerminalSocket.ID);
    }

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext context) {
        // Looking up the user reads the database: not on the event loop, on which the upgrade itself must go on.
        Context eventLoop = Vertx.currentContext();
        return Uni.createFrom()
                .item(() -> check(context))
                .runSubscriptionOn(
                        task -> Thread.ofVirtual().name("terminal ticket").start(task))
                .emitOn(task -> eventLoop.runOnContext(ignored -> task.run()));
    }

    private CheckResult check(HttpUpgradeContext context) {
        Optional<User> user = callers.userOf(context.httpRequest());
        if (user.isEmpty()) {
            return CheckResult.rejectUpgradeSync(401);
        }
        Optional<Ticket> ticket = tickets.redeem(context.pathParam("ticket"), user.get());
        if (ticket.isEmpty()) {
            return CheckResult.rejectUpgradeSync(403);
        }
        context.userData().put(TICKET, ticket.get());
        context.userData().put(USER, user.get());
        return CheckResult.permitUpgradeSync();
    }
}
