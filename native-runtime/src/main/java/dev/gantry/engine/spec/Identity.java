package dev.gantry.engine.spec;

import java.util.List;

/** The numbers a process runs as, and the home directory the image's user database gives them. */
public record Identity(int uid, int gid, List<Integer> groups, String home) {
    public Identity {
        groups = List.copyOf(groups);
    }
}
