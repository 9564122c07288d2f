package dev.gantry.user;

import dev.gantry.platform.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** Creates people and checks their passwords. */
@ApplicationScoped
public class Users {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@-]{0,63}");

    @Inject
    Passwords passwords;

    /**
     * Creates somebody.
     *
     * @throws Problem 400 when name or password will not do, 409 when the name is taken
     */
    @Transactional
    public User create(String name, String password, boolean administrator) {
        if (!NAME.matcher(name).matches()) {
            throw new Problem(
                    400, "A name starts with a letter or digit and goes on with letters, digits, . _ @ -, 64 at most");
        }
        PasswordRules.objection(name, password).ifPresent(objection -> {
            throw new Problem(400, objection);
        });
        if (User.findByName(name).isPresent()) {
            throw new Problem(409, "There is already somebody called " + name);
        }
        User user = new User(name, passwords.hash(password), administrator, Instant.now());
        user.persist();
        return user;
    }

    /** Whoever has this name and password; takes the same time when there is nobody. */
    @Transactional
    public Optional<User> authenticate(String name, String password) {
        Optional<User> user = User.findByName(name);
        boolean matches = user.isPresent()
                ? passwords.matches(password, user.get().passwordHash)
                : passwords.matchesNobody(password);
        return matches ? user : Optional.empty();
    }

    /** Whether nobody exists yet. */
    @Transactional
    public boolean isEmpty() {
        return User.count() == 0;
    }

    /**
     * Removes somebody, their sessions and tokens.
     *
     * @throws Problem 404 when there is no such person, 409 for the last administrator
     */
    @Transactional
    public void remove(long id) {
        User user = User.<User>findByIdOptional(id)
                .orElseThrow(() -> new Problem(404, "There is nobody with the id " + id));
        if (user.administrator && User.countAdministrators() == 1) {
            throw new Problem(409, user.name + " is the last administrator: make another one first");
        }
        user.delete();
    }
}
