package dev.gantry.engine.doctor;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gantry doctor}: one line for each finding; exit status 1 when the engine cannot run here. */
@Command(
        name = "gantry doctor",
        description = "Checks what this machine offers to containers and says how to mend what is missing.",
        footer = {"", "Exit status: 0 when containers can run here, 1 when they cannot, 2 for a wrong option."})
public final class DoctorCommand implements Callable<Integer> {
    @Option(
            names = "--data-root",
            paramLabel = "DIR",
            description = "where images and containers are kept (${DEFAULT-VALUE})")
    private Path dataRoot = Path.of("/var/lib/gantry");

    @Option(names = "--exec-root", paramLabel = "DIR", description = "where sockets are kept (${DEFAULT-VALUE})")
    private Path execRoot = Path.of("/run/gantry");

    @Option(names = "--port", paramLabel = "N", description = "the server's port (${DEFAULT-VALUE})")
    private int port = 9000;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    private boolean help;

    public static void main(String[] args) {
        System.exit(new CommandLine(new DoctorCommand()).execute(args));
    }

    @Override
    public Integer call() {
        List<Finding> findings = new ArrayList<>(Doctor.check(dataRoot, execRoot));
        findings.add(ProgramChecks.port(port));
        // The marks are not ASCII, and the locale of a fresh machine often is.
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        findings.forEach(finding -> out.println(finding.line()));
        if (findings.stream().anyMatch(Finding::prevents)) {
            out.println("Containers cannot run here until the lines with ✗ are mended.");
            return 1;
        }
        out.println("Containers can run here.");
        return 0;
    }
}
