package dev.gantry.user;

import java.util.Locale;
import java.util.Optional;

/** What a password must be like. Length is what counts; rules about kinds of characters make people predictable. */
public final class PasswordRules {
    public static final int SHORTEST = 12;
    public static final int LONGEST = 1024;

    private PasswordRules() {}

    /** Why {@code password} will not do for {@code name}; empty when it will. */
    public static Optional<String> objection(String name, String password) {
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST) {
            return Optional.of("The password has " + length + " characters and needs at least " + SHORTEST);
        }
        if (length > LONGEST) {
            return Optional.of("The password has more than " + LONGEST + " characters");
        }
        if (password.chars().distinct().count() < 4) {
            return Optional.of("The password repeats fewer than four different characters");
        }
        if (name.length() > 3 && password.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
            return Optional.of("The password is the name");
        }
        return Optional.empty();
    }
}
