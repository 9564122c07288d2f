package dev.gantry.container;

import dev.gantry.docker.DockerException;
import dev.gantry.docker.LogLine;
import dev.gantry.docker.LogOptions;
import dev.gantry.docker.LogReader;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The last lines of logs, for pages that show them as they are. */
@ApplicationScoped
class LogTails {
    /** At most {@code count} lines; none when the log cannot be read, which its own page explains. */
    List<String> of(ContainerScope scope, String container, int count) {
        List<String> lines = new ArrayList<>();
        try (LogReader reader = scope.logs(container, LogOptions.last(count))) {
            for (Optional<LogLine> line = reader.next(); line.isPresent(); line = reader.next()) {
                lines.add(line.get().text());
            }
        } catch (DockerException | IOException e) {
            return lines;
        }
        return lines;
    }
}
