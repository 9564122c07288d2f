package dev.gantry.engine.cgroup.v2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gantry.engine.cgroup.CgroupStats.BlockIo;
import dev.gantry.engine.cgroup.CgroupStats.BlockIo.Entry;
import java.util.List;
import org.junit.jupiter.api.Test;

class IoControllerTest {
    @Test
    void ioStatIsReadPerDevice() {
        BlockIo io = IoController.parse("""
                254:0 rbytes=90112 wbytes=4096 rios=22 wios=1 dbytes=0 dios=0
                8:16 rbytes=0 wbytes=512 rios=0 wios=1 dbytes=0 dios=0
                7:0""");
        assertEquals(
                List.of(
                        new Entry(254, 0, "read", 90112),
                        new Entry(254, 0, "write", 4096),
                        new Entry(8, 16, "read", 0),
                        new Entry(8, 16, "write", 512)),
                io.bytes());
        assertEquals(new Entry(254, 0, "read", 22), io.operations().getFirst());
    }

    @Test
    void weightsAreStretchedFromEndToEnd() {
        assertEquals(1, IoController.weight(10));
        assertEquals(10_000, IoController.weight(1000));
    }
}
