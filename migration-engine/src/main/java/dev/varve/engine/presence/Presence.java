package dev.varve.engine.presence;

import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What tells that the application still uses a database.
 *
 * @param signs empty if nothing does
 * @param blindSpots why no sign does not mean that nobody uses it, each as a clause; empty if all could be seen
 */
public record Presence(List<Sign> signs, List<String> blindSpots) {

    /** Nobody looked, and nobody had to. */
    public static final Presence NOT_ASKED = new Presence(List.of(), List.of("nobody looked"));

    public Presence {
        signs = List.copyOf(signs);
        blindSpots = List.copyOf(blindSpots);
    }

    public boolean isEmpty() {
        return signs.isEmpty();
    }

    /** What tells of the application alone. */
    public Presence ofTheApplication() {
        return new Presence(signs.stream().filter(Sign::isOfTheApplication).toList(), List.of());
    }

    /** What tells of others than the application: another migration, a prepared transaction. */
    public Presence besidesTheApplication() {
        return new Presence(
                signs.stream().filter(sign -> !sign.isOfTheApplication()).toList(), blindSpots);
    }

    /** Whether the application is <em>seen</em> to be stopped: no sign of it, and none could have been overlooked. */
    public boolean isSeenStopped() {
        return isEmpty() && blindSpots.isEmpty();
    }

    /** What cannot be seen from here, as one clause; empty if everything can. */
    public String blindness() {
        return String.join("; ", blindSpots);
    }

    /** Why it is not seen to be stopped, as sentences that continue "expected"; empty if it is. */
    public List<String> doubts() {
        var doubts = new ArrayList<String>();
        if (!signs.isEmpty()) {
            doubts.add("nobody to have it open, found " + inWords());
        }
        if (!blindSpots.isEmpty()) {
            doubts.add("to see that nobody has it open, found that " + blindness());
        }
        return doubts;
    }

    /** Every sign, as one clause. */
    public String inWords() {
        return signs.stream().map(Sign::inWords).collect(Collectors.joining("; "));
    }

    /**
     * The finding that refuses a run.
     *
     * @param location the database's, as its users know it
     * @return empty if there is no sign
     */
    public Optional<Finding> finding(String location) {
        if (signs.isEmpty()) {
            return Optional.empty();
        }
        var evidence = new LinkedHashMap<String, Object>();
        evidence.put("signs", signs.stream().map(Sign::evidence).toList());
        return Optional.of(new Finding(
                FindingCode.DATABASE_IN_USE,
                Severity.ERROR,
                "expected nobody else to have " + location + " open, found " + inWords(),
                evidence,
                signs.stream().map(Sign::remedy).distinct().collect(Collectors.joining("; "))
                        + "; or let it wait for that: --wait SECONDS"));
    }
}
