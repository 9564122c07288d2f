package dev.gantry.docker;

import java.util.regex.Pattern;

/** What may stand in a path as the name of an object, so that no name can reach another route. */
final class DockerNames {
    private static final Pattern OBJECT = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,254}");
    private static final Pattern IMAGE = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.:/@-]{0,511}");

    private DockerNames() {}

    /** A container's or exec's name or id, fit to be a path segment. */
    static String object(String name) {
        if (!OBJECT.matcher(name).matches()) {
            throw DockerException.invalid("\"" + shorten(name) + "\" is not a name: letters, digits, _ . and - only");
        }
        return name;
    }

    /** An image's reference or id, fit to be part of a path. */
    static String image(String name) {
        if (!IMAGE.matcher(name).matches() || hasOddSegment(name)) {
            throw DockerException.invalid("\"" + shorten(name) + "\" is not an image reference");
        }
        return name;
    }

    private static boolean hasOddSegment(String name) {
        for (String segment : name.split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                return true;
            }
        }
        return false;
    }

    private static String shorten(String name) {
        return name.length() > 80 ? name.substring(0, 80) + "…" : name;
    }
}
