package dev.gantry.engine.image;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.image.ImageConfig.Runtime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Dockerfile instructions that change an image's config without running anything, as {@code docker import --change}
 * and {@code docker commit --change} take them.
 */
public final class ConfigChanges {
    private static final Set<String> KNOWN = Set.of(
            "cmd",
            "entrypoint",
            "env",
            "expose",
            "healthcheck",
            "label",
            "onbuild",
            "stopsignal",
            "user",
            "volume",
            "workdir");

    private final RuntimeEditor editor;

    private ConfigChanges(Runtime base) {
        this.editor = new RuntimeEditor(base);
    }

    /**
     * Applies the instructions in order.
     *
     * @throws EngineException INVALID_PARAMETER for another instruction or a wrong argument, in Docker's wording
     */
    public static Runtime apply(Runtime base, List<String> changes) {
        ConfigChanges applied = new ConfigChanges(base);
        List<String> lines = lines(changes);
        // All names first, as Docker does: nothing is said about arguments while an instruction is not allowed at all.
        for (String line : lines) {
            if (!KNOWN.contains(name(line).toLowerCase(Locale.ROOT))) {
                throw EngineException.invalid(name(line) + " is not a valid change command");
            }
        }
        lines.forEach(applied::apply);
        return applied.editor.result();
    }

    /** Comments and empty lines go; a backslash at the end joins the next line. */
    private static List<String> lines(List<String> changes) {
        List<String> lines = new ArrayList<>();
        StringBuilder joined = new StringBuilder();
        for (String change : changes) {
            for (String line : change.lines().map(String::strip).toList()) {
                if (line.isEmpty() || line.startsWith("#")) {
                    continue;
                }
                boolean goesOn = line.endsWith("\\");
                joined.append(goesOn ? line.substring(0, line.length() - 1) : line);
                if (!goesOn) {
                    lines.add(joined.toString().strip());
                    joined.setLength(0);
                }
            }
        }
        if (!joined.isEmpty()) {
            lines.add(joined.toString().strip());
        }
        return lines;
    }

    private static String name(String line) {
        return line.split("\\s", 2)[0];
    }

    private void apply(String line) {
        String[] parts = line.split("\\s+", 2);
        String name = parts[0].toUpperCase(Locale.ROOT);
        String arguments = parts.length > 1 ? parts[1].strip() : "";
        if (arguments.isEmpty() && !name.equals("CMD") && !name.equals("ENTRYPOINT")) {
            throw EngineException.invalid(name + " requires at least one argument");
        }
        switch (name) {
            case "CMD" -> editor.cmd(command(arguments));
            case "ENTRYPOINT" -> editor.entrypoint(command(arguments));
            case "ENV" -> pairs(name, arguments, editor::env);
            case "LABEL" -> pairs(name, arguments, editor::label);
            case "EXPOSE" -> words(arguments).forEach(editor::expose);
            case "VOLUME" -> json(arguments).orElseGet(() -> words(arguments)).forEach(editor::volume);
            case "USER" -> editor.user(only(name, arguments));
            case "WORKDIR" -> editor.workingDir(only(name, arguments));
            case "STOPSIGNAL" -> editor.stopSignal(only(name, arguments));
            case "HEALTHCHECK" -> editor.healthcheck(HealthcheckInstruction.parse(arguments, this::command));
            default -> onBuild(arguments);
        }
    }

    private void onBuild(String instruction) {
        String name = name(instruction).toUpperCase(Locale.ROOT);
        switch (name) {
            case "ONBUILD" -> throw EngineException.invalid("Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed");
            case "FROM", "MAINTAINER" -> throw EngineException.invalid(name + " isn't allowed as an ONBUILD trigger");
            default -> editor.onBuild(instruction);
        }
    }

    /** The JSON form as it is, the other one run by the shell. */
    private List<String> command(String arguments) {
        return json(arguments).orElseGet(() -> {
            if (arguments.isEmpty()) {
                return List.of();
            }
            List<String> command = new ArrayList<>(editor.shell());
            command.add(arguments);
            return command;
        });
    }

    /** Something that is not a JSON list of strings is taken for the other form, as Docker does. */
    private static Optional<List<String>> json(String arguments) {
        if (!arguments.startsWith("[")) {
            return Optional.empty();
        }
        List<String> elements = new ArrayList<>();
        try {
            for (JsonNode element : ImageConfigJson.JSON.readTree(arguments)) {
                if (!element.isTextual()) {
                    return Optional.empty();
                }
                elements.add(element.asText());
            }
        } catch (JacksonException e) {
            return Optional.empty();
        }
        return Optional.of(List.copyOf(elements));
    }

    private interface Pair {
        void set(String name, String value);
    }

    /** {@code name=value …}, or the old form {@code name value} in which the value is the rest of the line. */
    private void pairs(String instruction, String arguments, Pair target) {
        List<String> words = DockerfileWords.split(arguments);
        if (words.getFirst().indexOf('=') < 0) {
            String[] parts = arguments.split("\\s+", 2);
            if (parts.length < 2) {
                throw EngineException.invalid(instruction + " must have two arguments");
            }
            target.set(expand(parts[0]), expand(parts[1]));
            return;
        }
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 0) {
                throw EngineException.invalid(
                        "Syntax error - can't find = in \"" + word + "\". Must be of the form: name=value");
            }
            String name = expand(word.substring(0, equals));
            if (name.isEmpty()) {
                throw EngineException.invalid(instruction + " names can not be blank");
            }
            target.set(name, expand(word.substring(equals + 1)));
        }
    }

    private List<String> words(String arguments) {
        return DockerfileWords.split(arguments).stream().map(this::expand).toList();
    }

    private String only(String instruction, String arguments) {
        // A path may have spaces: the whole rest of the line is the one argument.
        String value = expand(arguments);
        if (value.isBlank()) {
            throw EngineException.invalid(instruction + " requires exactly one argument");
        }
        return value;
    }

    private String expand(String word) {
        return DockerfileWords.process(word, editor.variables());
    }
}
