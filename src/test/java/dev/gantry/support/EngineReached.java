package dev.gantry.support;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gantry.environment.Reachability;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets tests wait for the engine's first answer. */
@ApplicationScoped
public class EngineReached {
    private final CountDownLatch reached = new CountDownLatch(1);

    void changed(@Observes Reachability reachability) {
        if (reachability.reachable()) {
            reached.countDown();
        }
    }

    /** Waits for it. */
    public void await() throws InterruptedException {
        assertTrue(reached.await(60, TimeUnit.SECONDS), "the engine does not answer");
    }
}
