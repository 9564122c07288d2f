package dev.gantry.engine.doctor;

/**
 * What one check found.
 *
 * @param subject what was looked at, as in {@code cgroup}
 * @param detail what is there, in a few words
 * @param remedy what to do about it; empty when there is nothing to do
 */
public record Finding(Level level, String subject, String detail, String remedy) {
    /** How much it matters. */
    public enum Level {
        /** As it should be. */
        GOOD("✓"),
        /** The engine runs, and something is worse than it could be. */
        NOTICE("!"),
        /** The engine cannot run containers. */
        PROBLEM("✗");

        private final String mark;

        Level(String mark) {
            this.mark = mark;
        }

        public String mark() {
            return mark;
        }
    }

    static Finding good(String subject, String detail) {
        return new Finding(Level.GOOD, subject, detail, "");
    }

    static Finding notice(String subject, String detail, String remedy) {
        return new Finding(Level.NOTICE, subject, detail, remedy);
    }

    static Finding problem(String subject, String detail, String remedy) {
        return new Finding(Level.PROBLEM, subject, detail, remedy);
    }

    /** Whether the engine cannot run because of it. */
    public boolean prevents() {
        return level == Level.PROBLEM;
    }

    /** One line for people: mark, subject, detail and remedy. */
    public String line() {
        String text = String.format("%s %-16s %s", level.mark, subject, detail);
        return remedy.isEmpty() ? text : text + ": " + remedy;
    }
}
