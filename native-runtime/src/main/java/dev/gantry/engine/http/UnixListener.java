package dev.gantry.engine.http;

import dev.gantry.engine.linux.StreamSocket;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A socket at a path that only its owner and one group can connect to. */
final class UnixListener implements AutoCloseable {
    private static final int BACKLOG = 1024;

    private final Path path;
    private final StreamSocket socket;
    private final @Nullable Object identity;

    private UnixListener(Path path, StreamSocket socket) throws IOException {
        this.path = path;
        this.socket = socket;
        this.identity = identity(path);
    }

    /**
     * Listens at a path with mode 0660. The socket of an engine that is gone is replaced; one that answers is refused.
     *
     * @param group who else may connect; ignored if this machine has no such group
     */
    static UnixListener open(Path path, String group) throws IOException {
        Path absolute = path.toAbsolutePath();
        Path directory = Objects.requireNonNull(absolute.getParent(), "a socket path names a file");
        if (absolute.toString().length() > StreamSocket.MAX_PATH) {
            throw new IOException("cannot listen on " + path + ": a socket's path has at most " + StreamSocket.MAX_PATH
                    + " bytes; choose a shorter one");
        }
        Files.createDirectories(directory);
        refuseIfTaken(absolute);
        // Made where nobody else can reach it, given its permissions, then moved: there is no moment at which everybody
        // could connect.
        Path hidden = Files.createTempDirectory(
                directory, ".s", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path made = hidden.resolve("s");
        StreamSocket socket = StreamSocket.listen(made.toString(), BACKLOG);
        try {
            restrict(made, group);
            Files.move(made, absolute, StandardCopyOption.ATOMIC_MOVE);
            return new UnixListener(absolute, socket);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        } finally {
            Files.deleteIfExists(made);
            Files.deleteIfExists(hidden);
        }
    }

    private static void refuseIfTaken(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther()) {
            throw new IOException("cannot listen on " + path + ": it exists and is not a socket; remove it or choose"
                    + " another path");
        }
        if (StreamSocket.answers(path.toString())) {
            throw new IOException("cannot listen on " + path
                    + ": an engine is answering there already; stop it first or" + " choose another path");
        }
    }

    private static void restrict(Path socket, String group) throws IOException {
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw----"));
        try {
            PosixFileAttributeView view = Files.getFileAttributeView(socket, PosixFileAttributeView.class);
            view.setGroup(
                    FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByGroupName(group));
        } catch (UserPrincipalNotFoundException e) {
            // Then only the owner may connect.
        }
    }

    private static @Nullable Object identity(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    StreamSocket socket() {
        return socket;
    }

    /** Stops listening, and removes the path unless another engine's socket is there by now. */
    @Override
    public void close() throws IOException {
        socket.close();
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && Objects.equals(identity, identity(path))) {
            Files.deleteIfExists(path);
        }
    }
}
