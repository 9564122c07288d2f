package dev.gantry.engine.runtime;

import dev.gantry.engine.linux.Processes;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * The engine's end of the connection to one launcher (launcher/monitor.c has the protocol). Writing is safe from any
 * thread. Closing it leaves the process alone.
 */
public final class LaunchedProcess implements AutoCloseable {
    private static final int HEADER = 5;
    private static final int MAX_PAYLOAD = 32768;
    private static final int NOT_OUR_CHILD = 0;

    private final SocketChannel channel;
    private final Object writing = new Object();
    private ByteBuffer buffer = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    private int launcherPid = NOT_OUR_CHILD;
    private int pid;

    LaunchedProcess(SocketChannel channel) {
        this.channel = channel;
    }

    /** The process's id in the engine's pid namespace. */
    public int pid() {
        return pid;
    }

    /** The launcher is a child of this process, which has to collect it when it ends. */
    void adopt(int launcher) {
        launcherPid = launcher;
    }

    /** Waits until the process runs. */
    void awaitStart() throws IOException {
        ByteBuffer frame = readFrame();
        byte type = frame.get();
        frame.getInt();
        if (type == 'S') {
            pid = frame.getInt();
        } else if (type == 'F') {
            int code = frame.getInt();
            throw new LaunchException(code, StandardCharsets.UTF_8.decode(frame).toString());
        } else {
            throw new IOException("unexpected message " + (char) type + " from the launcher");
        }
    }

    /** Delivers messages until the process has ended or the connection is closed; then collects the launcher. */
    public void serve(ProcessListener listener) {
        try {
            while (true) {
                ByteBuffer frame = readFrame();
                byte type = frame.get();
                int length = frame.getInt();
                if (type == 'X') {
                    int code = frame.getInt();
                    finish();
                    listener.exited(code);
                    return;
                }
                listener.output(type == 'E' ? 2 : 1, frame.array(), HEADER, length);
            }
        } catch (IOException e) {
            boolean closedHere = !channel.isOpen();
            finish();
            if (!closedHere) {
                listener.lost();
            }
        }
    }

    /** A whole frame, at the beginning of the buffer. */
    private ByteBuffer readFrame() throws IOException {
        fill(0, HEADER);
        int length = buffer.getInt(1);
        if (length < 0 || length > MAX_PAYLOAD) {
            throw new IOException("a message of " + length + " bytes from the launcher");
        }
        if (buffer.capacity() < HEADER + length) {
            ByteBuffer larger = ByteBuffer.allocate(length > 4096 ? HEADER + MAX_PAYLOAD : 4096 + HEADER)
                    .order(ByteOrder.LITTLE_ENDIAN);
            larger.put(0, buffer, 0, HEADER);
            buffer = larger;
        }
        fill(HEADER, HEADER + length);
        return buffer.position(0);
    }

    private void fill(int from, int to) throws IOException {
        buffer.limit(to).position(from);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("the launcher has closed the connection");
            }
        }
    }

    /** Gives up the connection and collects a launcher that is ending. */
    void finish() {
        close();
        if (launcherPid != NOT_OUR_CHILD) {
            Processes.await(launcherPid);
        }
    }

    /** Whether output is to be sent here from now on; otherwise it only goes to the log. */
    public void wantOutput(boolean wanted) throws IOException {
        send(wanted ? 'A' : 'a', new byte[0], 0, 0);
    }

    /** Sends input to the process; blocks while it does not read. */
    public void writeStdin(byte[] data, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            int part = Math.min(length - done, MAX_PAYLOAD);
            send('I', data, offset + done, part);
            done += part;
        }
    }

    /** Ends the process's input. */
    public void closeStdin() throws IOException {
        send('i', new byte[0], 0, 0);
    }

    /** Sets the size of its terminal. */
    public void resize(int rows, int columns) throws IOException {
        ByteBuffer size = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        size.putShort((short) rows).putShort((short) columns);
        send('R', size.array(), 0, 4);
    }

    /** Sends a signal; the launcher is the only one that collects the process, so it never hits another. */
    public void signal(int number) throws IOException {
        send(
                'K',
                ByteBuffer.allocate(4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(number)
                        .array(),
                0,
                4);
    }

    private void send(char type, byte[] payload, int offset, int length) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(HEADER + length).order(ByteOrder.LITTLE_ENDIAN);
        frame.put((byte) type).putInt(length).put(payload, offset, length).flip();
        synchronized (writing) {
            while (frame.hasRemaining()) {
                channel.write(frame);
            }
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing of ours is lost: the launcher notices the end either way.
            throw new IllegalStateException("close the connection to a launcher", e);
        }
    }
}
