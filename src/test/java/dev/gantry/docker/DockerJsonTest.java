package dev.gantry.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What dockerd 20.10 really answers, cut to what is read. */
class DockerJsonTest {
    @Test
    void readsTheListWithItsNullsAsEmpty() throws IOException {
        ContainerSummary container = read("""
                {"Id":"f3d495c1fb880708e808a0a049bc24ce0aa12616ded83f2d26d266da27846605","Names":["/web"],"Image":"bench",
                "ImageID":"sha256:8768","Command":"sh","Created":1795473876,"Ports":null,"Labels":null,"State":"running",
                "Status":"Up 2 seconds","HostConfig":{"NetworkMode":"none"},"Mounts":[],
                "NetworkSettings":{"Networks":{"none":{"IPAMConfig":null,"NetworkID":"78c9","IPAddress":""}}}}""", ContainerSummary.class);
        assertEquals("web", container.name());
        assertEquals("f3d495c1fb88", container.shortId());
        assertEquals("sha256:8768", container.imageId());
        assertEquals(List.of(), container.ports());
        assertEquals(Map.of(), container.labels());
        assertEquals("78c9", container.networkSettings().networks().get("none").networkId());
    }

    @Test
    void readsInspectWithWhatDockerWritesInItsOwnWay() throws IOException {
        ContainerDetails details = read("""
                {"Id":"f3d4","Name":"/web","State":{"Status":"exited","OOMKilled":true,"Pid":0,"ExitCode":137,"Error":""},
                "Config":{"Tty":false,"Env":["PATH=/bin"],"Cmd":["sh"],"Entrypoint":null,"Labels":{}},
                "HostConfig":{"Binds":null,"RestartPolicy":{"Name":"no","MaximumRetryCount":0},"NanoCpus":500000000,
                "PidsLimit":null,"Memory":67108864}}""", ContainerDetails.class);
        assertEquals(true, details.state().oomKilled());
        assertEquals(137, details.state().exitCode());
        assertEquals(List.of(), details.config().entrypoint());
        assertEquals(500_000_000L, details.hostConfig().nanoCpus());
        assertEquals("web", details.plainName());
    }

    @Test
    void computesWhatDockerStatsShows() throws IOException {
        ContainerStats stats = read("""
                {"read":"2026-11-23T22:44:38.138918552Z","pids_stats":{"current":2},
                "blkio_stats":{"io_service_bytes_recursive":[{"major":8,"minor":0,"op":"Read","value":4096}]},
                "cpu_stats":{"cpu_usage":{"total_usage":300},"system_cpu_usage":2000,"online_cpus":2},
                "precpu_stats":{"cpu_usage":{"total_usage":100},"system_cpu_usage":1000,"online_cpus":2},
                "memory_stats":{"usage":1000,"limit":4000,"stats":{"total_inactive_file":400}},"id":"f3d4"}""", ContainerStats.class);
        assertEquals(40.0, stats.cpuPercent());
        assertEquals(600, stats.memoryUsed());
        assertEquals(4000, stats.memoryLimit());
        assertEquals(2, stats.processes());
        assertEquals(4096, stats.bytesRead());
        assertEquals(0, stats.bytesReceived());
    }

    @Test
    void readsABodyInChunksWithExtensionsAndTrailers() throws IOException {
        HttpBody.Chunked body = new HttpBody.Chunked(bytes("3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nTrailer: t\r\n\r\nrest"));
        assertEquals("abcde", new String(body.readAllBytes(), StandardCharsets.UTF_8));
    }

    @Test
    void refusesAnAnswerThatIsNotHttp() {
        assertThrows(IOException.class, () -> HttpHead.read(bytes("220 mail.example ESMTP\r\n\r\n")));
        assertThrows(IOException.class, () -> HttpHead.read(bytes("HTTP/1.1 200 OK\r\nContent-Le")));
    }

    @Test
    void noNameReachesAnotherRoute() {
        for (String name : List.of("", "..", "a/b", "a?b", "a b", "é", "-x", "a\r\nb")) {
            assertThrows(DockerException.class, () -> DockerNames.object(name), name);
        }
        for (String name : List.of("a//b", "../x", "a/../b", "a?b", "a b", "a%2fb")) {
            assertThrows(DockerException.class, () -> DockerNames.image(name), name);
        }
        assertEquals("localhost:5000/a/b:1", DockerNames.image("localhost:5000/a/b:1"));
    }

    @Test
    void speaksTheOlderOfTwoVersions() {
        assertEquals("1.41", ApiVersion.negotiate("1.41"));
        assertEquals("1.50", ApiVersion.negotiate("1.99"));
        assertThrows(DockerException.class, () -> ApiVersion.negotiate(""));
    }

    private static <T> T read(String json, Class<T> type) throws IOException {
        return DockerJson.read(json.getBytes(StandardCharsets.UTF_8), type);
    }

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }
}
