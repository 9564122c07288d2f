package dev.gantry.engine.crash;

/** What is known of one container from the answers that came whole, and which request was under way when one did not. */
final class Known {
    /** Where the last whole answer left it. */
    enum Fate {
        ABSENT,
        CREATED,
        RUNNING,
        /** Ended, or about to without anybody's doing, with {@link #exitCode}. */
        ENDING
    }

    /** A request whose answer is not there yet. */
    enum Pending {
        NOTHING,
        CREATE,
        START,
        KILL,
        REMOVE
    }

    final String name;
    /** Ends by itself with {@link #exitCode}, or sleeps until it is killed. */
    final boolean shortLived;

    String id = "";
    Fate fate = Fate.ABSENT;
    Pending pending = Pending.NOTHING;
    int exitCode;
    long pid;

    Known(String name, boolean shortLived, int exitCode) {
        this.name = name;
        this.shortLived = shortLived;
        this.exitCode = exitCode;
    }

    /** The request was answered. */
    void settle(Fate reached) {
        fate = reached;
        pending = Pending.NOTHING;
    }

    @Override
    public String toString() {
        return name + " (" + id + ", " + fate + ", pending " + pending + ", pid " + pid + ")";
    }
}
