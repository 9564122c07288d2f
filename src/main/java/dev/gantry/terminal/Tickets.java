package dev.gantry.terminal;

import dev.gantry.docker.ExecSpec;
import dev.gantry.platform.Problem;
import dev.gantry.session.Tokens;
import dev.gantry.user.User;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Tickets that were issued and not yet used. Kept in memory: none outlives {@link #LIFETIME}. */
@ApplicationScoped
public class Tickets {
    static final Duration LIFETIME = Duration.ofSeconds(30);
    private static final int MOST = 1000;

    private final Clock clock;
    private final Map<String, Ticket> open = new HashMap<>();

    public Tickets() {
        this(Clock.systemUTC());
    }

    Tickets(Clock clock) {
        this.clock = clock;
    }

    /** A ticket's secret name, and until when it can be used. */
    record Issued(String name, Instant expires) {}

    /**
     * Issues a ticket.
     *
     * @throws Problem 429 when very many are unused
     */
    synchronized Issued issue(User user, String containerId, ExecSpec exec, int columns, int rows) {
        Instant now = clock.instant();
        open.values().removeIf(ticket -> !ticket.expires().isAfter(now));
        if (open.size() >= MOST) {
            throw new Problem(429, "Too many consoles are being opened: try again in " + LIFETIME.toSeconds() + " s");
        }
        String name = Tokens.random();
        Instant expires = now.plus(LIFETIME);
        open.put(name, new Ticket(user.id, containerId, exec, columns, rows, expires));
        return new Issued(name, expires);
    }

    /** The ticket of this name, if it is {@code user}'s and in time. Whoever asks, it is used up. */
    synchronized Optional<Ticket> redeem(String name, User user) {
        return Optional.ofNullable(open.remove(name))
                .filter(ticket -> ticket.userId() == user.id)
                .filter(ticket -> ticket.expires().isAfter(clock.instant()));
    }
}
