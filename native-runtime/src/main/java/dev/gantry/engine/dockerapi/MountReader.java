package dev.gantry.engine.dockerapi;

import dev.gantry.engine.container.MountSpec;
import dev.gantry.engine.error.EngineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads mounts in their three spellings: Binds ({@code -v}), Tmpfs ({@code --tmpfs}) and Mounts ({@code --mount}). */
final class MountReader {
    private static final Set<String> PROPAGATIONS =
            Set.of("private", "rprivate", "shared", "rshared", "slave", "rslave");
    /** SELinux labels, and the caching of Docker Desktop: nothing to do where neither is. */
    private static final Set<String> HARMLESS = Set.of("z", "Z", "consistent", "cached", "delegated");

    private final JsonObject config;

    MountReader(JsonObject hostConfig) {
        this.config = hostConfig;
    }

    List<MountSpec> read() {
        List<MountSpec> mounts = new ArrayList<>();
        for (String bind : config.texts("Binds")) {
            mounts.add(bind(bind));
        }
        for (JsonObject mount : config.objects("Mounts")) {
            mounts.add(mount(mount));
        }
        for (Map.Entry<String, String> tmpfs : config.textMap("Tmpfs").entrySet()) {
            mounts.add(new MountSpec(
                    MountSpec.Type.TMPFS, "", tmpfs.getKey(), false, false, null, tmpfs.getValue(), "", true));
        }
        return mounts;
    }

    /** {@code [source:]target[:mode]} */
    private static MountSpec bind(String text) {
        String[] parts = text.split(":", -1);
        boolean malformed = parts.length > 3 || List.of(parts).contains("") && !text.isEmpty();
        if (text.isEmpty() || malformed) {
            throw EngineException.invalid("invalid volume specification: '" + text + "'");
        }
        if (parts.length == 1) {
            return new MountSpec(MountSpec.Type.VOLUME, "", parts[0], false, false, null, "", "", true);
        }
        if (!parts[1].startsWith("/")) {
            throw EngineException.invalid("invalid volume specification: '" + text
                    + "': invalid mount config for type \"" + type(parts[0]) + "\": invalid mount path: '" + parts[1]
                    + "' mount path must be absolute");
        }
        Mode mode = Mode.parse(parts.length == 3 ? parts[2] : "");
        boolean path = parts[0].startsWith("/");
        return new MountSpec(
                path ? MountSpec.Type.BIND : MountSpec.Type.VOLUME,
                parts[0],
                parts[1],
                mode.readonly,
                true,
                mode.propagation,
                "",
                parts.length == 3 ? parts[2] : "",
                true);
    }

    private static String type(String source) {
        return source.startsWith("/") ? "bind" : "volume";
    }

    /** The third part of a bind. */
    private record Mode(boolean readonly, @Nullable String propagation) {
        static Mode parse(String text) {
            boolean readonly = false;
            String propagation = null;
            for (String word : text.isEmpty() ? new String[0] : text.split(",", -1)) {
                if (word.equals("ro")) {
                    readonly = true;
                } else if (PROPAGATIONS.contains(word)) {
                    propagation = word;
                } else if (word.equals("nocopy")) {
                    throw Unsupported.of("the volume mode nocopy");
                } else if (!word.equals("rw") && !HARMLESS.contains(word)) {
                    throw EngineException.invalid("invalid mode: " + text);
                }
            }
            return new Mode(readonly, propagation);
        }
    }

    private static MountSpec mount(JsonObject mount) {
        String type = mount.text("Type");
        String source = mount.text("Source");
        String target = mount.text("Target");
        boolean readonly = mount.flag("ReadOnly");
        mount.text("Consistency");
        if (target.isEmpty()) {
            throw EngineException.invalid(
                    "invalid mount config for type \"" + type + "\": field Target must not be empty");
        }
        return switch (type) {
            case "bind" -> bindMount(mount, source, target, readonly);
            case "volume" -> volumeMount(mount, source, target, readonly);
            case "tmpfs" -> tmpfsMount(mount, source, target, readonly);
            case "image", "npipe", "cluster" -> throw Unsupported.of("a mount of type \"" + type + "\"");
            case "" -> throw EngineException.invalid("mount type unknown: \"\"");
            default -> throw EngineException.invalid("mount type unknown: \"" + type + "\"");
        };
    }

    private static MountSpec bindMount(JsonObject mount, String source, String target, boolean readonly) {
        Unsupported.refuse(mount, "HostConfig.Mounts.", List.of("VolumeOptions", "TmpfsOptions", "ImageOptions"));
        if (source.isEmpty()) {
            throw EngineException.invalid("invalid mount config for type \"bind\": field Source must not be empty");
        }
        JsonObject options = mount.object("BindOptions");
        Unsupported.refuse(
                options,
                "HostConfig.Mounts.BindOptions.",
                List.of("NonRecursive", "ReadOnlyNonRecursive", "ReadOnlyForceRecursive"));
        String propagation = options.text("Propagation");
        if (!propagation.isEmpty() && !PROPAGATIONS.contains(propagation)) {
            throw EngineException.invalid(
                    "invalid mount config for type \"bind\": invalid propagation mode: " + propagation);
        }
        return new MountSpec(
                MountSpec.Type.BIND,
                source,
                target,
                readonly,
                options.flag("CreateMountpoint"),
                propagation.isEmpty() ? null : propagation,
                "",
                "",
                false);
    }

    private static MountSpec volumeMount(JsonObject mount, String source, String target, boolean readonly) {
        Unsupported.refuse(mount, "HostConfig.Mounts.", List.of("BindOptions", "TmpfsOptions", "ImageOptions"));
        JsonObject options = mount.object("VolumeOptions");
        Unsupported.refuse(options, "HostConfig.Mounts.VolumeOptions.", List.of("NoCopy", "Labels", "Subpath"));
        JsonObject driver = options.object("DriverConfig");
        Unsupported.refuseUnless(driver, "HostConfig.Mounts.VolumeOptions.DriverConfig.", "Name", Set.of("local"));
        Unsupported.refuse(driver, "HostConfig.Mounts.VolumeOptions.DriverConfig.", List.of("Options"));
        return new MountSpec(MountSpec.Type.VOLUME, source, target, readonly, false, null, "", "z", false);
    }

    private static MountSpec tmpfsMount(JsonObject mount, String source, String target, boolean readonly) {
        Unsupported.refuse(mount, "HostConfig.Mounts.", List.of("BindOptions", "VolumeOptions", "ImageOptions"));
        if (!source.isEmpty()) {
            throw EngineException.invalid(
                    "invalid mount config for type \"tmpfs\": field Source must not be specified");
        }
        JsonObject options = mount.object("TmpfsOptions");
        Unsupported.refuse(options, "HostConfig.Mounts.TmpfsOptions.", List.of("Options"));
        List<String> words = new ArrayList<>();
        long size = options.number("SizeBytes");
        if (size < 0) {
            throw EngineException.invalid("invalid mount config for type \"tmpfs\": size must not be negative");
        }
        if (size > 0) {
            words.add("size=" + size);
        }
        int mode = options.integer("Mode");
        if (mode != 0) {
            words.add("mode=" + Integer.toOctalString(mode));
        }
        return new MountSpec(
                MountSpec.Type.TMPFS, "", target, readonly, false, null, String.join(",", words), "", false);
    }
}
