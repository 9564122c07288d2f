package dev.gantry.engine.http;

import java.io.IOException;
import java.io.InputStream;

/** A body whose length was announced. */
final class FixedLengthInputStream extends RequestBody {
    private final InputStream input;
    private long left;

    FixedLengthInputStream(InputStream input, long length, Runnable beforeFirst) {
        super(beforeFirst);
        this.input = input;
        this.left = length;
    }

    @Override
    int readSome(byte[] target, int offset, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        int count = input.read(target, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new HttpException(400, "unexpected EOF: " + left + " bytes of the request's body are missing");
        }
        left -= count;
        return count;
    }

    @Override
    boolean isComplete() {
        return left == 0;
    }
}
