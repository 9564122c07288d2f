package dev.gantry.platform;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The server's settings; each can be given as an environment variable, {@code gantry.data-root} as GANTRY_DATA_ROOT. */
@ConfigMapping(prefix = "gantry")
public interface GantryConfig {

    /** Where everything that must last is kept: the database below {@code server}, the engine's data below {@code engine}. */
    @WithDefault("/var/lib/gantry")
    Path dataRoot();

    /** Where what lasts until the next boot is kept: sockets, process state. */
    @WithDefault("/run/gantry")
    Path execRoot();

    /** The password of the administrator {@code admin} who is created at the first start; see {@code user.PasswordRules}. */
    Optional<String> adminPassword();

    /** How long a session lasts. */
    @WithDefault("P7D")
    Duration sessionLifetime();

    Engine engine();

    /** The engine of the environment {@code local}. */
    interface Engine {

        /** Whether it runs within the server. */
        @WithDefault("true")
        boolean enabled();

        /** The Docker API socket to use; when given, no engine is started and this one is used. */
        Optional<Path> socket();
    }

    /** The socket of the environment {@code local}. */
    default Path engineSocket() {
        return engine().socket().orElse(execRoot().resolve("engine.sock"));
    }
}
