package dev.gantry.engine.dockerapi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the operation for a method and a path. A pattern is as {@code /containers/{name}/json}; {@code {name*}} takes one
 * segment or more, as names of images have slashes. Patterns without variables come first.
 */
final class Router {
    private record Route(String method, List<String> pattern, ApiHandler handler) {}

    /** What a path leads to, and what stood in place of the variables. */
    record Match(ApiHandler handler, Map<String, String> variables) {}

    /** By the first segment, of which there are about twenty. */
    private final Map<String, List<Route>> routes = new HashMap<>();

    void get(String pattern, ApiHandler handler) {
        add("GET", pattern, handler);
    }

    void head(String pattern, ApiHandler handler) {
        add("HEAD", pattern, handler);
    }

    void post(String pattern, ApiHandler handler) {
        add("POST", pattern, handler);
    }

    void put(String pattern, ApiHandler handler) {
        add("PUT", pattern, handler);
    }

    void delete(String pattern, ApiHandler handler) {
        add("DELETE", pattern, handler);
    }

    private void add(String method, String pattern, ApiHandler handler) {
        List<String> segments = List.of(pattern.substring(1).split("/"));
        List<Route> siblings = routes.computeIfAbsent(segments.getFirst(), s -> new ArrayList<>());
        Route route = new Route(method, segments, handler);
        if (pattern.contains("{")) {
            siblings.addLast(route);
        } else {
            siblings.addFirst(route);
        }
    }

    Optional<Match> find(String method, List<String> path) {
        for (Route route : routes.getOrDefault(path.getFirst(), List.of())) {
            if (route.method.equals(method)) {
                Map<String, String> variables = new HashMap<>();
                if (matches(route.pattern, path, variables)) {
                    return Optional.of(new Match(route.handler, variables));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean matches(List<String> pattern, List<String> path, Map<String, String> variables) {
        int extra = path.size() - pattern.size();
        if (extra < 0) {
            return false;
        }
        int at = 0;
        for (String part : pattern) {
            int end = at + 1;
            if (part.endsWith("*}")) {
                end += extra;
                extra = 0;
                variables.put(part.substring(1, part.length() - 2), String.join("/", path.subList(at, end)));
            } else if (part.startsWith("{")) {
                variables.put(part.substring(1, part.length() - 1), path.get(at));
            } else if (!part.equals(path.get(at))) {
                return false;
            }
            at = end;
        }
        return at == path.size();
    }
}
