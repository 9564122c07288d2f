package dev.gantry.engine.dockerapi;

import dev.gantry.engine.container.ContainerView;
import dev.gantry.engine.container.ContainerView.MountPoint;
import dev.gantry.engine.container.Containers;
import dev.gantry.engine.container.MountSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which containers, running or not, need which volumes. */
final class VolumeUse {
    private final Containers containers;

    VolumeUse(Containers containers) {
        this.containers = containers;
    }

    /** The ids of the containers that have the volume. */
    List<String> users(String volume) {
        return containers.all().stream()
                .filter(c -> c.mounts().stream()
                        .anyMatch(m -> isVolume(m) && m.name().equals(volume)))
                .map(ContainerView::id)
                .toList();
    }

    /** The names of all volumes that some container has. */
    Set<String> used() {
        Set<String> names = new HashSet<>();
        containers
                .all()
                .forEach(c -> c.mounts().stream().filter(VolumeUse::isVolume).forEach(m -> names.add(m.name())));
        return names;
    }

    private static boolean isVolume(MountPoint mount) {
        return mount.type() == MountSpec.Type.VOLUME;
    }
}
