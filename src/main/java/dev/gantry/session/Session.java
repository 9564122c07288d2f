package dev.gantry.session;

import dev.gantry.user.User;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;

/** Somebody signed in with a browser. The cookie's token is kept as its hash only. */
@Entity
@Table(name = "user_session")
public class Session extends PanacheEntityBase {
    @Id
    @Column(name = "token_hash")
    public String tokenHash;

    @ManyToOne(fetch = FetchType.EAGER, optional = false)
    @JoinColumn(name = "user_id")
    public User user;

    @Column(nullable = false)
    public Instant created;

    @Column(nullable = false)
    public Instant expires;

    /** For Hibernate. */
    protected Session() {}

    Session(String token, User user, Instant created, Instant expires) {
        this.tokenHash = Tokens.hash(token);
        this.user = user;
        this.created = created;
        this.expires = expires;
    }

    /** The session a token opens, if it has not expired. */
    static Optional<Session> findValid(String token, Instant now) {
        return find("tokenHash = ?1 and expires > ?2", Tokens.hash(token), now).firstResultOptional();
    }

    static void deleteExpired(Instant now) {
        delete("expires <= ?1", now);
    }
}
