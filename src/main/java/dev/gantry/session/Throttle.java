package dev.gantry.session;

import dev.gantry.platform.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows guessing down. What is guessed at (a name, a setup code) and who guesses (an address) each have a count of
 * failures; after a few free ones every further failure doubles the time until the next attempt is looked at.
 */
@ApplicationScoped
public class Throttle {
    private static final int FREE_FAILURES = 5;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(2);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
    private static final Duration FORGET_AFTER = Duration.ofHours(1);
    private static final int MOST_KEYS = 10_000;

    private final Clock clock;
    private final Map<String, Failures> failures = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > MOST_KEYS;
        }
    };

    public Throttle() {
        this(Clock.systemUTC());
    }

    Throttle(Clock clock) {
        this.clock = clock;
    }

    private record Failures(int count, Instant last) {
        Instant openAgain() {
            if (count < FREE_FAILURES) {
                return last;
            }
            int doublings = Math.min(20, count - FREE_FAILURES);
            Duration wait = FIRST_WAIT.multipliedBy(1L << doublings);
            return last.plus(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
        }
    }

    /**
     * Passes when an attempt may be made.
     *
     * @throws Problem 429, saying how long to wait
     */
    synchronized void check(String... keys) {
        Instant now = clock.instant();
        for (String key : keys) {
            Failures known = failures.get(key);
            if (known != null && known.openAgain().isAfter(now)) {
                long seconds = Duration.between(now, known.openAgain()).toSeconds() + 1;
                throw new Problem(429, "Too many failed attempts: try again in " + seconds + " s");
            }
        }
    }

    synchronized void failed(String... keys) {
        Instant now = clock.instant();
        for (String key : keys) {
            Failures known = failures.get(key);
            int before = known == null || known.last.plus(FORGET_AFTER).isBefore(now) ? 0 : known.count;
            failures.put(key, new Failures(before + 1, now));
        }
    }

    synchronized void succeeded(String... keys) {
        for (String key : keys) {
            failures.remove(key);
        }
    }
}
