package dev.gantry.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gantry.docker.DockerEvent;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class JournalTest {
    private final Journal journal = new Journal();

    @Test
    void tellsWhatCameAfterInOrder() throws InterruptedException {
        removed("a");
        long seen = journal.last();
        removed("b");
        removed("c");
        Journal.Page page = journal.after(seen, 0);
        assertTrue(page.complete());
        assertEquals(List.of("b", "c"), ids(page));
        assertEquals(page.last(), journal.last());
    }

    @Test
    void saysSoWhenAReaderFellBehindWhatIsRemembered() throws InterruptedException {
        removed("a");
        long seen = journal.last();
        for (int i = 0; i <= Journal.REMEMBERED; i++) {
            removed("x" + i);
        }
        assertFalse(journal.after(seen, 0).complete());
        assertTrue(journal.after(seen + 1, 0).complete());
    }

    @Test
    void aNumberFromTheFutureOrFromNowhereIsNotComplete() throws InterruptedException {
        removed("a");
        assertFalse(journal.after(journal.last() + 5, 0).complete());
        assertFalse(journal.after(-1, 0).complete());
    }

    @Test
    void afterABreakEveryReaderStartsAnew() throws InterruptedException {
        removed("a");
        long seen = journal.last();
        journal.breakOff();
        assertFalse(journal.after(seen, 0).complete());
        assertTrue(journal.after(journal.last(), 0).complete());
    }

    @Test
    void aWaitingReaderIsWoken() throws InterruptedException {
        AtomicReference<Journal.Page> got = new AtomicReference<>();
        CountDownLatch started = new CountDownLatch(1);
        Thread reader = Thread.ofVirtual().start(() -> {
            try {
                started.countDown();
                got.set(journal.after(0, 60_000));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        started.await();
        removed("a");
        reader.join();
        assertEquals(List.of("a"), ids(got.get()));
    }

    private void removed(String id) {
        journal.add(new Change.ContainerRemoved(id, new DockerEvent("container", "destroy", null, 0, 0)));
    }

    private static List<String> ids(Journal.Page page) {
        return page.entries().stream()
                .map(entry -> ((Change.ContainerRemoved) entry.change()).id())
                .toList();
    }
}
