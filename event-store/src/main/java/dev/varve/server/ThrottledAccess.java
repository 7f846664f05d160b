package dev.varve.server;

import dev.varve.events.AccessEvent.AccessDenied;
import dev.varve.events.AccessEvent.EvidenceExported;
import dev.varve.events.AccessEvent.LoggedIn;
import dev.varve.events.AccessEvent.LoggedOut;
import dev.varve.events.AccessEvent.LoginFailed;
import dev.varve.events.AccessEvent.OfPassage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Keeps a client whom nobody let in from growing the log without bound. A failed login or a denial is told at once when it is the first of
 * its address and user; of those that follow, one event a minute tells how many. An address that claims many names, and many addresses, are
 * told together. Everything else is told at once. Safe for several threads; keeps a bounded number of texts, each short.
 */
public final class ThrottledAccess {

    static final Duration PAUSE = Duration.ofMinutes(1);
    static final int MOST_USERS_OF_AN_ADDRESS = 10;
    static final int MOST_AT_ONCE = 1_000;
    static final String OTHERS = "(others)";

    private record Key(Class<?> kind, String address, String user) {}

    private static final class Kept {
        private Instant toldAt;
        private OfPassage last;
        private int waiting;
    }

    private final Map<Key, Kept> kept = new LinkedHashMap<>();

    /**
     * Something happened.
     *
     * @return what to record of it now, cleaned as by {@link AccessText}; empty if it is only counted yet
     */
    public synchronized Optional<OfPassage> seen(OfPassage fact, Instant now) {
        var clean = AccessText.in(fact);
        return switch (clean) {
            case LoginFailed e -> counted(e, e.address(), e.user(), e.times(), now);
            case AccessDenied e -> counted(e, e.address(), e.user(), e.times(), now);
            case LoggedIn e -> Optional.of(e);
            case LoggedOut e -> Optional.of(e);
            case EvidenceExported e -> Optional.of(e);
        };
    }

    /** What was only counted, and may be recorded by now. To be asked every minute or so. */
    public synchronized List<OfPassage> due(Instant now) {
        var due = new ArrayList<OfPassage>();
        kept.forEach((key, known) -> {
            if (known.waiting > 0 && isOver(known, now)) {
                due.add(told(key, known, now));
            }
        });
        forgetQuietOnes(now);
        return due;
    }

    /** What was only counted, whatever the time: for when the server stops. */
    public synchronized List<OfPassage> rest() {
        var rest = new ArrayList<OfPassage>();
        kept.forEach((key, known) -> {
            if (known.waiting > 0) {
                rest.add(told(key, known, known.toldAt));
            }
        });
        kept.clear();
        return rest;
    }

    private Optional<OfPassage> counted(OfPassage fact, String address, String user, int times, Instant now) {
        var key = keyOf(fact.getClass(), address, user, now);
        var known = kept.get(key);
        if (known != null) {
            known.last = fact;
            known.waiting = (int) Math.min(Integer.MAX_VALUE, (long) known.waiting + times);
            return isOver(known, now) ? Optional.of(told(key, known, now)) : Optional.empty();
        }
        var first = new Kept();
        first.last = fact;
        first.waiting = times;
        kept.put(key, first);
        return Optional.of(told(key, first, now));
    }

    private Key keyOf(Class<?> kind, String address, String user, Instant now) {
        var exactly = new Key(kind, address, user);
        if (kept.containsKey(exactly)) {
            return exactly;
        }
        forgetQuietOnes(now);
        if (kept.size() >= MOST_AT_ONCE) {
            return new Key(kind, OTHERS, OTHERS);
        }
        long users = kept.keySet().stream()
                .filter(key -> key.kind == kind && Objects.equals(key.address, address))
                .count();
        return users < MOST_USERS_OF_AN_ADDRESS ? exactly : new Key(kind, address, OTHERS);
    }

    private void forgetQuietOnes(Instant now) {
        kept.values().removeIf(known -> known.waiting == 0 && isOver(known, now));
    }

    private static boolean isOver(Kept known, Instant now) {
        return !now.isBefore(known.toldAt.plus(PAUSE));
    }

    private static OfPassage told(Key key, Kept known, Instant now) {
        var times = known.waiting;
        known.toldAt = now;
        known.waiting = 0;
        return switch (known.last) {
            case LoginFailed e -> new LoginFailed(key.user, key.address, times);
            case AccessDenied e -> new AccessDenied(key.user, e.method(), e.path(), e.needed(), key.address, times);
            case LoggedIn e -> e;
            case LoggedOut e -> e;
            case EvidenceExported e -> e;
        };
    }
}
