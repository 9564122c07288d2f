package dev.gantry.environment;

/** Whether an environment's engine answers; {@code reason} says why not, in a sentence, and is empty when it does. */
public record Reachability(boolean reachable, String reason) {
    public static final Reachability YES = new Reachability(true, "");

    public static Reachability no(String reason) {
        return new Reachability(false, reason);
    }
}
