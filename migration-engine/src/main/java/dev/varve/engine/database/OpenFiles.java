package dev.varve.engine.database;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who has a database open, told by Linux's {@code /proc}: the descriptors of every process that may be looked into, and the
 * lock table for the others (<a href="https://man7.org/linux/man-pages/man5/proc.5.html">proc(5)</a>).
 *
 * @param holders one for each process, by process id
 * @param blindSpots why nobody found does not mean nobody there, each as a clause; empty if every process could be looked into
 */
public record OpenFiles(List<FileHolder> holders, List<String> blindSpots) {

    public OpenFiles {
        holders = List.copyOf(holders);
        blindSpots = List.copyOf(blindSpots);
    }

    /** The processes that have a database or one of its companions open, without this one and those named. */
    static OpenFiles of(DatabaseFiles files, Set<Long> exceptPids) {
        var except = new HashSet<>(exceptPids);
        except.add(ProcessHandle.current().pid());
        var search = new HandleSearch(files, except);
        search.run();
        return new OpenFiles(search.holders(), new BlindSpots(files.main(), search.forbidden()).inWords());
    }

    public boolean isEmpty() {
        return holders.isEmpty();
    }

    /** Whether every process that could have it open would have been seen. */
    public boolean complete() {
        return blindSpots.isEmpty();
    }

    /** Whether it is <em>seen</em> that nobody has it open: nobody found, and nobody could have been overlooked. */
    public boolean isSeenUnused() {
        return isEmpty() && complete();
    }

    /** Such as {@code python3 (pid 4711), sqlite3 (pid 12)}. */
    public String inWords() {
        return holders.stream().map(FileHolder::inWords).collect(Collectors.joining(", "));
    }

    /** What cannot be seen from here, as one sentence without its stop; empty if everything can. */
    public String blindness() {
        return String.join("; ", blindSpots);
    }
}
