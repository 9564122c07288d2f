package dev.gantry.engine.crash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A container that counts on its standard output for as long as it lives, through every crash of the engine. */
final class TickingContainer {
    static final String NAME = "ticking";

    private int seen;

    static TickingContainer start(DockerSocket docker) throws IOException {
        docker.post(
                        "/containers/create?name=" + NAME,
                        "{\"Image\":\"crash:latest\",\"Env\":[\"PATH=/bin\"],\"HostConfig\":{\"NetworkMode\":\"none\"},"
                                + "\"Cmd\":[\"sh\",\"-c\",\"i=0; while :; do i=$((i+1)); echo $i; usleep 20000; done\"]}")
                .orFail("create " + NAME, 201);
        docker.post("/containers/" + NAME + "/start", "").orFail("start " + NAME, 204);
        return new TickingContainer();
    }

    /** Its log has every number up to the last one, and more than the last time. */
    void checkLog(DockerSocket docker) throws IOException {
        byte[] frames = docker.get("/containers/" + NAME + "/logs?stdout=1")
                .orFail("logs of " + NAME, 200)
                .body();
        StringBuilder text = new StringBuilder();
        ByteBuffer in = ByteBuffer.wrap(frames);
        while (in.remaining() >= 8) {
            int size = in.getInt(in.position() + 4);
            text.append(new String(frames, in.position() + 8, size, StandardCharsets.US_ASCII));
            in.position(in.position() + 8 + size);
        }
        int expected = 0;
        for (String line : text.toString().split("\n")) {
            expected++;
            if (!line.equals(Integer.toString(expected))) {
                throw new AssertionError("the log has a hole: \"" + line + "\" where " + expected + " should be");
            }
        }
        if (expected <= seen) {
            throw new AssertionError("the log stands still at " + expected);
        }
        seen = expected;
    }

    int seen() {
        return seen;
    }
}
