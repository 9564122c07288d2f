package dev.gantry.engine.volume;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.storage.AtomicFile;
import dev.gantry.engine.storage.EngineLayout;
import dev.gantry.engine.storage.GroupSync;
import dev.gantry.engine.storage.Trash;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** All volumes of one engine: a directory each, with the data in {@code _data}. */
public final class VolumeStore {
    private static final Pattern VALID = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{1,254}");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SecureRandom RANDOM = new SecureRandom();

    private final EngineLayout layout;
    private final GroupSync sync;
    private final Trash trash;
    private final Map<String, Volume> volumes = new ConcurrentHashMap<>();

    /** What is kept of a volume beside its data. */
    record Document(String created, Map<String, String> labels, boolean anonymous) {}

    /** Takes over the volumes that exist. */
    public VolumeStore(EngineLayout layout, GroupSync sync, Trash trash) {
        this.layout = layout;
        this.trash = trash;
        this.sync = sync;
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(layout.volumes())) {
            for (Path directory : directories) {
                load(String.valueOf(directory.getFileName()));
            }
        } catch (IOException e) {
            throw EngineException.system("read the volumes in " + layout.volumes() + ": " + e, e);
        }
    }

    /** INVALID_PARAMETER in Docker's words unless this can be a volume's name. */
    public static void checkName(String name) {
        if (!VALID.matcher(name).matches()) {
            throw EngineException.invalid("create " + name + ": \"" + name
                    + "\" includes invalid characters for a local volume name, only \"[a-zA-Z0-9][a-zA-Z0-9_.-]\" are"
                    + " allowed. If you intended to pass a host directory, use absolute path");
        }
    }

    /** The volume of that name, made if it is missing. */
    public Volume ensure(String name, Map<String, String> labels) {
        checkName(name);
        return volumes.computeIfAbsent(name, key -> create(key, labels, false));
    }

    /** A new volume with a name made up for it. */
    public Volume createAnonymous() {
        return createAnonymous(Map.of());
    }

    /** The same with labels beside the one that says that nobody chose its name. */
    public Volume createAnonymous(Map<String, String> labels) {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        String name = HexFormat.of().formatHex(bytes);
        Map<String, String> all = new LinkedHashMap<>(labels);
        all.put("com.docker.volume.anonymous", "");
        return volumes.computeIfAbsent(name, key -> create(key, Collections.unmodifiableMap(all), true));
    }

    public Optional<Volume> find(String name) {
        return Optional.ofNullable(volumes.get(name));
    }

    public Collection<Volume> all() {
        return volumes.values();
    }

    /** Deletes a volume and its data; the caller knows that nobody uses it. */
    public void remove(String name) {
        Volume volume = volumes.get(name);
        if (volume == null) {
            throw EngineException.notFound("get " + name + ": no such volume");
        }
        AtomicFile.deleteDurably(document(name));
        volumes.remove(name, volume);
        trash.discard(layout.volume(name));
    }

    private Path document(String name) {
        return layout.volumeDocument(name);
    }

    private Volume create(String name, Map<String, String> labels, boolean anonymous) {
        Path data = layout.volumeData(name);
        Instant now = Instant.now();
        try {
            Files.createDirectories(data);
            AtomicFile.write(document(name), JSON.writeValueAsBytes(new Document(now.toString(), labels, anonymous)));
        } catch (IOException e) {
            throw EngineException.system("create volume " + name + ": " + e, e);
        }
        sync.markDirty();
        return new Volume(name, data, now, Map.copyOf(labels), anonymous);
    }

    /** One without a document is half-made or half-removed. */
    private void load(String name) throws IOException {
        Optional<byte[]> bytes = AtomicFile.read(document(name));
        if (bytes.isEmpty()) {
            trash.discard(layout.volume(name));
            return;
        }
        Document document = JSON.readValue(bytes.get(), Document.class);
        volumes.put(
                name,
                new Volume(
                        name,
                        layout.volumeData(name),
                        Instant.parse(document.created()),
                        document.labels(),
                        document.anonymous()));
    }
}
