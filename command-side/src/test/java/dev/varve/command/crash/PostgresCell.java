package dev.varve.command.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * One combination of the matrix on PostgreSQL.
 *
 * @param storeThere whether the events are on the same server, or in the home
 */
record PostgresCell(Strategy strategy, PostgresSet set, boolean storeThere) {

    /** Every strategy with every set over the store in the home; every set once over the one on the server. */
    static List<PostgresCell> all() {
        var cells = new ArrayList<PostgresCell>();
        for (var set : PostgresSet.values()) {
            for (var strategy : Strategy.values()) {
                cells.add(new PostgresCell(strategy, set, false));
            }
        }
        cells.addAll(inTurn(set -> true));
        return cells;
    }

    /** So few that each set, each strategy and each store is met. */
    static List<PostgresCell> few() {
        return inTurn(set -> set == PostgresSet.TRANSACTION_EACH);
    }

    private static List<PostgresCell> inTurn(Predicate<PostgresSet> storeThere) {
        var strategies = List.of(Strategy.values());
        var cells = new ArrayList<PostgresCell>();
        for (var set : PostgresSet.values()) {
            var strategy = strategies.get(cells.size() % strategies.size());
            cells.add(new PostgresCell(strategy, set, storeThere.test(set)));
        }
        return cells;
    }

    @Override
    public String toString() {
        return Cell.word(strategy) + ", " + set.tool().word() + ", " + Cell.word(set) + ", "
                + (storeThere ? "on the server" : "in the home");
    }
}
