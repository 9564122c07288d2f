package dev.gantry.image;

import dev.gantry.platform.Problem;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A name to give to an image. */
record ImageName(String repository, String tag) {
    private static final Pattern REFERENCE = Pattern.compile("(.+?)(?::([\\w][\\w.-]{0,127}))?");

    /** The tag is what follows the last colon, unless that belongs to a registry's port. */
    static ImageName parse(String reference) {
        Matcher matcher = REFERENCE.matcher(reference.trim());
        if (!matcher.matches()) {
            throw new Problem(400, "\"" + reference + "\" is not an image name: give it as repository:tag");
        }
        String tag = matcher.group(2);
        return new ImageName(matcher.group(1), tag == null ? "latest" : tag);
    }
}
