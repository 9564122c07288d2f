package dev.gantry.engine.dockerapi;

import java.util.Map;
import java.util.Set;

/** The filters {@code label} and {@code label!}, which go together. */
final class LabelFilter {
    static final String WANTED = "label";
    static final String UNWANTED = "label!";
    static final Set<String> KEYS = Set.of(WANTED, UNWANTED);

    private LabelFilter() {}

    /** Whether the labels have everything wanted and not everything unwanted. */
    static boolean matches(Filters filters, Map<String, String> labels) {
        return filters.labels(WANTED, labels) && !(filters.has(UNWANTED) && filters.labels(UNWANTED, labels));
    }
}
