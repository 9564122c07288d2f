package dev.gantry.engine.log;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogLineFuzzTest {
    @Test
    void noDamageToALineMakesTheParserFailOrLookBeyondTheLine() {
        Random random = new Random(42);
        LogLineParser parser = new LogLineParser();
        byte[] good = LogWriterDouble.line("tab\t \"quoted\" \\ é\n", "stdout", 1_767_323_045_123_456_789L)
                .getBytes(StandardCharsets.UTF_8);
        byte[] pool = "\"\\u{}:,nlogstream0123456789ZT-\u0000\u00ff".getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < 50_000; i++) {
            byte[] line = new byte[good.length + 32];
            System.arraycopy(good, 0, line, 16, good.length);
            for (int changes = random.nextInt(6); changes >= 0; changes--) {
                line[16 + random.nextInt(good.length)] = pool[random.nextInt(pool.length)];
            }
            int from = 16 + random.nextInt(3) * random.nextInt(10);
            int to = 16 + good.length - random.nextInt(3) * random.nextInt(20);
            if (parser.parse(line, from, to) && parser.text() == line) {
                assertTrue(parser.offset() >= from && parser.offset() + parser.length() <= to);
            }
            for (int j = 0; j < 16; j++) {
                assertTrue(line[j] == 0 && line[line.length - 1 - j] == 0);
            }
        }
    }
}
