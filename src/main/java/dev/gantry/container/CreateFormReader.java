package dev.gantry.container;

import dev.gantry.docker.ContainerSpec;
import dev.gantry.ui.CommandWords;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes a specification of a form's text, noting what cannot be understood. The engine judges the rest. */
final class CreateFormReader {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,15})([bkmgt]?)(?:i?b)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,127}");
    private static final String UNITS = "bkmgt";

    private final CreateForm form;
    private final Map<String, String> errors;

    CreateFormReader(CreateForm form, Map<String, String> errors) {
        this.form = form;
        this.errors = errors;
    }

    ContainerSpec read() {
        if (form.get("image").isEmpty()) {
            errors.put("image", "Say which image to start from");
        }
        return new ContainerSpec(
                name(),
                form.get("image"),
                words("command"),
                words("entrypoint"),
                environment(),
                optional("workingDirectory"),
                optional("user"),
                optional("hostname"),
                form.is("tty"),
                form.is("interactive"),
                mounts(),
                tmpfs(),
                size("memory"),
                0,
                cpus(),
                number("pidsLimit"),
                new ContainerSpec.Restart(form.get("restart").isEmpty() ? "no" : form.get("restart"), 0),
                form.get("network").equals("default") ? null : optional("network"),
                form.is("readOnlyRoot"),
                list("capAdd"),
                list("capDrop"),
                form.is("noNewPrivileges"),
                form.is("autoRemove"),
                optional("stopSignal"),
                form.get("stopTimeout").isEmpty() ? null : (int) number("stopTimeout"),
                Map.of());
    }

    private @Nullable String name() {
        String name = form.get("name");
        if (!name.isEmpty() && !NAME.matcher(name).matches()) {
            errors.put("name", "A name has letters, digits, _ . and -, and begins with a letter or digit");
        }
        return name.isEmpty() ? null : name;
    }

    private @Nullable String optional(String field) {
        String value = form.get(field);
        return value.isEmpty() ? null : value;
    }

    private List<String> words(String field) {
        try {
            return CommandWords.split(form.get(field));
        } catch (IllegalArgumentException e) {
            errors.put(field, String.valueOf(e.getMessage()));
            return List.of();
        }
    }

    private List<String> list(String field) {
        return Stream.of(form.get(field).split("[\\s,]+"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.toUpperCase(Locale.ROOT))
                .toList();
    }

    private List<String> environment() {
        List<String> lines = new ArrayList<>();
        for (CreateForm.Variable variable : form.environment()) {
            if (variable.name().isEmpty() && !variable.value().isEmpty()) {
                errors.put("environment", "The variable with the value \"" + variable.value() + "\" has no name");
            } else if (variable.name().contains("=")) {
                errors.put("environment", "The name " + variable.name() + " may not contain =");
            } else if (!variable.name().isEmpty()) {
                lines.add(variable.name() + "=" + variable.value());
            }
        }
        return lines;
    }

    private List<ContainerSpec.Mount> mounts() {
        List<ContainerSpec.Mount> mounts = new ArrayList<>();
        for (CreateForm.MountEntry mount : filled()) {
            if (!mount.target().startsWith("/")) {
                errors.put("mounts", "\"" + mount.target() + "\" must be an absolute path in the container");
            } else if (!mount.kind().equals("tmpfs") && !mount.source().startsWith("/")) {
                errors.put("mounts", "\"" + mount.source() + "\" must be an absolute path on the host");
            } else if (!mount.kind().equals("tmpfs")) {
                mounts.add(new ContainerSpec.Mount(mount.source(), mount.target(), mount.readOnly()));
            }
        }
        return mounts;
    }

    private Map<String, String> tmpfs() {
        Map<String, String> tmpfs = new LinkedHashMap<>();
        for (CreateForm.MountEntry mount : filled()) {
            if (mount.kind().equals("tmpfs")) {
                tmpfs.put(mount.target(), mount.readOnly() ? "ro" : "");
            }
        }
        return tmpfs;
    }

    private List<CreateForm.MountEntry> filled() {
        return form.mounts().stream()
                .filter(mount -> !mount.target().isEmpty() || !mount.source().isEmpty())
                .toList();
    }

    /** A size as Docker's flags take it, in bytes: 512m, 1g. */
    private long size(String field) {
        String text = form.get(field).replace(" ", "");
        if (text.isEmpty()) {
            return 0;
        }
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            errors.put(field, "\"" + text + "\" is not a size: write 512m or 2g");
            return 0;
        }
        int power = Math.max(0, UNITS.indexOf(matcher.group(2).toLowerCase(Locale.ROOT)));
        try {
            return Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << (10 * power));
        } catch (ArithmeticException e) {
            errors.put(field, "\"" + text + "\" is more than any machine has");
            return 0;
        }
    }

    private @Nullable BigDecimal cpus() {
        String text = form.get("cpus");
        if (text.isEmpty()) {
            return null;
        }
        if (!text.matches("\\d{1,4}(\\.\\d{1,9})?") || new BigDecimal(text).signum() == 0) {
            errors.put("cpus", "\"" + text + "\" is not a number of CPUs: write 0.5 or 2");
            return null;
        }
        return new BigDecimal(text);
    }

    private long number(String field) {
        String text = form.get(field);
        if (text.isEmpty()) {
            return 0;
        }
        if (!text.matches("\\d{1,9}")) {
            errors.put(field, "\"" + text + "\" is not a whole number");
            return 0;
        }
        return Long.parseLong(text);
    }
}
