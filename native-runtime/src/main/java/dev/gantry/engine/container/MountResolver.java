package dev.gantry.engine.container;

import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.volume.Volume;
import dev.gantry.engine.volume.VolumeStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns the mounts a client asks for, and the volumes an image declares, into sources that exist. */
final class MountResolver {
    private final VolumeStore volumes;

    MountResolver(VolumeStore volumes) {
        this.volumes = volumes;
    }

    /** Refuses impossible mounts before anything is made; then makes volumes and missing bind sources. */
    List<ContainerView.MountPoint> resolve(ContainerSpec spec) {
        Set<String> targets = new HashSet<>();
        for (MountSpec mount : spec.host().mounts()) {
            check(mount);
            if (!targets.add(normalise(mount.target()))) {
                throw EngineException.invalid("Duplicate mount point: " + mount.target());
            }
        }
        List<ContainerView.MountPoint> points = new ArrayList<>();
        for (MountSpec mount : spec.host().mounts()) {
            points.add(
                    switch (mount.type()) {
                        case BIND -> bind(mount);
                        case VOLUME -> volume(mount);
                        case TMPFS -> tmpfs(mount);
                    });
        }
        for (String path : spec.volumes()) {
            if (targets.add(normalise(path))) {
                points.add(volumePoint(volumes.createAnonymous(), normalise(path), true, ""));
            }
        }
        return points;
    }

    private static void check(MountSpec mount) {
        String target = mount.target();
        if (!target.startsWith("/")) {
            throw EngineException.invalid("invalid mount path: '" + target + "' mount path must be absolute");
        }
        if (List.of(target.split("/")).contains("..")) {
            throw EngineException.invalid("invalid mount path: '" + target + "' must not contain '..'");
        }
        if (normalise(target).equals("/")) {
            throw EngineException.invalid("invalid specification: destination can't be '/'");
        }
        switch (mount.type()) {
            case BIND -> checkBind(mount);
            case VOLUME -> {
                if (!mount.source().isEmpty()) {
                    VolumeStore.checkName(mount.source());
                }
            }
            case TMPFS -> TmpfsOptions.parse(mount.tmpfsOptions());
        }
        if (mount.propagation() != null
                && !mount.propagation().isEmpty()
                && !mount.propagation().equals("rprivate")) {
            throw EngineException.invalid("mount propagation " + mount.propagation() + " of " + target
                    + " is not supported by this engine yet; leave it out or use rprivate");
        }
    }

    private static void checkBind(MountSpec mount) {
        Path source = Path.of(mount.source());
        if (!source.isAbsolute()) {
            throw EngineException.invalid("invalid mount config for type \"bind\": invalid mount path: '"
                    + mount.source() + "' mount path must be absolute");
        }
        if (!mount.createSource() && !Files.exists(source)) {
            throw EngineException.invalid(
                    "invalid mount config for type \"bind\": bind source path does not exist: " + mount.source());
        }
    }

    private static ContainerView.MountPoint bind(MountSpec mount) {
        Path source = Path.of(mount.source());
        if (!Files.exists(source)) {
            try {
                Files.createDirectories(source);
            } catch (IOException e) {
                throw EngineException.system("create the bind source " + source + ": " + e, e);
            }
        }
        return new ContainerView.MountPoint(
                mount.type(),
                "",
                source.normalize().toString(),
                normalise(mount.target()),
                "",
                mount.mode(),
                !mount.readonly(),
                "rprivate");
    }

    private ContainerView.MountPoint volume(MountSpec mount) {
        Volume volume = mount.source().isEmpty() ? volumes.createAnonymous() : volumes.ensure(mount.source(), Map.of());
        return volumePoint(volume, normalise(mount.target()), !mount.readonly(), mount.mode());
    }

    private static ContainerView.MountPoint volumePoint(Volume volume, String target, boolean writable, String mode) {
        return new ContainerView.MountPoint(
                MountSpec.Type.VOLUME, volume.name(), volume.data().toString(), target, "local", mode, writable, "");
    }

    private static ContainerView.MountPoint tmpfs(MountSpec mount) {
        return new ContainerView.MountPoint(
                mount.type(), "", "", normalise(mount.target()), "", mount.tmpfsOptions(), !mount.readonly(), "");
    }

    private static String normalise(String target) {
        return Path.of(target).normalize().toString();
    }
}
