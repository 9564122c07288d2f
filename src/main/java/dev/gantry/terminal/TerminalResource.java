package dev.gantry.terminal;

import dev.gantry.container.Containers;
import dev.gantry.docker.ExecSpec;
import dev.gantry.session.CurrentUser;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Issues the tickets that open consoles. */
@Path("/api/containers/{id}/terminals")
@Tag(name = "Containers")
@RunOnVirtualThread
public class TerminalResource {
    private static final int COLUMNS = 80;
    private static final int ROWS = 24;

    @Inject
    Containers containers;

    @Inject
    CurrentUser current;

    @Inject
    Tickets tickets;

    /** What to run, as whom ({@code user[:group]}, the container's own when not given), and the window's size. */
    public record NewTerminal(
            @NotEmpty @Size(max = 256) List<@NotBlank @Size(max = 4096) String> command,
            @Nullable @Size(max = 256) String user,
            @Nullable Boolean tty,
            @Nullable @Min(1) @Max(1000) Integer columns,
            @Nullable @Min(1) @Max(1000) Integer rows) {}

    /** Where to open the WebSocket, once and soon. */
    public record IssuedTerminal(String ticket, String path, Instant expires) {}

    @POST
    public Response open(String id, @Valid @NotNull NewTerminal terminal) {
        String containerId = containers.visibleTo(current.user()).consoleTarget(id);
        ExecSpec exec =
                new ExecSpec(terminal.command, terminal.user, null, List.of("TERM=xterm-256color"), isTty(terminal));
        int columns = terminal.columns == null ? COLUMNS : terminal.columns;
        int rows = terminal.rows == null ? ROWS : terminal.rows;
        Tickets.Issued issued = tickets.issue(current.user(), containerId, exec, columns, rows);
        IssuedTerminal answer = new IssuedTerminal(issued.name(), "/terminals/" + issued.name(), issued.expires());
        return Response.status(201)
                .header("Cache-Control", "no-store")
                .entity(answer)
                .build();
    }

    private static boolean isTty(NewTerminal terminal) {
        return terminal.tty == null || terminal.tty;
    }
}
