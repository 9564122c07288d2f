package dev.gantry.engine.linux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FileNamesTest {
    @Test
    void textIsUtf8() {
        byte[] bytes = "größe 日本 😀".getBytes(StandardCharsets.UTF_8);
        assertEquals("größe 日本 😀", FileNames.decode(bytes));
        assertArrayEquals(bytes, FileNames.encode("größe 日本 😀"));
    }

    @Test
    void anyBytesSurvive() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(12)];
            random.nextBytes(bytes);
            if (i % 2 == 0 && bytes.length > 3) {
                System.arraycopy("é😀".getBytes(StandardCharsets.UTF_8), 0, bytes, 0, Math.min(6, bytes.length));
            }
            assertArrayEquals(bytes, FileNames.encode(FileNames.decode(bytes)));
        }
    }

    @Test
    void differentBytesAreDifferentText() {
        assertEquals("a\uDCE4", FileNames.decode(new byte[] {'a', (byte) 0xe4}));
        assertEquals("a\uDCED\uDCB3\uDCA4", FileNames.decode(new byte[] {'a', (byte) 0xed, (byte) 0xb3, (byte) 0xa4}));
    }

    @Test
    void aZeroByteNeverReachesTheKernel() {
        assertThrows(IllegalArgumentException.class, () -> FileNames.cString("a\0b"));
    }
}
