package dev.gantry.engine.cgroup;

/**
 * Devices that may be used.
 *
 * @param kind what they are
 * @param major their major number, or {@link #ANY}
 * @param minor their minor number, or {@link #ANY}
 * @param access a non-empty choice of r (read), w (write) and m (mknod)
 */
public record DeviceRule(Kind kind, int major, int minor, String access) {
    public static final int ANY = -1;

    /** Block or character device, by the letters the kernel uses. */
    public enum Kind {
        BLOCK('b'),
        CHARACTER('c');

        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }

        public char letter() {
            return letter;
        }
    }

    public DeviceRule {
        if (major < ANY || minor < ANY || !access.matches("(?=.)r?w?m?")) {
            throw new IllegalArgumentException("not a device rule: " + major + ":" + minor + " " + access);
        }
    }

    static DeviceRule character(int major, int minor, String access) {
        return new DeviceRule(Kind.CHARACTER, major, minor, access);
    }

    /** As devices.allow takes it, {@code c 1:3 rwm}; Documentation/admin-guide/cgroup-v1/devices.rst. */
    @Override
    public String toString() {
        return kind.letter() + " " + part(major) + ":" + part(minor) + " " + access;
    }

    private static String part(int number) {
        return number == ANY ? "*" : Integer.toString(number);
    }
}
