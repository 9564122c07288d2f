package dev.gantry.engine.container;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.storage.AtomicFile;
import dev.gantry.engine.storage.EngineLayout;
import dev.gantry.engine.storage.GroupSync;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Container records on disk, one file each. A record's file is its existence: it is written last when a container is
 * made and deleted first when it is removed.
 */
final class ContainerStore {
    private static final Logger LOG = System.getLogger(ContainerStore.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper().registerModule(instants());
    private static final ObjectWriter WRITER = JSON.writerFor(ContainerRecord.class);
    private static final ObjectReader READER = JSON.readerFor(ContainerRecord.class);

    private final EngineLayout layout;
    private final GroupSync sync;

    ContainerStore(EngineLayout layout, GroupSync sync) {
        this.layout = layout;
        this.sync = sync;
    }

    /** Replaces the record; a crash leaves the old or the new one. */
    void save(ContainerRecord record) {
        try {
            AtomicFile.write(layout.containerRecord(record.id()), WRITER.writeValueAsBytes(record));
        } catch (IOException e) {
            throw EngineException.system("write the record of container " + record.id(), e);
        }
        sync.markDirty();
    }

    /** Ends the container's existence; its directory remains for the caller to delete. */
    void delete(String id) {
        try {
            Files.deleteIfExists(layout.containerRecord(id));
        } catch (IOException e) {
            throw EngineException.system("delete the record of container " + id, e);
        }
        sync.markDirty();
    }

    /** Every readable record. One that is damaged (a power cut) is reported and left for a person to look at. */
    List<ContainerRecord> loadAll() {
        List<ContainerRecord> records = new ArrayList<>();
        for (String id : directories()) {
            AtomicFile.sweep(layout.container(id));
            AtomicFile.read(layout.containerRecord(id)).ifPresent(bytes -> {
                try {
                    records.add(READER.readValue(bytes));
                } catch (IOException e) {
                    LOG.log(
                            Level.ERROR,
                            "the record of container " + id + " is damaged and ignored: " + e.getMessage());
                }
            });
        }
        return records;
    }

    /** The ids of all container directories, with or without a record. */
    List<String> directories() {
        List<String> ids = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(layout.containers())) {
            stream.forEach(path -> ids.add(String.valueOf(path.getFileName())));
            return ids;
        } catch (IOException e) {
            throw EngineException.system("list " + layout.containers(), e);
        }
    }

    private static SimpleModule instants() {
        SimpleModule module = new SimpleModule();
        module.addSerializer(Instant.class, new JsonSerializer<>() {
            @Override
            public void serialize(Instant value, JsonGenerator generator, SerializerProvider provider)
                    throws IOException {
                generator.writeString(value.toString());
            }
        });
        module.addDeserializer(Instant.class, new JsonDeserializer<>() {
            @Override
            public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
                return Instant.parse(parser.getText());
            }
        });
        return module;
    }
}
