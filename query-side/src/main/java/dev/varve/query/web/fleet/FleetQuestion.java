package dev.varve.query.web.fleet;

import java.util.Locale;

/**
 * Which databases, and in which order. {@code null} stands for any.
 *
 * @param health by its name
 * @param version a state of the contract, or UNKNOWN
 * @param name what its name holds, in lower or upper case
 * @param offset how many to leave out
 * @param limit how many at most
 */
public record FleetQuestion(
        String health,
        String version,
        String tool,
        String name,
        FleetOrder order,
        boolean reversed,
        int offset,
        int limit) {

    boolean fits(FleetLine line) {
        return isAnyOr(health, line.health().name())
                && isAnyOr(version, line.version())
                && isAnyOr(tool, line.status().tool())
                && (name == null || line.target().toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT)));
    }

    private static boolean isAnyOr(String wanted, String found) {
        return wanted == null || wanted.equals(found);
    }
}
