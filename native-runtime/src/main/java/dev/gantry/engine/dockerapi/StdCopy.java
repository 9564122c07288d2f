package dev.gantry.engine.dockerapi;

import java.io.IOException;
import java.io.OutputStream;

/** Docker's framing of two output streams on one connection: stream number, three zeros, length, bytes. */
final class StdCopy {
    static final int STDOUT = 1;
    static final int STDERR = 2;

    private static final int HEADER = 8;

    private StdCopy() {}

    static void write(OutputStream output, int stream, byte[] buffer, int offset, int length) throws IOException {
        byte[] frame = new byte[HEADER + length];
        frame[0] = (byte) stream;
        frame[4] = (byte) (length >>> 24);
        frame[5] = (byte) (length >>> 16);
        frame[6] = (byte) (length >>> 8);
        frame[7] = (byte) length;
        System.arraycopy(buffer, offset, frame, HEADER, length);
        output.write(frame, 0, frame.length);
    }
}
