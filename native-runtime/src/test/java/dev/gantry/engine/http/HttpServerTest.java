package dev.gantry.engine.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gantry.engine.support.RawClient;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(10)
class HttpServerTest {
    private static final String HOST = "Host: x\r\n";

    @TempDir
    Path directory;

    private Path path;
    private HttpServer server;
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    private final class Handler implements HttpHandler {
        @Override
        public void handle(Exchange exchange) throws IOException, InterruptedException {
            HttpRequest request = exchange.request();
            seen.add(request.method() + " " + request.path());
            OutputStream body = exchange.response().body();
            switch (request.path()) {
                case "/echo" -> request.body().transferTo(body);
                case "/ignore" -> body.write("ignored".getBytes(StandardCharsets.UTF_8));
                case "/big" -> body.write(new byte[100_000]);
                case "/wait" -> waitForClient(exchange);
                case "/flood" -> flood(exchange);
                case "/hijack" -> hijack(exchange);
                case "/break" -> {
                    body.flush();
                    throw new IllegalStateException("broken on purpose");
                }
                default -> body.write(request.path().getBytes(StandardCharsets.UTF_8));
            }
        }

        private void waitForClient(Exchange exchange) throws IOException {
            exchange.response().body().flush();
            exchange.endWithClient();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                ended.countDown();
            }
        }

        private void flood(Exchange exchange) throws IOException {
            exchange.endWithClient();
            try {
                while (true) {
                    exchange.response().body().write(new byte[10_000]);
                }
            } finally {
                ended.countDown();
            }
        }

