package dev.varve.query.projection;

import java.sql.SQLException;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;

/** The read model in H2's memory: a Flyway target like any other, gone when its last connection closes. */
final class ViewsInMemory {

    private ViewsInMemory() {}

    static Views open() {
        var source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:" + UUID.randomUUID());
        source.setUser("varve");
        var views = new Views(source::getConnection);
        try {
            views.hold(source.getConnection());
        } catch (SQLException e) {
            throw ViewsUnusable.whenWriting(e);
        }
        ViewsSchema.migrate(source);
        return views;
    }
}
