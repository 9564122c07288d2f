package dev.gantry.engine.cgroup.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gantry.engine.cgroup.CgroupStats.BlockIo.Entry;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlkioControllerTest {
    @Test
    void theTotalOverAllDevicesIsLeftOut() {
        assertEquals(
                List.of(new Entry(254, 0, "Read", 90112), new Entry(254, 0, "Total", 90112)),
                BlkioController.parse("254:0 Read 90112\n254:0 Total 90112\nTotal 90112"));
        assertEquals(List.of(), BlkioController.parse("Total 0"));
        assertEquals(List.of(), BlkioController.parse(""));
    }
}
