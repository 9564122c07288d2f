package dev.gantry.engine.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program of the sample image, run outside a container. */
class SampleProgramTest {
    @TempDir
    Path directory;

    private Path program;

    @BeforeEach
    void unpack() throws IOException {
        program = directory.resolve("gantry-hello");
        try (InputStream in = SampleImage.class.getResourceAsStream("gantry-hello")) {
            Files.copy(in, program);
        }
        assertTrue(program.toFile().setExecutable(true));
    }

    @Test
    void greets() throws Exception {
        assertTrue(run("", "hello").startsWith("0\n\nHello from a container!\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "echo a  b | 0:a b",
                "echo 'a  b' \"c $NAME\" d\\ e ${NAME}x '$NAME' | 0:a  b c value d e valuex $NAME",
                "echo one; echo two # three | 0:one;two",
                "echo -n x | 0:x",
                "exit 7 | 7:",
                "cat /proc/self/no-such-file | 1:",
                "cat /dev/null; echo $? | 0:0",
                "no-such-program | 127:",
                "/dev/null | 126:",
                "/bin/true && true | 2:",
                "echo 'open | 2:",
                "'' | 127:",
                "ls -x | 2:",
            })
    void theShellRunsCommands(String command, String expected) throws Exception {
        String[] parts = expected.split(":", 2);
        String output = parts[1].replace(";", "\n");
        String newline = output.isEmpty() || command.contains("-n") ? "" : "\n";
        assertEquals(parts[0] + "\n" + output + newline, run("", "sh", "-c", command));
    }

    @Test
    void theShellReadsItsInput() throws Exception {
        assertEquals("4\nhi\n/\n", run("echo hi\ncd /\npwd\nexit 4\necho never\n", "sh"));
        assertTrue(run("help\nps\nls -la /\nid\nenv\nuptime\nhostname\n", "sh").startsWith("0\n"));
    }

    @Test
    void hostileInputIsOnlyInput() throws Exception {
        assertEquals("0\nx\n", run("echo a\0b\n\0\0\n" + "echo x", "sh"));
        assertTrue(run("echo " + "w ".repeat(1000) + "\n", "sh").startsWith("2\n"));
        assertEquals(
                100_000 + 3, run("echo " + "w".repeat(100_000) + "\n", "sh").length());
    }

    @Test
    void servesAPageAndStopsWhenAsked() throws Exception {
        int port = freePort();
        Process server = new ProcessBuilder(program.toString(), "serve", Integer.toString(port)).start();
        try (BufferedReader log = server.inputReader();
                HttpClient client = HttpClient.newHttpClient()) {
            assertTrue(log.readLine().startsWith("gantry/hello is up on "));
            HttpResponse<String> page = get(client, port, "/");
            assertEquals(200, page.statusCode());
            assertTrue(page.body().contains("<dt>Memory limit</dt>"), page.body());
            assertTrue(page.body().endsWith("</html>\n"));
            assertEquals(404, get(client, port, "/%3Cscript%3E").statusCode());
            assertEquals("127.0.0.1 \"GET / HTTP/1.1\" 200", log.readLine());
            log.readLine();
            String answer = raw(port, "BREW /\u001b[31m HTTP/1.1\r\n\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 405 "), answer);
            assertEquals("127.0.0.1 \"BREW /?[31m HTTP/1.1\" 405", log.readLine());
            server.destroy();
            assertTrue(server.waitFor(20, TimeUnit.SECONDS));
            assertEquals(0, server.exitValue());
        } finally {
            server.destroyForcibly();
        }
    }

    @Test
    void slowAndSilentClientsDoNotStopTheOthers() throws Exception {
        int port = freePort();
        Process server = new ProcessBuilder(program.toString(), "serve", Integer.toString(port)).start();
        List<Socket> silent = new ArrayList<>();
        try (BufferedReader log = server.inputReader();
                HttpClient client = HttpClient.newHttpClient()) {
            log.readLine();
            for (int i = 0; i < 20; i++) {
                silent.add(new Socket(InetAddress.getLoopbackAddress(), port));
            }
            assertEquals("ok\n", get(client, port, "/health").body());
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
            server.destroyForcibly();
        }
    }

    @Test
    void refusesImpossiblePorts() throws Exception {
        for (String port : List.of("0", "65536", "x", "-1", "8080x")) {
            assertEquals("2\n", run("", "serve", port));
        }
        assertFalse(run("", "nothing").startsWith("0"));
    }

    private static HttpResponse<String> get(HttpClient client, int port, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        return client.send(
                HttpRequest.newBuilder(uri).version(HttpClient.Version.HTTP_1_1).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String raw(int port, String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Exit code, newline, standard output. */
    private String run(String input, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("NAME", "value");
        Process process = builder.start();
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException leftWithoutReading) {
            // A program need not read its input.
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + "\n" + output;
    }
}
