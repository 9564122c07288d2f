package dev.gantry.engine.content;

import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.linux.NativeSha256;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of some bytes, written {@code sha256:} and 64 lower-case hexadecimal digits (OCI image-spec,
 * descriptor.md "Digests").
 *
 * @param hex the 64 digits alone
 */
public record Digest(String hex) implements Comparable<Digest> {
    private static final String PREFIX = "sha256:";

    public Digest {
        if (!isHex(hex)) {
            throw EngineException.invalid("invalid digest \"" + abbreviate(hex) + "\": 64 hexadecimal digits expected");
        }
    }

    /** @throws EngineException INVALID_PARAMETER unless the text is {@code sha256:} and 64 lower-case digits */
    public static Digest parse(String text) {
        if (!text.startsWith(PREFIX)) {
            throw EngineException.invalid(
                    "invalid digest \"" + abbreviate(text) + "\": only sha256 digests are supported");
        }
        return new Digest(text.substring(PREFIX.length()));
    }

    /** Whether {@link #parse} would accept the text. */
    public static boolean isDigest(String text) {
        return text.startsWith(PREFIX) && isHex(text.substring(PREFIX.length()));
    }

    public static Digest of(byte[] content) {
        return new Digest(HexFormat.of().formatHex(sha256().digest(content)));
    }

    /** The digest whose computation is complete; resets the computation. */
    public static Digest of(MessageDigest finished) {
        return new Digest(HexFormat.of().formatHex(finished.digest()));
    }

    /** A new computation of a digest, by the fastest means there is. */
    public static MessageDigest sha256() {
        return NativeSha256.create().orElseGet(Digest::javaSha256);
    }

    static MessageDigest javaSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The 12 digits people see. */
    public String shortHex() {
        return hex.substring(0, 12);
    }

    @Override
    public int compareTo(Digest other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return PREFIX + hex;
    }

    private static boolean isHex(String text) {
        return text.length() == 64 && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    private static String abbreviate(String text) {
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }
}
