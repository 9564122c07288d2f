package dev.gantry.engine.crash;

import dev.gantry.engine.crash.Known.Fate;
import dev.gantry.engine.crash.Known.Pending;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One client that creates, starts, kills and removes containers of its own, and knows what it was told of each. */
final class CrashClient {
    private static final int MOST = 4;

    private final DockerSocket docker;
    private final String label;
    private final List<Known> containers = new ArrayList<>();
    private int made;

    CrashClient(DockerSocket docker, String label) {
        this.docker = docker;
        this.label = label;
    }

    /** Its containers; to be used only while {@link #workUntilCutOff} does not run. */
    List<Known> containers() {
        return containers;
    }

    int made() {
        return made;
    }

    /** Returns when the engine is gone. @throws AssertionError for an answer that should not be */
    void workUntilCutOff(Random random) {
        try {
            while (true) {
                containers.removeIf(c -> c.fate == Fate.ABSENT && c.pending == Pending.NOTHING);
                if (containers.size() < MOST && random.nextInt(3) > 0 || containers.isEmpty()) {
                    create(random);
                } else {
                    advance(containers.get(random.nextInt(containers.size())), random);
                }
            }
        } catch (IOException cutOff) {
            // Whatever was under way stays marked as pending.
        }
    }

    private void create(Random random) throws IOException {
        boolean shortLived = random.nextInt(5) < 2;
        Known c = new Known(label + "-" + made++, shortLived, shortLived ? random.nextInt(100) : 137);
        String command = shortLived ? "[\"sh\",\"-c\",\"exit " + c.exitCode + "\"]" : "[\"sleep\",\"100000\"]";
        containers.add(c);
        c.pending = Pending.CREATE;
        c.id = docker.post(
                        "/containers/create?name=" + c.name,
                        "{\"Image\":\"crash:latest\",\"Cmd\":" + command + ",\"Env\":[\"PATH=/bin\",\"CRASH_ROUNDS="
                                + label + "\"],\"HostConfig\":{\"NetworkMode\":\"none\",\"Memory\":67108864}}")
                .orFail("create " + c, 201)
                .json()
                .get("Id")
                .asText();
        c.settle(Fate.CREATED);
    }

    private void advance(Known c, Random random) throws IOException {
        boolean remove = random.nextInt(3) == 0;
        switch (c.fate) {
            case CREATED -> {
                if (remove) {
                    remove(c);
                } else {
                    start(c);
                }
            }
            case RUNNING -> {
                if (remove) {
                    remove(c);
                } else {
                    c.pending = Pending.KILL;
                    docker.post("/containers/" + c.id + "/kill", "").orFail("kill " + c, 204);
                    c.settle(Fate.ENDING);
                }
            }
            case ENDING -> {
                awaitEnd(docker, c);
                remove(c);
            }
            case ABSENT -> throw new IllegalStateException("worked on after removal: " + c);
        }
    }

    private void start(Known c) throws IOException {
        c.pending = Pending.START;
        docker.post("/containers/" + c.id + "/start", "").orFail("start " + c, 204);
        c.settle(c.shortLived ? Fate.ENDING : Fate.RUNNING);
        if (!c.shortLived) {
            c.pid = docker.get("/containers/" + c.id + "/json")
                    .orFail("inspect " + c, 200)
                    .json()
                    .at("/State/Pid")
                    .asLong();
        }
    }

    private void remove(Known c) throws IOException {
        c.pending = Pending.REMOVE;
        docker.delete("/containers/" + c.id + "?force=1").orFail("remove " + c, 204);
        c.settle(Fate.ABSENT);
    }

    /** Waits for the end and checks the exit code. */
    static void awaitEnd(DockerSocket docker, Known c) throws IOException {
        int code = docker.post("/containers/" + c.id + "/wait", "")
                .orFail("wait for " + c, 200)
                .json()
                .get("StatusCode")
                .asInt();
        if (code != c.exitCode) {
            throw new AssertionError(c + " ended with " + code + " and not with " + c.exitCode);
        }
    }
}
