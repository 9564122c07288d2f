package dev.gantry.engine.dockerapi;

import dev.gantry.engine.error.EngineException;

/** A version of the Docker Engine API. */
record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {
    static final ApiVersion MAX = new ApiVersion(1, 50);
    static final ApiVersion MIN = new ApiVersion(1, 24);

    /** Whether a path segment is a version: {@code v1.41}. */
    static boolean isVersion(String segment) {
        return segment.length() > 1
                && segment.charAt(0) == 'v'
                && segment.chars().skip(1).allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }

    /** The version a client asks for; INVALID_PARAMETER in Docker's words if this engine does not speak it. */
    static ApiVersion requested(String segment) {
        String text = segment.substring(1);
        ApiVersion version = parse(text);
        if (version.compareTo(MIN) < 0) {
            throw EngineException.invalid("client version " + text + " is too old. Minimum supported API version is "
                    + MIN + ", please upgrade your client to a newer version");
        }
        if (version.compareTo(MAX) > 0) {
            throw EngineException.invalid(
                    "client version " + text + " is too new. Maximum supported API version is " + MAX);
        }
        return version;
    }

    private static ApiVersion parse(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 2 || !isNumber(parts[0]) || !isNumber(parts[1])) {
            throw EngineException.invalid("invalid API version \"" + text + "\": give it as in /v" + MAX);
        }
        return new ApiVersion(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() < 6;
    }

    boolean isAtLeast(int otherMinor) {
        return minor >= otherMinor;
    }

    @Override
    public int compareTo(ApiVersion other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
