package dev.varve.engine.database.postgres;

import static java.util.stream.Collectors.joining;

import dev.varve.engine.fingerprint.Facet;
import dev.varve.engine.fingerprint.Facet.Kind;
import dev.varve.engine.fingerprint.Schema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The statements that take objects out of a PostgreSQL schema. Never {@code CASCADE}: what hangs on a surplus object and is no surplus
 * itself stops them. Objects of one kind go by one statement, so that they may hang on each other.
 */
public final class PostgresRemoval {

    private static final Set<Kind> OF_A_TABLE = EnumSet.of(Kind.TRIGGER, Kind.RULE, Kind.POLICY);
    private static final Set<Kind> CONSTRAINTS = EnumSet.of(Kind.CHECK, Kind.EXCLUSION, Kind.UNIQUE, Kind.PRIMARY_KEY);
    private static final Set<Kind> DEALT_WITH = EnumSet.of(
            Kind.TABLE,
            Kind.COLUMN,
            Kind.PRIMARY_KEY,
            Kind.UNIQUE,
            Kind.FOREIGN_KEY,
            Kind.CHECK,
            Kind.EXCLUSION,
            Kind.INDEX,
            Kind.VIEW,
            Kind.TRIGGER,
            Kind.RULE,
            Kind.POLICY,
            Kind.SEQUENCE,
            Kind.DOMAIN,
            Kind.TYPE,
            Kind.ROUTINE,
            Kind.SCHEMA);

    private final Collection<Facet> surplus;
    private final Set<String> tables;
    private final List<String> statements = new ArrayList<>();

    private PostgresRemoval(Collection<Facet> surplus) {
        this.surplus = surplus;
        this.tables = Schema.of(surplus).tables();
    }

    /**
     * In an order in which they can run: what depends on others goes first.
     *
     * @param surplus what is too much
     * @return empty if something of it cannot be taken away by itself, such as a right on a table that stays
     */
    public static Optional<List<String>> statements(Collection<Facet> surplus) {
        var removal = new PostgresRemoval(surplus);
        return surplus.stream().allMatch(removal::canGo) ? Optional.of(removal.ordered()) : Optional.empty();
    }

    private boolean canGo(Facet facet) {
        if (tables.contains(facet.owner())) {
            return true;
        }
        if (facet.kind() == Kind.ROUTINE) {
            return Signature.of(facet).isPresent();
        }
        var standsAlone = facet.owner().equals(facet.name());
        return DEALT_WITH.contains(facet.kind())
                && !(OF_A_TABLE.contains(facet.kind()) && standsAlone)
                && CalledName.parse(facet.owner()).isPresent();
    }

    private List<String> ordered() {
        of(
                OF_A_TABLE::contains,
                this::staysBehind,
                facet -> statements.add("DROP " + facet.kind() + " " + PostgresNames.quoted(facet.name()) + " ON "
                        + quoted(facet.owner())));
        together("DROP MATERIALIZED VIEW IF EXISTS ", Kind.VIEW, PostgresRemoval::isMaterialized);
        together("DROP VIEW ", Kind.VIEW, facet -> !isMaterialized(facet));
        of(kind -> kind == Kind.FOREIGN_KEY, facet -> true, this::dropConstraint);
        together("DROP INDEX IF EXISTS ", Kind.INDEX, this::staysBehind);
        of(CONSTRAINTS::contains, this::staysBehind, this::dropConstraint);
        of(
                kind -> kind == Kind.COLUMN,
                this::staysBehind,
                facet -> statements.add("ALTER TABLE " + quoted(facet.owner()) + " DROP COLUMN "
                        + PostgresNames.quoted(facet.name()) + " RESTRICT"));
        together("DROP TABLE ", Kind.TABLE, facet -> true);
        // One that a column owns went with that.
        together("DROP SEQUENCE IF EXISTS ", Kind.SEQUENCE, facet -> true);
        together("DROP ROUTINE ", Kind.ROUTINE, facet -> true);
        together("DROP DOMAIN ", Kind.DOMAIN, facet -> true);
        together("DROP TYPE ", Kind.TYPE, facet -> true);
        together("DROP SCHEMA ", Kind.SCHEMA, facet -> true);
        return statements;
    }

    /** Whether its table stays. */
    private boolean staysBehind(Facet facet) {
        return !tables.contains(facet.owner());
    }

    private static boolean isMaterialized(Facet view) {
        return view.definition().startsWith("materialized");
    }

    private void dropConstraint(Facet facet) {
        statements.add("ALTER TABLE " + quoted(facet.owner()) + " DROP CONSTRAINT " + PostgresNames.quoted(facet.name())
                + " RESTRICT");
    }

    private void of(Predicate<Kind> kinds, Predicate<Facet> which, Consumer<Facet> drop) {
        surplus.stream()
                .filter(facet -> kinds.test(facet.kind()) && which.test(facet))
                .sorted()
                .forEach(drop);
    }

    private void together(String drop, Kind kind, Predicate<Facet> which) {
        var names = surplus.stream()
                .filter(facet -> facet.kind() == kind && which.test(facet))
                .sorted()
                .map(PostgresRemoval::standing)
                .collect(joining(", "));
        if (!names.isEmpty()) {
            statements.add(drop + names + " RESTRICT");
        }
    }

    /** How an object is named in its own {@code DROP}. */
    private static String standing(Facet facet) {
        return switch (facet.kind()) {
            case ROUTINE -> Signature.of(facet).orElseThrow().quoted();
            case SCHEMA ->
                PostgresNames.quoted(
                        CalledName.parse(facet.owner()).orElseThrow().name());
            case INDEX ->
                facet.name().equals(facet.owner())
                        ? quoted(facet.owner())
                        : PostgresNames.quoted(
                                CalledName.parse(facet.owner()).orElseThrow().schema(), facet.name());
            default -> quoted(facet.owner());
        };
    }

    private static String quoted(String called) {
        return CalledName.parse(called).orElseThrow().quoted();
    }
}
