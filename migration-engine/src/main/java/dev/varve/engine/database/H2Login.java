package dev.varve.engine.database;

import java.util.Objects;

/**
 * Who opens an H2 database; an H2 file keeps its own users. Backups need one with admin rights.
 *
 * @param user H2's own default is {@code sa}
 * @param password a secret; may be empty
 */
public record H2Login(String user, String password) {

    /** What H2 databases are usually made with. */
    public static final H2Login DEFAULT = new H2Login("sa", "");

    public H2Login {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
    }

    @Override
    public String toString() {
        return user;
    }
}
