package dev.gantry.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gantry.docker.ExecSpec;
import dev.gantry.user.User;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class TicketsTest {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    private static final ExecSpec SHELL = new ExecSpec(List.of("sh"), null, null, List.of(), true);

    private Instant now = START;

    private final Tickets tickets = new Tickets(new Clock() {
        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    });

    @Test
    void aTicketOpensOnce() {
        Tickets.Issued issued = tickets.issue(user(1), "c1", SHELL, 80, 24);
        assertEquals("c1", tickets.redeem(issued.name(), user(1)).orElseThrow().containerId());
        assertTrue(tickets.redeem(issued.name(), user(1)).isEmpty());
    }

    @Test
    void aTicketIsWorthNothingToAnotherAndIsUsedUpByTheAttempt() {
        Tickets.Issued issued = tickets.issue(user(1), "c1", SHELL, 80, 24);
        assertTrue(tickets.redeem(issued.name(), user(2)).isEmpty());
        assertTrue(tickets.redeem(issued.name(), user(1)).isEmpty());
    }

    @Test
    void aTicketExpiresAfterHalfAMinute() {
        Tickets.Issued issued = tickets.issue(user(1), "c1", SHELL, 80, 24);
        now = START.plus(Duration.ofSeconds(30));
        assertTrue(tickets.redeem(issued.name(), user(1)).isEmpty());
    }

    @Test
    void noTwoTicketsHaveTheSameName() {
        assertNotEquals(
                tickets.issue(user(1), "c1", SHELL, 80, 24).name(),
                tickets.issue(user(1), "c1", SHELL, 80, 24).name());
    }

    private static User user(long id) {
        User user = new User("u" + id, "", true, START);
        user.id = id;
        return user;
    }
}
