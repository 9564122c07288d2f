package dev.gantry.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HttpBodyTest {
    /** Stands for a connection on which nothing more has come yet: whoever reads it would wait. */
    private static final InputStream SILENCE = new InputStream() {
        @Override
        public int read() {
            throw new AssertionError("waited for what had not come yet");
        }
    };

    @Test
    void aChunkIsReadWithoutWaitingForTheNext() throws IOException {
        byte[] chunk = "5\r\nhello\r\n".getBytes(StandardCharsets.US_ASCII);
        InputStream connection = new SequenceInputStream(new ByteArrayInputStream(chunk), SILENCE);
        assertEquals("hello", new String(new HttpBody.Chunked(connection).readNBytes(5), StandardCharsets.US_ASCII));
    }
}
