package dev.gantry.docker;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Versions of the Docker Engine API. */
final class ApiVersion {
    /** The newest this client was written against. */
    private static final int NEWEST_MINOR = 50;

    private static final Pattern VERSION = Pattern.compile("1\\.(\\d{1,4})");

    private ApiVersion() {}

    /** The newest version that both this client and an engine announcing {@code offered} speak. */
    static String negotiate(String offered) {
        Matcher matcher = VERSION.matcher(offered);
        if (!matcher.matches()) {
            throw new DockerException(
                    502, "The engine announces API version \"" + offered + "\", which is not understood");
        }
        return "1." + Math.min(NEWEST_MINOR, Integer.parseInt(matcher.group(1)));
    }
}
