package dev.gantry.engine.linux.proc;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kernel's version by its first two numbers, which is what features are tied to. */
public record KernelVersion(int version, int revision) implements Comparable<KernelVersion> {
    private static final Pattern RELEASE = Pattern.compile("([0-9]{1,5})\\.([0-9]{1,5}).*", Pattern.DOTALL);

    public static KernelVersion ofHost() {
        return parse(ProcFile.ofHost("/proc/sys/kernel/osrelease"));
    }

    /** Parses a release as in {@code 6.1.0-28-amd64} or {@code 4.8}. */
    public static KernelVersion parse(String release) {
        Matcher matcher = RELEASE.matcher(release);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a kernel version: " + release.strip());
        }
        return new KernelVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    @Override
    public int compareTo(KernelVersion other) {
        return version != other.version
                ? Integer.compare(version, other.version)
                : Integer.compare(revision, other.revision);
    }

    @Override
    public String toString() {
        return version + "." + revision;
    }
}
