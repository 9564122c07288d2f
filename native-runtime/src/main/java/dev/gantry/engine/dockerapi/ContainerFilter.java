package dev.gantry.engine.dockerapi;

import dev.gantry.engine.container.ContainerState;
import dev.gantry.engine.container.ContainerView;
import dev.gantry.engine.container.Containers;
import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.image.ImageStore;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Chooses the containers of a list: {@code docker ps --filter}. */
final class ContainerFilter {
    private static final Set<String> KEYS = Set.of(
            "ancestor",
            "before",
            "exited",
            "expose",
            "health",
            "id",
            "is-task",
            "isolation",
            "label",
            "name",
            "network",
            "publish",
            "since",
            "status",
            "volume");
    private static final Set<String> HEALTH = Set.of("none", "starting", "healthy", "unhealthy");

    private final Filters filters;
    private final boolean all;
    private final int limit;
    private final Set<Integer> exitCodes = new HashSet<>();
    private final Set<String> ancestors = new HashSet<>();
    private final @Nullable ContainerView before;
    private final @Nullable ContainerView since;

    /** INVALID_PARAMETER for filters that do not exist, NOT_FOUND for containers they name that do not. */
    ContainerFilter(ApiRequest request, Containers containers, ImageStore images) {
        filters = request.filters().accept(KEYS);
        Integer wanted = request.integer("limit");
        limit = wanted == null ? 0 : wanted;
        checkWords("status", ContainerFilter::isState);
        checkWords("health", HEALTH::contains);
        all = request.flag("all") || limit > 0 || filters.has("status");
        filters.get("exited").forEach(code -> exitCodes.add(exitCode(code)));
        filters.get("ancestor").forEach(name -> addAncestor(images, name));
        before = named(containers, "before");
        since = named(containers, "since");
        for (String key : List.of("publish", "expose")) {
            if (filters.has(key)) {
                throw Unsupported.of("the filter " + key);
            }
        }
    }

    private void checkWords(String key, Predicate<String> valid) {
        for (String word : filters.get(key)) {
            if (!valid.test(word)) {
                throw EngineException.invalid("invalid filter '" + key + "=" + word + "'");
            }
        }
    }

    private static boolean isState(String word) {
        for (ContainerState state : ContainerState.values()) {
            if (state.word().equals(word)) {
                return true;
            }
        }
        return false;
    }

    private static int exitCode(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw EngineException.invalid("invalid filter 'exited=" + text + "'");
        }
    }

    private void addAncestor(ImageStore images, String name) {
        try {
            ancestors.add(images.get(name).id().toString());
        } catch (EngineException e) {
            // An image that is not here has no containers.
        }
    }

    private @Nullable ContainerView named(Containers containers, String key) {
        ContainerView found = null;
        for (String ref : filters.get(key)) {
            found = containers.get(ref);
        }
        return found;
    }

    /** @param containers newest first */
    List<ContainerView> apply(List<ContainerView> containers) {
        return containers.stream()
                .filter(this::fits)
                .limit(limit > 0 ? limit : Long.MAX_VALUE)
                .toList();
    }

    private boolean fits(ContainerView c) {
        ContainerState state = c.status().state();
        return (all || ContainerListWriter.isListedByDefault(state))
                && fitsIdentity(c)
                && filters.exact("status", state.word())
                && filters.labels("label", c.spec().labels())
                && fitsExit(c)
                && (!filters.has("ancestor") || ancestors.contains(c.imageId()))
                && (before == null || c.created().isBefore(before.created()))
                && (since == null || c.created().isAfter(since.created()))
                && filters.any("health", "none"::equals)
                && filters.any("network", name -> isNetwork(c, name))
                && filters.any("volume", volume -> hasVolume(c, volume))
                && !filters.flag("is-task", false);
    }

    private boolean fitsIdentity(ContainerView c) {
        boolean named =
                !filters.has("name") || filters.matches("name", c.name()) || filters.matches("name", "/" + c.name());
        return named && filters.any("id", c.id()::startsWith);
    }

    private boolean fitsExit(ContainerView c) {
        boolean hasRun =
                c.status().state() == ContainerState.EXITED || c.status().state() == ContainerState.DEAD;
        return exitCodes.isEmpty() || hasRun && exitCodes.contains(c.status().exitCode());
    }

    private static boolean isNetwork(ContainerView c, String wanted) {
        String name = NetworkSettingsWriter.network(c.spec().host());
        String id = FixedNetwork.ofMode(name).id();
        return wanted.equals(name) || id.equals(wanted);
    }

    private static boolean hasVolume(ContainerView c, String wanted) {
        return c.mounts().stream()
                .anyMatch(m -> m.name().equals(wanted)
                        || m.destination().equals(wanted)
                        || m.source().equals(wanted));
    }
}
