package dev.gantry.user;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A person who can sign in. Names differ in more than case. */
@Entity
@Table(name = "app_user")
public class User extends PanacheEntityBase {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public long id;

    @Column(nullable = false)
    public String name;

    /** The name in lower case: what must be unique. */
    @Column(name = "name_key", nullable = false, unique = true)
    public String nameKey;

    @Column(name = "password_hash", nullable = false)
    public String passwordHash;

    @Column(nullable = false)
    public boolean administrator;

    @Column(nullable = false)
    public Instant created;

    /** For Hibernate. */
    protected User() {}

    public User(String name, String passwordHash, boolean administrator, Instant created) {
        this.name = name;
        this.nameKey = key(name);
        this.passwordHash = passwordHash;
        this.administrator = administrator;
        this.created = created;
    }

    public static Optional<User> findByName(String name) {
        return find("nameKey", key(name)).firstResultOptional();
    }

    public static List<User> listByName() {
        return list("order by nameKey");
    }

    public static long countAdministrators() {
        return count("administrator", true);
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
