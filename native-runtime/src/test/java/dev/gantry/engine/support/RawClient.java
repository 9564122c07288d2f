package dev.gantry.engine.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** A client that sends exactly the bytes it is told to, for tests of what is not proper HTTP. */
public final class RawClient implements AutoCloseable {
    private final SocketChannel channel;

    public RawClient(Path socket) throws IOException {
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
    }

    public RawClient send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public RawClient send(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        return this;
    }

    /** Sends no more, but goes on reading. */
    public RawClient endInput() throws IOException {
        channel.shutdownOutput();
        return this;
    }

    /** Everything up to the end of the connection. */
    public String readAll() throws IOException {
        return readUntil(null);
    }

    /** Everything up to and with a text; fails at the end of the connection. */
    public String readUntil(String text) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer one = ByteBuffer.allocate(text == null ? 65536 : 1);
        while (true) {
            one.clear();
            if (channel.read(one) < 0) {
                if (text == null) {
                    return all.toString(StandardCharsets.ISO_8859_1);
                }
                throw new IOException("ended before \"" + text + "\" after: " + all);
            }
            all.write(one.array(), 0, one.position());
            if (text != null && all.toString(StandardCharsets.ISO_8859_1).endsWith(text)) {
                return all.toString(StandardCharsets.ISO_8859_1);
            }
        }
    }

    /** Exactly so many bytes. */
    public byte[] read(int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new IOException("ended after " + buffer.position() + " of " + count + " bytes: "
                        + new String(Arrays.copyOf(buffer.array(), buffer.position()), StandardCharsets.ISO_8859_1));
            }
        }
        return buffer.array();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
