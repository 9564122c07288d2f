package dev.gantry.engine.image;

import dev.gantry.engine.content.Digest;
import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.image.ImageStore.ImageUser;
import dev.gantry.engine.image.ImageStore.Removal;
import dev.gantry.engine.snapshot.Layer;
import dev.gantry.engine.snapshot.LayerStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Takes names and images away by Docker's rules about what may go and what must be forced. */
final class ImageRemover {
    private static final int SHORT_ID = 12;

    private final ImageIndex index;
    private final LayerStore layers;

    ImageRemover(ImageIndex index, LayerStore layers) {
        this.index = index;
        this.layers = layers;
    }

    /** What is to be done, worked out before anything is. */
    private static final class Plan {
        private final List<Removal> rows = new ArrayList<>();
        private final List<ImageReference> untag = new ArrayList<>();
        private boolean delete;

        void untag(ImageReference reference) {
            untag.add(reference);
            rows.add(new Removal.Untagged(reference.familiar()));
        }
    }

    List<Removal> remove(String nameOrId, boolean force, Function<Digest, List<ImageUser>> users) {
        List<Removal> rows = new ArrayList<>();
        List<Image> deleted = new ArrayList<>();
        index.update(catalog -> {
            Image image = catalog.get(nameOrId);
            List<ImageUser> using = users.apply(image.id());
            Plan plan = isId(nameOrId, image.id())
                    ? planById(catalog.referencesOf(image.id()), image, force, using)
                    : planByName(catalog.referencesOf(image.id()), nameOrId, image, force, using);
            rows.addAll(plan.rows);
            ImageCatalog without = catalog.withoutReferences(plan.untag);
            if (!plan.delete) {
                return without;
            }
            deleted.add(image);
            return without.without(image.id());
        });
        for (Image image : deleted) {
            rows.add(new Removal.Deleted(image.id()));
            for (Layer layer : layers.release(image.chain())) {
                rows.add(new Removal.Deleted(layer.chainId().digest()));
            }
        }
        return List.copyOf(rows);
    }

    private static Plan planByName(
            List<ImageReference> names, String nameOrId, Image image, boolean force, List<ImageUser> using) {
        if (!force && isSingle(names) && !using.isEmpty()) {
            throw EngineException.conflict("conflict: unable to remove repository reference \"" + nameOrId
                    + "\" (must force) - container " + shortId(using.getFirst()) + " is using its referenced image "
                    + image.id().shortHex());
        }
        Plan plan = new Plan();
        ImageReference given = ImageReference.parse(nameOrId).withDefaultTag();
        ImageReference named =
                given.digest() == null ? given : new ImageReference(given.domain(), given.path(), null, given.digest());
        plan.untag(named);
        List<ImageReference> left = new ArrayList<>(names);
        left.remove(named);
        boolean lastTag = named.digest() == null
                && left.stream().noneMatch(r -> r.digest() == null && r.name().equals(named.name()));
        if (lastTag) {
            // Digests were remembered for the sake of the repository's tags.
            for (ImageReference reference : List.copyOf(left)) {
                if (reference.name().equals(named.name())) {
                    plan.untag(reference);
                    left.remove(reference);
                }
            }
        }
        // With no name left the image goes too, quietly staying if containers still need it.
        plan.delete = left.isEmpty() && conflict(image, force, using).isEmpty();
        return plan;
    }

    private static Plan planById(List<ImageReference> names, Image image, boolean force, List<ImageUser> using) {
        Optional<EngineException> conflict = conflict(image, force, using);
        if (conflict.isPresent() && using.stream().anyMatch(ImageUser::running)) {
            throw conflict.get();
        }
        if (!force && !names.isEmpty() && !isSingle(names)) {
            throw cannot(image, false, "image is referenced in multiple repositories");
        }
        if (conflict.isPresent()) {
            throw conflict.get();
        }
        Plan plan = new Plan();
        names.forEach(plan::untag);
        plan.delete = true;
        return plan;
    }

    private static Optional<EngineException> conflict(Image image, boolean force, List<ImageUser> using) {
        Optional<ImageUser> running = using.stream().filter(ImageUser::running).findFirst();
        if (running.isPresent()) {
            return Optional.of(
                    cannot(image, true, "image is being used by running container " + shortId(running.get())));
        }
        return force || using.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        cannot(image, false, "image is being used by stopped container " + shortId(using.getFirst())));
    }

    private static EngineException cannot(Image image, boolean hard, String reason) {
        return EngineException.conflict("conflict: unable to delete "
                + image.id().shortHex() + (hard ? " (cannot be forced) - " : " (must be forced) - ") + reason);
    }

    /** One tag at most, and digests of the same repository only. */
    private static boolean isSingle(List<ImageReference> names) {
        Set<String> repositories = new HashSet<>();
        names.forEach(n -> repositories.add(n.name()));
        return repositories.size() == 1
                && names.stream().filter(n -> n.digest() == null).count() <= 1;
    }

    private static boolean isId(String nameOrId, Digest id) {
        return id.toString().startsWith(nameOrId) || id.hex().startsWith(nameOrId);
    }

    private static String shortId(ImageUser user) {
        return user.containerId()
                .substring(0, Math.min(SHORT_ID, user.containerId().length()));
    }
}