        private void hijack(Exchange exchange) throws IOException {
            HijackedStream stream = exchange.hijack("text/raw");
            byte[] all = stream.input().readAllBytes();
            stream.output().write(("got " + new String(all, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void refuse(HttpException reason, HttpResponse response) throws IOException {
            response.status(reason.status()).body().write(reason.getMessage().getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String commonFields() {
            return "Api: test\r\n";
        }
    }

    @BeforeEach
    void start() throws IOException {
        path = directory.resolve("api.sock");
        server = HttpServer.start(path, "no-such-group", new Handler());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private String exchange(String request) throws IOException {
        try (RawClient client = new RawClient(path)) {
            return client.send(request).endInput().readAll();
        }
    }

    @Test
    void shortAnswersCarryTheirLength() throws IOException {
        assertEquals(
                "HTTP/1.1 200 OK\r\nApi: test\r\nContent-Length: 2\r\n\r\n/a",
                exchange("GET /a HTTP/1.1\r\n" + HOST + "\r\n"));
    }

    @Test
    void longAnswersAreSentInChunks() throws IOException {
        String answer = exchange("GET /big HTTP/1.1\r\n" + HOST + "\r\n");
        assertTrue(
                answer.startsWith("HTTP/1.1 200 OK\r\nApi: test\r\nTransfer-Encoding: chunked\r\n\r\n8000\r\n"),
                answer.substring(0, 100));
        assertTrue(answer.endsWith("\r\n0\r\n\r\n"));
    }

    @Test
    void oldClientsGetTheBodyUntilTheEndOfTheConnection() throws IOException {
        String answer = exchange("GET /big HTTP/1.0\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\nApi: test\r\nConnection: close\r\n\r\n\0"));
        assertEquals(100_000, answer.length() - answer.indexOf("\r\n\r\n") - 4);
    }

    @Test
    void headIsAnsweredWithoutABody() throws IOException {
        assertEquals(
                "HTTP/1.1 200 OK\r\nApi: test\r\nContent-Length: 2\r\n\r\n",
                exchange("HEAD /a HTTP/1.1\r\n" + HOST + "\r\n"));
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws IOException {
        String answer = exchange("GET /a HTTP/1.1\r\n" + HOST + "\r\n"
                + "POST /echo HTTP/1.1\r\n" + HOST + "Content-Length: 3\r\n\r\nxyz"
                + "POST /ignore HTTP/1.1\r\n" + HOST + "Content-Length: 3\r\n\r\nxyz"
                + "GET /b HTTP/1.1\r\nConnection: close\r\n" + HOST + "\r\n");
        assertEquals("/axyzignored/b", answer.replaceAll("(?s)HTTP/1.1 200 OK\r\n.*?\r\n\r\n", ""));
    }

    @Test
    void chunkedBodiesAreRead() throws IOException {
        String answer = exchange("POST /echo HTTP/1.1\r\n" + HOST
                + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\nTrailer: z\r\n\r\n"
                + "GET /next HTTP/1.1\r\n" + HOST + "\r\n");
        assertTrue(answer.contains("abc0123456789HTTP/1.1 200 OK"), answer);
        assertTrue(answer.endsWith("/next"), answer);
    }

    @Test
    void expectedContinueIsSentBeforeTheBodyIsRead() throws IOException {
        try (RawClient client = new RawClient(path)) {
            client.send("POST /echo HTTP/1.1\r\n" + HOST + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");
            assertEquals("HTTP/1.1 100 Continue\r\n\r\n", client.readUntil("\r\n\r\n"));
            client.send("ok");
            assertTrue(client.readUntil("ok").startsWith("HTTP/1.1 200 OK"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\nHost: x\n\n",
                "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
                "GET / HTTP/1.1\r\nHost : x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\n folded: y\r\n\r\n",
                "GET  / HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET nowhere HTTP/1.1\r\nHost: x\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: +1\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "POST /echo HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n",
                "GET /?%zz HTTP/1.1\r\nHost: x\r\n\r\n"
            })
    void ambiguousRequestsAreRefusedAndTheConnectionClosed(String request) throws IOException {
        String answer = exchange(request + "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 400 Bad Request\r\n"), answer);
        assertTrue(answer.contains("Connection: close\r\n"), answer);
        assertTrue(seen.isEmpty(), seen.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1\r\n", "x\r\n", "\r\n", "1\r\nab\r\n", "ffffffffffffffffff\r\n"})
    void malformedChunksEndTheConnection(String chunk) throws IOException {
        String answer = exchange("POST /echo HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n" + chunk
                + "GET /smuggled HTTP/1.1\r\n" + HOST + "\r\n");
        assertFalse(answer.contains("smuggled"), answer);
        assertEquals("POST /echo", seen.poll());
        assertTrue(seen.isEmpty(), seen.toString());
    }

    @Test
    void oversizeHeadsAreRefused() throws IOException {
        String answer = exchange("GET / HTTP/1.1\r\n" + HOST + "X: " + "a".repeat(70_000) + "\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 431 "), answer);
    }

    @Test
    void otherProtocolVersionsAreRefused() throws IOException {
        assertTrue(exchange("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").startsWith("HTTP/1.1 505 "));
    }

    @Test
    void aClientThatVanishesInterruptsItsHandler() throws Exception {
        try (RawClient client = new RawClient(path)) {
            client.send("GET /wait HTTP/1.1\r\n" + HOST + "\r\n").readUntil("\r\n\r\n");
        }
        assertTrue(ended.await(10, TimeUnit.SECONDS));
    }

    @Test
    void aClientThatVanishesAfterItSaidItSendsNoMoreInterruptsItsHandler() throws Exception {
        try (RawClient client = new RawClient(path)) {
            client.send("GET /wait HTTP/1.1\r\n" + HOST + "\r\n").endInput().readUntil("\r\n\r\n");
            assertEquals(1, ended.getCount());
        }
        assertTrue(ended.await(10, TimeUnit.SECONDS));
    }

    @Test
    void aClientThatNeverReadsIsWaitedForUntilItLeaves() throws Exception {
        try (RawClient client = new RawClient(path)) {
            client.send("GET /flood HTTP/1.1\r\n" + HOST + "\r\n").readUntil("\r\n\r\n");
            assertEquals("GET /flood", seen.take());
            assertTrue(exchange("GET /other HTTP/1.1\r\n" + HOST + "\r\n").endsWith("/other"));
            assertEquals(1, ended.getCount());
        }
        assertTrue(ended.await(10, TimeUnit.SECONDS));
    }

    @Test
    void clientsThatSendHalfARequestDoNotKeepOthersWaiting() throws Exception {
        RawClient[] slow = new RawClient[200];
        for (int i = 0; i < slow.length; i++) {
            slow[i] = new RawClient(path);
            slow[i].send("GET /slow HT");
        }
        assertTrue(exchange("GET /quick HTTP/1.1\r\n" + HOST + "\r\n").endsWith("/quick"));
        for (RawClient each : slow) {
            each.send("TP/1.1\r\n" + HOST + "\r\n").readUntil("/slow");
            each.close();
        }
    }

    @Test
    void aHijackedConnectionGoesOnAfterTheClientSendsNoMore() throws IOException {
        assertEquals(
                "HTTP/1.1 101 UPGRADED\r\nContent-Type: text/raw\r\nConnection: Upgrade\r\nUpgrade: tcp\r\nApi: test\r\n\r\ngot raw bytes",
                exchange("POST /hijack HTTP/1.1\r\n" + HOST + "Connection: Upgrade\r\nUpgrade: tcp\r\n\r\nraw bytes"));
    }

    @Test
    void withoutAnUpgradeAHijackedConnectionAnswers200() throws IOException {
        assertEquals(
                "HTTP/1.1 200 OK\r\nContent-Type: text/raw\r\nApi: test\r\n\r\ngot body, rest",
                exchange("POST /hijack HTTP/1.1\r\n" + HOST + "Content-Length: 6\r\n\r\nbody, rest"));
    }

    @Test
    void anUnfinishedAnswerDoesNotLookWhole() throws IOException {
        assertFalse(exchange("GET /break HTTP/1.1\r\n" + HOST + "\r\n").endsWith("0\r\n\r\n"));
    }

    @Test
    void theSocketIsForItsOwnerAndGroupOnly() throws IOException {
        assertEquals("rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
        assertEquals(1, Files.list(directory).count());
    }

    @Test
    void aSocketThatAnswersIsNotTaken() {
        IOException e = assertThrows(IOException.class, () -> HttpServer.start(path, "no-such-group", new Handler()));
        assertTrue(e.getMessage().contains("answering there already"), e.getMessage());
    }

    @Test
    void aSocketLeftByADeadEngineIsReplaced() throws IOException {
        Path stale = directory.resolve("stale.sock");
        try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.bind(UnixDomainSocketAddress.of(stale));
        }
        try (HttpServer second = HttpServer.start(stale, "no-such-group", new Handler());
                RawClient client = new RawClient(stale)) {
            assertTrue(client.send("GET /a HTTP/1.0\r\n\r\n").readAll().endsWith("/a"));
        }
        assertFalse(Files.exists(stale));
    }

    @Test
    void aFileThatIsNoSocketIsLeftAlone() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "precious");
        assertThrows(IOException.class, () -> HttpServer.start(file, "no-such-group", new Handler()));
        assertEquals("precious", Files.readString(file));
    }

    @Test
    void aPathTooLongForASocketIsRefusedWithTheReason() {
        Path longPath = directory.resolve("x".repeat(200));
        IOException e = assertThrows(IOException.class, () -> HttpServer.start(longPath, "g", new Handler()));
        assertTrue(e.getMessage().contains(longPath.toString()), e.getMessage());
    }

    @Test
    void closingEndsEveryConnection() throws Exception {
        try (RawClient idle = new RawClient(path);
                RawClient waiting = new RawClient(path)) {
            idle.send("GET /a HTTP/1.1\r\n" + HOST + "\r\n").readUntil("/a");
            waiting.send("GET /wait HTTP/1.1\r\n" + HOST + "\r\n").readUntil("\r\n\r\n");
            server.close();
            assertEquals("", idle.readAll());
            assertTrue(ended.await(10, TimeUnit.SECONDS));
            assertEquals(0, server.connections());
        }
    }
}
