package dev.gantry.session;

import dev.gantry.user.User;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A token by which a program acts as a person, in the header {@code Authorization: Bearer}. Kept as its hash only. */
@Entity
@Table(name = "api_token")
public class ApiToken extends PanacheEntityBase {
    /** What every token starts with, so that a leaked one is recognised for what it is. */
    static final String PREFIX = "gantry_";

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public long id;

    @ManyToOne(fetch = FetchType.EAGER, optional = false)
    @JoinColumn(name = "user_id")
    public User user;

    @Column(nullable = false)
    public String name;

    @Column(name = "token_hash", nullable = false, unique = true)
    public String tokenHash;

    @Column(nullable = false)
    public Instant created;

    /** For Hibernate. */
    protected ApiToken() {}

    ApiToken(User user, String name, String token, Instant created) {
        this.user = user;
        this.name = name;
        this.tokenHash = Tokens.hash(token);
        this.created = created;
    }

    static Optional<ApiToken> findByToken(String token) {
        return find("tokenHash", Tokens.hash(token)).firstResultOptional();
    }

    static List<ApiToken> listOf(User user) {
        return list("user.id = ?1 order by name", user.id);
    }

    static Optional<ApiToken> findOf(User user, long id) {
        return find("user.id = ?1 and id = ?2", user.id, id).firstResultOptional();
    }

    static boolean isNameTaken(User user, String name) {
        return count("user.id = ?1 and name = ?2", user.id, name) > 0;
    }
}
