package dev.gantry.engine.container;

import dev.gantry.engine.error.EngineException;
import dev.gantry.engine.linux.Mounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The options of a tmpfs mount as {@code --tmpfs} takes them: mount flags and the file system's own. */
record TmpfsOptions(long flags, String data) {
    private static final Map<String, Long> SET = Map.of(
            "ro", Mounts.READ_ONLY,
            "nosuid", Mounts.NO_SUID,
            "nodev", Mounts.NO_DEV,
            "noexec", Mounts.NO_EXEC);
    private static final Map<String, Long> CLEAR = Map.of(
            "rw", Mounts.READ_ONLY,
            "suid", Mounts.NO_SUID,
            "dev", Mounts.NO_DEV,
            "exec", Mounts.NO_EXEC);
    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,18}[kKmMgG]?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,10}");
    /** The file system's own and what their values look like, tmpfs(5); the kernel would refuse others only at start. */
    private static final Map<String, Pattern> OWN = Map.of(
            "size",
            Pattern.compile("[0-9]{1,18}[kKmMgG%]?"),
            "mode",
            Pattern.compile("[0-7]{1,5}"),
            "uid",
            NUMBER,
            "gid",
            NUMBER,
            "nr_inodes",
            AMOUNT,
            "nr_blocks",
            AMOUNT,
            "mpol",
            Pattern.compile("[a-z]+([=:][a-z0-9,:-]+)*"),
            "huge",
            Pattern.compile("never|always|within_size|advise"));

    /** Docker's defaults are noexec, nosuid and nodev; INVALID_PARAMETER for an option tmpfs does not have. */
    static TmpfsOptions parse(String text) {
        long flags = Mounts.NO_SUID | Mounts.NO_DEV | Mounts.NO_EXEC;
        List<String> data = new ArrayList<>();
        for (String option : text.split(",")) {
            if (option.isEmpty()) {
                continue;
            }
            int equals = option.indexOf('=');
            if (SET.containsKey(option)) {
                flags |= SET.get(option);
            } else if (CLEAR.containsKey(option)) {
                flags &= ~CLEAR.get(option);
            } else if (equals > 0 && isOwn(option.substring(0, equals), option.substring(equals + 1))) {
                data.add(option);
            } else {
                throw EngineException.invalid("invalid tmpfs option \"" + option + "\"");
            }
        }
        return new TmpfsOptions(flags, String.join(",", data));
    }

    private static boolean isOwn(String name, String value) {
        Pattern values = OWN.get(name);
        return values != null && values.matcher(value).matches();
    }
}
