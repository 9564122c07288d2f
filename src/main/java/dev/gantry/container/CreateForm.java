package dev.gantry.container;

import dev.gantry.docker.ContainerSpec;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The form for a new container: what was typed, what is wrong with it, and the specification it makes. */
public final class CreateForm {
    private final MultivaluedMap<String, String> values;
    private final Map<String, String> errors = new HashMap<>();
    private String problem = "";

    CreateForm(MultivaluedMap<String, String> values) {
        this.values = values;
    }

    /** The form as one finds it, for an image if that is known already. */
    static CreateForm blank(String image) {
        MultivaluedMap<String, String> values = new MultivaluedHashMap<>();
        values.add("image", image);
        return new CreateForm(values);
    }

    /** One of a few to choose from. */
    public record Choice(String value, String label) {}

    public record Variable(String name, String value) {}

    /** {@code source} is empty for a tmpfs. */
    public record MountEntry(String kind, String source, String target, boolean readOnly) {}

    public String get(String name) {
        String value = values.getFirst(name);
        return value == null ? "" : value.trim();
    }

    public boolean is(String name) {
        return get(name).equals("true");
    }

    /** What is wrong with a field, empty when nothing is. */
    public String error(String name) {
        return errors.getOrDefault(name, "");
    }

    /** What is wrong with the whole. */
    public String problem() {
        return problem;
    }

    /** The variables, and one line more to fill in. */
    public List<Variable> environment() {
        List<Variable> variables = new ArrayList<>();
        for (int i = 0; i < all("envName").size(); i++) {
            if (!at("envName", i).isEmpty() || !at("envValue", i).isEmpty()) {
                variables.add(new Variable(at("envName", i).trim(), at("envValue", i)));
            }
        }
        variables.add(new Variable("", ""));
        return variables;
    }

    /** The mounts, and one line more to fill in. */
    public List<MountEntry> mounts() {
        List<MountEntry> mounts = new ArrayList<>();
        for (int i = 0; i < all("mountTarget").size(); i++) {
            MountEntry mount = new MountEntry(
                    at("mountKind", i),
                    at("mountSource", i).trim(),
                    at("mountTarget", i).trim(),
                    at("mountAccess", i).equals("ro"));
            if (!mount.target.isEmpty() || !mount.source.isEmpty()) {
                mounts.add(mount);
            }
        }
        mounts.add(new MountEntry("bind", "", "", false));
        return mounts;
    }

    public List<Choice> networks() {
        return List.of(
                new Choice("default", "Default"),
                new Choice("none", "None: it reaches nobody"),
                new Choice("host", "Host: it shares the machine's network"));
    }

    public List<Choice> restarts() {
        return List.of(
                new Choice("no", "Never"),
                new Choice("on-failure", "When it fails"),
                new Choice("unless-stopped", "Always, unless I stopped it"),
                new Choice("always", "Always"));
    }

    private List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    private String at(String name, int index) {
        List<String> list = all(name);
        return index < list.size() ? list.get(index) : "";
    }

    /** The specification, or null when something is wrong; {@link #error} then says what. */
    @Nullable
    ContainerSpec spec() {
        ContainerSpec spec = new CreateFormReader(this, errors).read();
        return errors.isEmpty() ? spec : null;
    }

    /** Puts what the engine refused beside the field it is about, where that can be told. */
    void refused(String message) {
        String lower = message.toLowerCase(java.util.Locale.ROOT);
        if (lower.contains("no such image")) {
            errors.put("image", message);
        } else if (lower.contains("container name")) {
            errors.put("name", message);
        } else if (lower.contains("restart polic")) {
            errors.put("restart", message);
        } else if (lower.contains("memory limit")) {
            errors.put("memory", message);
        } else if (lower.contains("cpus")) {
            errors.put("cpus", message);
        } else if (lower.contains("network")) {
            errors.put("network", message);
        } else if (lower.contains("mount") || lower.contains("bind source")) {
            errors.put("mounts", message);
        } else {
            problem = message;
        }
    }
}
