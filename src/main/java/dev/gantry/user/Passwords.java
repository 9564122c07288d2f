package dev.gantry.user;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Hashes passwords with Argon2id (RFC 9106), kept in the PHC string format so that the cost can rise later. */
@ApplicationScoped
public class Passwords {
    /** OWASP's minimum for Argon2id: 19 MiB, two passes, one lane. */
    private static final int MEMORY_KIB = 19 << 10;

    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final Pattern ENCODED =
            Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})\\$([\\w+/]+)\\$([\\w+/]+)");

    /** Guessing at many doors at once must not cost more memory than two hashes. */
    private final Semaphore turns = new Semaphore(2);

    private final SecureRandom random = new SecureRandom();

    /** Hash of something nobody knows, so that an unknown name takes as long as a known one. */
    private final String nobodysHash;

    public Passwords() {
        byte[] unknown = new byte[SALT_BYTES];
        random.nextBytes(unknown);
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        nobodysHash = encode(salt, MEMORY_KIB, PASSES, LANES, unknown);
    }

    /** Takes tens of milliseconds and 19 MiB, on purpose. */
    public String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return encode(salt, MEMORY_KIB, PASSES, LANES, compute(password, salt, MEMORY_KIB, PASSES, LANES));
    }

    /** Whether {@code password} is the one {@code encoded} was made of, in constant time. */
    public boolean matches(String password, String encoded) {
        Matcher matcher = ENCODED.matcher(encoded);
        if (!matcher.matches()) {
            throw new IllegalStateException("A stored password hash is not in the Argon2id format");
        }
        byte[] salt = Base64.getDecoder().decode(matcher.group(4));
        byte[] expected = Base64.getDecoder().decode(matcher.group(5));
        byte[] actual = compute(
                password,
                salt,
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)));
        return MessageDigest.isEqual(expected, actual);
    }

    /** Takes as long as {@link #matches} and never does. */
    public boolean matchesNobody(String password) {
        matches(password, nobodysHash);
        return false;
    }

    private byte[] compute(String password, byte[] salt, int memory, int passes, int lanes) {
        Argon2Parameters parameters = new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memory)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build();
        byte[] hash = new byte[HASH_BYTES];
        turns.acquireUninterruptibly();
        try {
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(parameters);
            generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        } finally {
            turns.release();
        }
        return hash;
    }

    private static String encode(byte[] salt, int memory, int passes, int lanes, byte[] hash) {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + memory + ",t=" + passes + ",p=" + lanes + "$" + base64.encodeToString(salt) + "$"
                + base64.encodeToString(hash);
    }
}
