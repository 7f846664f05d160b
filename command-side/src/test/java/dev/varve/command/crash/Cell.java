package dev.varve.command.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One combination of the matrix. */
record Cell(Strategy strategy, Journal journal, Tool tool, MigrationSet set) {

    /** Swap rehearses: a rehearsal before an upgrade in place would prove nothing more. */
    private static final List<Strategy> STRATEGIES = List.of(Strategy.IN_PLACE, Strategy.SWAP);

    private static final List<Journal> JOURNALS = List.of(Journal.values());

    /** Every combination. */
    static List<Cell> all() {
        var cells = new ArrayList<Cell>();
        for (var set : MigrationSet.ofTheMatrix()) {
            for (var tool : Tool.values()) {
                for (var journal : Journal.values()) {
                    for (var strategy : STRATEGIES) {
                        cells.add(new Cell(strategy, journal, tool, set));
                    }
                }
            }
        }
        return cells;
    }

    /** So few that each set meets each tool, and each tool each strategy and each journal. */
    static List<Cell> few() {
        var cells = new ArrayList<Cell>();
        int turn = 0;
        for (var set : MigrationSet.ofTheMatrix()) {
            for (var tool : Tool.values()) {
                var strategy = STRATEGIES.get(turn % STRATEGIES.size());
                var journal = JOURNALS.get(turn / 2 % JOURNALS.size());
                cells.add(new Cell(strategy, journal, tool, set));
                turn++;
            }
            turn++;
        }
        return cells;
    }

    @Override
    public String toString() {
        return word(strategy) + ", " + word(journal) + ", " + word(tool) + ", " + word(set);
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
