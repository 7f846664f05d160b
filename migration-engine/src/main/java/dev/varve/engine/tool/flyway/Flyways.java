package dev.varve.engine.tool.flyway;

import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Makes Flyway instances from a project's settings; the ones that Varve decides are set last. */
final class Flyways {

    private Flyways() {}

    static Flyway on(DataSource source, FlywaySettings settings) {
        return on(source, settings, UnaryOperator.identity());
    }

    static Flyway on(DataSource source, FlywaySettings settings, UnaryOperator<FluentConfiguration> more) {
        var configuration = Flyway.configure(Flyways.class.getClassLoader())
                .configuration(settings.properties())
                .dataSource(source)
                .group(false)
                .batch(false)
                .stream(false)
                .baselineOnMigrate(false)
                .skipExecutingMigrations(false)
                .cleanDisabled(true)
                .loggers("slf4j");
        return more.apply(configuration).load();
    }
}
