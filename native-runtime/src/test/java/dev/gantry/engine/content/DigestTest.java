package dev.gantry.engine.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gantry.engine.error.EngineException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {
    private static final byte[] ABC = "abc".getBytes(StandardCharsets.UTF_8);
    /** FIPS 180-2, appendix B.1. */
    private static final Digest OF_ABC =
            Digest.parse("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");

    @Test
    void isTheSha256OfTheContent() {
        assertEquals(OF_ABC, Digest.of(ABC));
        assertEquals("ba7816bf8f01", OF_ABC.shortHex());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha256:", "sha256:12", "sha512:00", "BA", "sha256:../../../etc/passwd"})
    void refusesOtherTexts(String text) {
        assertThrows(EngineException.class, () -> Digest.parse(text));
    }

    @Test
    void refusesUpperCase() {
        assertThrows(EngineException.class, () -> Digest.parse(OF_ABC.toString().replace("ba78", "BA78")));
    }

    @Test
    void contentIsVerifiedWhileItStreams() throws IOException {
        VerifyingInputStream good = new VerifyingInputStream(new ByteArrayInputStream(ABC));
        good.transferTo(java.io.OutputStream.nullOutputStream());
        good.verify(OF_ABC, "abc");
        VerifyingInputStream skipped = new VerifyingInputStream(new ByteArrayInputStream(ABC));
        skipped.skipNBytes(3);
        skipped.verify(OF_ABC, "what is skipped counts too");
        VerifyingInputStream part = new VerifyingInputStream(new ByteArrayInputStream(ABC));
        part.read();
        assertThrows(IOException.class, () -> part.verify(OF_ABC, "abc"));
    }

    /** The library need not be installed; where it is, both must say the same of everything. */
    @Test
    void bothImplementationsAgree() {
        Random random = new Random(3);
        MessageDigest reused = Digest.sha256();
        for (int i = 0; i < 300; i++) {
            byte[] content = new byte[random.nextInt(30_000)];
            random.nextBytes(content);
            int split = content.length == 0 ? 0 : random.nextInt(content.length);
            reused.update(content, 0, split);
            reused.update(content, split, content.length - split);
            assertEquals(Digest.of(content), Digest.of(reused));
            MessageDigest java = Digest.javaSha256();
            java.update(content);
            assertEquals(Digest.of(java), Digest.of(content));
            reused.update((byte) 1);
            reused.reset();
        }
    }

    @Test
    void chainsFollowTheSpecification() {
        DiffId a = new DiffId(OF_ABC);
        DiffId b = new DiffId(Digest.of(new byte[0]));
        ChainId two = ChainId.of(a).plus(b);
        assertEquals(OF_ABC, ChainId.of(a).digest());
        assertEquals(Digest.of((OF_ABC + " " + b).getBytes(StandardCharsets.US_ASCII)), two.digest());
        assertEquals(List.of(ChainId.of(a), two, two.plus(a)), ChainId.all(List.of(a, b, a)));
        assertEquals(Optional.empty(), ChainId.of(List.of()));
    }
}
