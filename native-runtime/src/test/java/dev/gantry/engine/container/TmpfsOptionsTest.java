package dev.gantry.engine.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.linux.Mounts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TmpfsOptionsTest {
    @Test
    void flagsAreToldFromTheFileSystemsOwnOptions() {
        TmpfsOptions options = TmpfsOptions.parse("ro,exec,size=64m,mode=1777");
        assertEquals(Mounts.NO_SUID | Mounts.NO_DEV | Mounts.READ_ONLY, options.flags());
        assertEquals("size=64m,mode=1777", options.data());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"size=abc", "size=", "size=-1", "mode=9", "uid=root", "nosuch", "nosuch=1", "huge=very", "=1"})
    void whatTheKernelWouldRefuseAtStartIsRefusedBefore(String option) {
        EngineException e = assertThrows(EngineException.class, () -> TmpfsOptions.parse(option));
        assertEquals("invalid tmpfs option \"" + option + "\"", e.getMessage());
        assertEquals(400, e.category().status());
    }
}
