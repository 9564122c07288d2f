package dev.gantry.engine.http;

import java.io.IOException;
import java.io.InputStream;

/** A request's body. Once it has thrown, it throws for ever: what follows in the connection cannot be told. */
abstract class RequestBody extends InputStream {
    private final Runnable beforeFirst;
    private boolean begun;
    private boolean broken;

    RequestBody(Runnable beforeFirst) {
        this.beforeFirst = beforeFirst;
    }

    /** @return -1 at the body's end, never 0 */
    abstract int readSome(byte[] target, int offset, int length) throws IOException;

    /** Whether all of it has been read, so that the next request follows. */
    abstract boolean isComplete();

    /** Whether the client waits to be told before it sends the body. */
    final boolean isAwaited() {
        return !begun;
    }

    final boolean isBroken() {
        return broken;
    }

    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public final int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (broken) {
            throw new HttpException(400, "the request's body ended early");
        }
        if (!begun) {
            begun = true;
            beforeFirst.run();
        }
        boolean done = false;
        try {
            int count = readSome(target, offset, length);
            done = true;
            return count;
        } finally {
            broken = !done;
        }
    }
}
