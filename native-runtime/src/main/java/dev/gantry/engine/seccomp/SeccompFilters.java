package dev.gantry.engine.seccomp;

import dev.gantry.engine.capability.Capability;
import dev.gantry.engine.linux.proc.KernelVersion;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Compiled filters by profile and capabilities: containers that are alike share one, and starting them compiles none. */
public final class SeccompFilters {
    /** Enough for all profiles of one machine; each is 2 to 3 KiB, at most 32. */
    private static final int CACHED = 64;

    /** The empty profile text stands for Docker's default. */
    private record Key(String profile, long capabilities) {}

    private final Abi host;
    private final KernelVersion kernel;
    private final Map<Key, SeccompFilter> cache = new LinkedHashMap<>(CACHED, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, SeccompFilter> eldest) {
            return size() > CACHED;
        }
    };

    public SeccompFilters(Abi host, KernelVersion kernel) {
        this.host = host;
        this.kernel = kernel;
    }

    /** For the machine this program runs on. */
    public static SeccompFilters ofHost() {
        return new SeccompFilters(Abi.ofHost(), KernelVersion.ofHost());
    }

    /** Docker's default profile. @param bounding the container's bounding set, which conditions in it refer to */
    public SeccompFilter dockerDefault(Set<Capability> bounding) {
        return cached(new Key("", Capability.mask(bounding)), bounding);
    }

    /**
     * A user's profile.
     *
     * @param json the profile, not its file's name
     * @throws dev.gantry.engine.error.EngineException invalid parameter, when it cannot be honoured
     */
    public SeccompFilter of(String json, Set<Capability> bounding) {
        if (json.isEmpty()) {
            SeccompProfile.parse(json);
        }
        return cached(new Key(json, Capability.mask(bounding)), bounding);
    }

    private SeccompFilter cached(Key key, Set<Capability> bounding) {
        synchronized (cache) {
            SeccompFilter filter = cache.get(key);
            if (filter != null) {
                return filter;
            }
        }
        // Outside the lock: two that compile the same at once do no harm, and one large profile delays no one else.
        SeccompFilter filter = compile(key, bounding);
        synchronized (cache) {
            cache.put(key, filter);
        }
        return filter;
    }

    private SeccompFilter compile(Key key, Set<Capability> bounding) {
        SeccompProfile profile =
                key.profile.isEmpty() ? SeccompProfile.dockerDefault() : SeccompProfile.parse(key.profile);
        SyscallPolicy policy = new SyscallPolicy(profile, bounding, host, kernel);
        return new SeccompFilter(new SeccompCompiler(policy).compile(), profile.flags());
    }
}
