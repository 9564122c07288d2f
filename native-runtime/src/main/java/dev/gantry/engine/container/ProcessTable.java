package dev.gantry.engine.container;

import dev.gantry.engine.error.EngineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What {@code docker top} shows: the rows of the host's ps(1) that belong to the container. The host's program is run,
 * never one of the container's.
 */
final class ProcessTable {
    /** Options and column lists only; {@code -o} formats may rename columns, which could hide the PID, so no {@code =}. */
    private static final Pattern ARGUMENT = Pattern.compile("-{0,2}[a-zA-Z0-9,:%_-]+");

    private static final String PID = "PID";

    private ProcessTable() {}

    static TopResult of(List<Integer> pids, String psArguments) {
        List<String> command = new ArrayList<>(List.of("ps"));
        for (String argument : psArguments.isBlank()
                ? List.of("-ef")
                : Arrays.asList(psArguments.strip().split("\\s+"))) {
            if (!ARGUMENT.matcher(argument).matches()) {
                throw EngineException.invalid("invalid ps argument: " + argument);
            }
            command.add(argument);
        }
        return parse(run(command), new HashSet<>(pids));
    }

    private static String run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw EngineException.invalid("ps: " + output.strip());
            }
            return output;
        } catch (IOException e) {
            throw EngineException.system(
                    "top needs the ps program on the host (Debian: apt-get install procps): " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw EngineException.system("interrupted while listing processes", e);
        }
    }

    static TopResult parse(String output, Set<Integer> pids) {
        String[] lines = output.split("\n");
        List<String> titles = List.of(lines[0].strip().split("\\s+"));
        int pidColumn = titles.indexOf(PID);
        if (pidColumn < 0) {
            throw EngineException.system("Couldn't find PID field in ps output", null);
        }
        List<List<String>> rows = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            // The last column, the command line, may contain blanks.
            List<String> row = List.of(lines[i].strip().split("\\s+", titles.size()));
            if (row.size() > pidColumn && pids.contains(Integer.parseInt(row.get(pidColumn)))) {
                rows.add(row);
            }
        }
        return new TopResult(titles, rows);
    }
}
