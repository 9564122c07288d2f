package dev.gantry.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gantry.docker.ContainerSpec;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CreateFormTest {
    private final MultivaluedMap<String, String> values = new MultivaluedHashMap<>(Map.of("image", "gantry/hello"));

    @Test
    void everyFieldArrivesInTheSpecification() {
        fill("name", "web", "command", "sh -c 'sleep 5'", "memory", "64m", "cpus", "0.5", "pidsLimit", "50");
        fill(
                "restart",
                "on-failure",
                "network",
                "none",
                "readOnlyRoot",
                "true",
                "capDrop",
                "all",
                "capAdd",
                "net_admin chown");
        fill("envName", "A", "envValue", "1 = one", "envName", "", "envValue", "");
        mount("bind", "/srv", "/data", "ro");
        mount("tmpfs", "", "/cache", "rw");
        ContainerSpec spec = spec();
        assertEquals(List.of("sh", "-c", "sleep 5"), spec.command());
        assertEquals(64L << 20, spec.memory());
        assertEquals(new BigDecimal("0.5"), spec.cpus());
        assertEquals(50, spec.pidsLimit());
        assertEquals(List.of("A=1 = one"), spec.environment());
        assertEquals(List.of(new ContainerSpec.Mount("/srv", "/data", true)), spec.mounts());
        assertEquals(Map.of("/cache", ""), spec.tmpfs());
        assertEquals(List.of("NET_ADMIN", "CHOWN"), spec.addCapabilities());
        assertEquals(List.of("ALL"), spec.dropCapabilities());
        assertEquals("none", spec.network());
        assertTrue(spec.readOnlyRoot());
    }

    @Test
    void anEmptyFormLeavesEverythingToTheImage() {
        fill("network", "default", "restart", "no");
        ContainerSpec spec = spec();
        assertNull(spec.name());
        assertNull(spec.network());
        assertEquals(List.of(), spec.command());
        assertEquals(0, spec.memory());
        assertFalse(spec.tty());
    }

    @Test
    void whatIsWrongIsToldBesideItsFieldAndNothingIsLost() {
        fill("name", "-x", "memory", "12q", "cpus", "0", "pidsLimit", "many", "command", "echo 'half");
        mount("bind", "relative", "/data", "rw");
        CreateForm form = new CreateForm(values);
        assertNull(form.spec());
        for (String field : List.of("name", "memory", "cpus", "pidsLimit", "command", "mounts")) {
            assertFalse(form.error(field).isEmpty(), field);
        }
        assertEquals("12q", form.get("memory"));
        assertEquals("relative", form.mounts().getFirst().source());
    }

    @Test
    void aSizeBeyondAnyMachineIsRefusedRatherThanWrappedAround() {
        fill("memory", "999999999999999t");
        CreateForm form = new CreateForm(values);
        assertNull(form.spec());
        assertTrue(form.error("memory").contains("more than any machine"));
    }

    @Test
    void whatTheEngineRefusesIsPutBesideTheFieldItIsAbout() {
        CreateForm form = new CreateForm(values);
        form.refused("No such image: nothing:latest");
        form.refused("something else");
        assertEquals("No such image: nothing:latest", form.error("image"));
        assertEquals("something else", form.problem());
    }

    private ContainerSpec spec() {
        CreateForm form = new CreateForm(values);
        ContainerSpec spec = form.spec();
        assertNotNull(spec);
        return spec;
    }

    private void mount(String kind, String source, String target, String access) {
        fill("mountKind", kind, "mountSource", source, "mountTarget", target, "mountAccess", access);
    }

    private void fill(String... more) {
        for (int i = 0; i < more.length; i += 2) {
            values.add(more[i], more[i + 1]);
        }
    }
}
