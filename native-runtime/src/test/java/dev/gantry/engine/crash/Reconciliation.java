package dev.gantry.engine.crash;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.engine.crash.Known.Fate;
import dev.gantry.engine.crash.Known.Pending;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares what the engine says after a restart with what its clients were told before. */
final class Reconciliation {
    private final DockerSocket docker;
    /** What the engine lists, by name; entries are taken out as they are accounted for. */
    private final Map<String, JsonNode> listed = new HashMap<>();

    private Reconciliation(DockerSocket docker) {
        this.docker = docker;
    }

    /**
     * Each acknowledged record must be there as it was acknowledged; one with a request under way may be as before it
     * or as after it. Afterwards nothing is pending.
     *
     * @param others names that are nobody's of {@code containers}
     */
    static void check(DockerSocket docker, List<Known> containers, List<String> others) throws IOException {
        Reconciliation r = new Reconciliation(docker);
        for (JsonNode c :
                docker.get("/containers/json?all=1").orFail("list", 200).json()) {
            r.listed.put(c.at("/Names/0").asText().substring(1), c);
        }
        for (Known c : containers) {
            r.check(c, r.listed.remove(c.name));
        }
        others.forEach(r.listed::remove);
        if (!r.listed.isEmpty()) {
            throw new AssertionError("containers that nobody made, or that were removed: " + r.listed.keySet());
        }
    }

    private void check(Known c, JsonNode found) throws IOException {
        if (found == null) {
            boolean mayBeAbsent = c.fate == Fate.ABSENT || c.pending == Pending.REMOVE;
            require(mayBeAbsent, "the record is lost", c);
            c.settle(Fate.ABSENT);
            return;
        }
        require(c.fate != Fate.ABSENT || c.pending == Pending.CREATE, "it is back after its removal", c);
        String id = found.get("Id").asText();
        require(c.id.isEmpty() || c.id.equals(id), "it has another id: " + id, c);
        c.id = id;
        String state = found.get("State").asText();
        if (c.pending == Pending.NOTHING) {
            checkAcknowledged(c, state);
        } else {
            adopt(c, state);
        }
    }

    private void checkAcknowledged(Known c, String state) throws IOException {
        switch (c.fate) {
            case CREATED -> require(state.equals("created"), "it is " + state, c);
            case RUNNING -> {
                require(state.equals("running"), "it is " + state, c);
                long pid = pid(c);
                require(c.pid == 0 || c.pid == pid, "it has another process: " + pid, c);
                require(ProcessHandle.of(pid).isPresent(), "its process is gone: " + pid, c);
                c.pid = pid;
            }
            case ENDING -> CrashClient.awaitEnd(docker, c);
            case ABSENT -> throw new IllegalStateException(c.toString());
        }
    }

    /** The answer never came: the record may be as before the request or as after it, and must work on. */
    private void adopt(Known c, String state) throws IOException {
        switch (state) {
            case "created" -> {
                require(c.pending != Pending.KILL, "killing it undid its start", c);
                c.settle(Fate.CREATED);
            }
            case "running" -> {
                require(c.pending != Pending.CREATE, "nobody started it", c);
                c.settle(c.shortLived ? Fate.ENDING : Fate.RUNNING);
                c.pid = pid(c);
            }
            case "exited" -> {
                require(c.pending != Pending.CREATE, "nobody started it", c);
                c.exitCode = inspect(c).at("/State/ExitCode").asInt();
                c.settle(Fate.ENDING);
            }
            default -> {
                require(c.pending == Pending.REMOVE, "it is " + state, c);
                docker.delete("/containers/" + c.id + "?force=1").orFail("remove again " + c, 204, 404);
                c.settle(Fate.ABSENT);
            }
        }
    }

    private long pid(Known c) throws IOException {
        return inspect(c).at("/State/Pid").asLong();
    }

    private JsonNode inspect(Known c) throws IOException {
        return docker.get("/containers/" + c.id + "/json")
                .orFail("inspect " + c, 200)
                .json();
    }

    private static void require(boolean condition, String complaint, Known c) {
        if (!condition) {
            throw new AssertionError(complaint + ": " + c);
        }
    }
}
