package dev.gantry.engine.dockerapi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class HostFactsTest {
    @Test
    void readsTheDistributionsName() {
        String text = "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nNAME=Debian\nVERSION_ID='12'\nVERSION=\"\n";
        assertEquals("Debian GNU/Linux 12 (bookworm)", HostFacts.releaseField(text, "PRETTY_NAME"));
        assertEquals("Debian", HostFacts.releaseField(text, "NAME"));
        assertEquals("12", HostFacts.releaseField(text, "VERSION_ID"));
        assertEquals("\"", HostFacts.releaseField(text, "VERSION"));
        assertEquals("", HostFacts.releaseField(text, "ID"));
    }
}
