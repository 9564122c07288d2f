package dev.gantry.environment;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An engine that is managed. */
@Entity
public class Environment extends PanacheEntityBase {
    /** The name of the one whose engine runs within the server. */
    public static final String LOCAL = "local";

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public long id;

    @Column(nullable = false, unique = true)
    public String name;

    /** Where its Docker API is, {@code unix:///…}; for {@link #LOCAL} the settings decide and this is what they said last. */
    @Column(nullable = false)
    public String endpoint;

    @Column(nullable = false)
    public Instant created;

    /** For Hibernate. */
    protected Environment() {}

    public Environment(String name, String endpoint, Instant created) {
        this.name = name;
        this.endpoint = endpoint;
        this.created = created;
    }

    public static Optional<Environment> findByName(String name) {
        return find("name", name).firstResultOptional();
    }

    public static List<Environment> listByName() {
        return list("order by name");
    }
}
