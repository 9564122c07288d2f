package dev.gantry.engine.image;

import dev.gantry.engine.content.Digest;
import dev.gantry.engine.error.EngineException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of an image in full: registry, repository, and a tag, a digest, both or neither (the grammar of
 * github.com/distribution/reference).
 *
 * @param domain host and port of the registry; {@code docker.io} if none was written
 * @param path the repository there; official ones begin with {@code library/}
 */
public record ImageReference(
        String domain,
        String path,
        @Nullable String tag,
        @Nullable Digest digest) {
    private static final String DEFAULT_DOMAIN = "docker.io";
    private static final String OLD_DEFAULT_DOMAIN = "index.docker.io";
    private static final String OFFICIAL = "library/";
    private static final String DEFAULT_TAG = "latest";
    private static final int MAX_PATH = 255;

    private static final Pattern ID = Pattern.compile("[a-f0-9]{64}");
    private static final String LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]*+(?<!-))?";
    private static final Pattern DOMAIN =
            Pattern.compile("(?:" + LABEL + "(?:\\." + LABEL + ")*+|\\[[a-fA-F0-9:]++])(?::[0-9]++)?");
    private static final String COMPONENT = "[a-z0-9]++(?:(?:\\.|__?|-++)[a-z0-9]++)*+";
    private static final Pattern REMAINDER = Pattern.compile("(?<path>" + COMPONENT + "(?:/" + COMPONENT + ")*+)"
            + "(?::(?<tag>\\w[\\w.-]{0,127}+))?(?:@(?<digest>[A-Za-z0-9_+.-]++:[0-9a-fA-F]{32,}+))?");

    /**
     * Reads a name as people write it.
     *
     * @throws EngineException INVALID_PARAMETER, in Docker's wording
     */
    public static ImageReference parse(String text) {
        if (ID.matcher(text).matches()) {
            throw EngineException.invalid(
                    "invalid repository name (" + text + "), cannot specify 64-byte hexadecimal strings");
        }
        int slash = text.indexOf('/');
        String first = slash < 0 ? "" : text.substring(0, slash);
        boolean hasDomain = slash >= 0 && isDomain(first);
        String domain = !hasDomain || first.equals(OLD_DEFAULT_DOMAIN) ? DEFAULT_DOMAIN : first;
        String remainder = hasDomain ? text.substring(slash + 1) : text;
        if (domain.equals(DEFAULT_DOMAIN) && remainder.indexOf('/') < 0) {
            remainder = OFFICIAL + remainder;
        }
        return parse(domain, remainder);
    }

    private static ImageReference parse(String domain, String remainder) {
        int colon = remainder.indexOf(':');
        String repository = colon < 0 ? remainder : remainder.substring(0, colon);
        if (!repository.toLowerCase(Locale.ROOT).equals(repository)) {
            throw EngineException.invalid(
                    "invalid reference format: repository name (" + repository + ") must be lowercase");
        }
        Matcher matcher = REMAINDER.matcher(remainder);
        if (!matcher.matches() || !DOMAIN.matcher(domain).matches()) {
            throw EngineException.invalid("invalid reference format");
        }
        if (matcher.group("path").length() > MAX_PATH) {
            throw EngineException.invalid("repository name must not be more than " + MAX_PATH + " characters");
        }
        String digest = matcher.group("digest");
        return new ImageReference(
                domain, matcher.group("path"), matcher.group("tag"), digest == null ? null : Digest.parse(digest));
    }

    /** What is before the first slash is a registry if it cannot be part of a repository's name on the default one. */
    private static boolean isDomain(String first) {
        return first.equals("localhost")
                || first.indexOf('.') >= 0
                || first.indexOf(':') >= 0
                || !first.toLowerCase(Locale.ROOT).equals(first);
    }

    /** This, with the tag latest if it has neither tag nor digest. */
    public ImageReference withDefaultTag() {
        return tag == null && digest == null ? new ImageReference(domain, path, DEFAULT_TAG, null) : this;
    }

    /** Whether neither tag nor digest was given. */
    public boolean isNameOnly() {
        return tag == null && digest == null;
    }

    /** Registry and repository in full. */
    public String name() {
        return domain + "/" + path;
    }

    /** Registry and repository as people write them: without what is the default. */
    public String familiarName() {
        if (!domain.equals(DEFAULT_DOMAIN)) {
            return name();
        }
        String official = path.startsWith(OFFICIAL) ? path.substring(OFFICIAL.length()) : path;
        return official.indexOf('/') < 0 ? official : path;
    }

    /** {@link #familiarName()} with tag and digest. */
    public String familiar() {
        return familiarName() + suffix();
    }

    /** The tag, if any. */
    public Optional<String> optionalTag() {
        return Optional.ofNullable(tag);
    }

    /** In full; {@link #parse} reads it back. */
    @Override
    public String toString() {
        return name() + suffix();
    }

    private String suffix() {
        return (tag == null ? "" : ":" + tag) + (digest == null ? "" : "@" + digest);
    }
}
