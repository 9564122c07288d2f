package dev.gantry.session;

import dev.gantry.platform.GantryConfig;
import dev.gantry.platform.Problem;
import dev.gantry.user.PasswordRules;
import dev.gantry.user.User;
import dev.gantry.user.Users;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes the first administrator: from the setting {@code gantry.admin-password}, or by whoever knows the setup code, which
 * only who starts the server sees. Each start without anybody makes a new code, so a lost one costs a restart; only the
 * hash of the last one is kept, in memory.
 */
@ApplicationScoped
public class FirstRun {
    /** Crockford's base 32: no letter looks like another character. */
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final Logger LOG = Logger.getLogger(FirstRun.class);
    private static final int GROUPS = 4;
    private static final int GROUP = 4;

    private final ReentrantLock oneAtATime = new ReentrantLock();

    @Inject
    Users users;

    @Inject
    Throttle throttle;

    @Inject
    GantryConfig config;

    private volatile @Nullable String codeHash;
    private volatile @Nullable String announcement;

    void start(@Observes StartupEvent event) {
        if (!users.isEmpty()) {
            return;
        }
        Optional<String> password = config.adminPassword();
        if (password.isPresent()) {
            createAdministrator(password.get());
            return;
        }
        announcement = renewCode();
    }

    /** A password that will not do stops the server: without an administrator it would be of no use. */
    private void createAdministrator(String password) {
        Optional<String> objection = PasswordRules.objection("admin", password);
        if (objection.isPresent()) {
            LOG.errorf("GANTRY_ADMIN_PASSWORD will not do: %s. The server stops.", objection.get());
            Quarkus.asyncExit(1);
            return;
        }
        users.create("admin", password, true);
    }

    /** Makes a code that replaces the one before. */
    String renewCode() {
        String code = newCode();
        codeHash = Tokens.hash(plain(code));
        return code;
    }

    /** Whether nobody exists yet, so that set-up is what there is to do. */
    public boolean isOpen() {
        return codeHash != null;
    }

    /** The code, to be shown on the console; empty the second time, and when there is none. */
    Optional<String> takeAnnouncement() {
        Optional<String> code = Optional.ofNullable(announcement);
        announcement = null;
        return code;
    }

    /**
     * Creates the first administrator.
     *
     * @throws Problem 403 when the code is wrong, 409 when somebody exists already, 400 when name or password will not do,
     *     429 after too many attempts
     */
    public User setUp(String code, String name, String password, RoutingContext request) {
        String byAddress = "setup from " + request.request().remoteAddress().hostAddress();
        throttle.check(byAddress, "setup");
        oneAtATime.lock();
        try {
            String expected = codeHash;
            if (expected == null) {
                throw new Problem(409, "Gantry is set up already: sign in");
            }
            if (!Tokens.same(Tokens.hash(plain(code)), expected)) {
                throttle.failed(byAddress, "setup");
                throw new Problem(403, "That is not the setup code: the server printed it when it started");
            }
            User user = users.create(name, password, true);
            codeHash = null;
            return user;
        } finally {
            oneAtATime.unlock();
        }
    }

    private static String newCode() {
        SecureRandom random = new SecureRandom();
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < GROUPS * GROUP; i++) {
            if (i > 0 && i % GROUP == 0) {
                code.append('-');
            }
            code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return code.toString();
    }

    /** As it is compared: however it was typed. */
    private static String plain(String code) {
        return code.toUpperCase(Locale.ROOT)
                .replaceAll("[\\s-]", "")
                .replace('O', '0')
                .replaceAll("[IL]", "1");
    }
}
