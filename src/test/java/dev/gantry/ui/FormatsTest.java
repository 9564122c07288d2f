package dev.gantry.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FormatsTest {
    @Test
    void bytesHaveBinaryUnitsAndOneDecimal() {
        assertEquals("0 B", Formats.bytes(0));
        assertEquals("1023 B", Formats.bytes(1023));
        assertEquals("1.0 KiB", Formats.bytes(1024));
        assertEquals("1.5 GiB", Formats.bytes(3L << 29));
        assertEquals("8192.0 PiB", Formats.bytes(Long.MAX_VALUE));
    }

    @Test
    void spansAreToldInTheLargestUnitThatFits() {
        assertEquals("just now", Formats.span(Duration.ofSeconds(-3)));
        assertEquals("59 seconds", Formats.span(Duration.ofSeconds(59)));
        assertEquals("1 minute", Formats.span(Duration.ofSeconds(119)));
        assertEquals("23 hours", Formats.span(Duration.ofHours(23)));
        assertEquals("2 months", Formats.span(Duration.ofDays(60)));
        assertEquals("1 year", Formats.span(Duration.ofDays(360)));
    }

    @Test
    void anInitialIsAWholeCharacter() {
        assertEquals("o", Formats.initial("olga"));
        assertEquals("😀", Formats.initial("😀smile"));
        assertEquals("", Formats.initial(""));
    }
}
