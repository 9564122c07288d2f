package dev.gantry.engine.dockerapi;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gantry.engine.container.ContainerView;
import dev.gantry.engine.container.MountSpec;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Writes the mounts of a container as they are, for lists and inspect. */
final class MountPointWriter {
    private MountPointWriter() {}

    static void write(JsonGenerator json, List<ContainerView.MountPoint> mounts) throws IOException {
        json.writeArrayFieldStart("Mounts");
        for (ContainerView.MountPoint mount : mounts) {
            json.writeStartObject();
            json.writeStringField("Type", mount.type().name().toLowerCase(Locale.ROOT));
            if (mount.type() == MountSpec.Type.VOLUME) {
                json.writeStringField("Name", mount.name());
            }
            json.writeStringField("Source", mount.source());
            json.writeStringField("Destination", mount.destination());
            if (mount.type() == MountSpec.Type.VOLUME) {
                json.writeStringField("Driver", mount.driver());
            }
            json.writeStringField("Mode", mount.mode());
            json.writeBooleanField("RW", mount.writable());
            json.writeStringField("Propagation", mount.propagation());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
