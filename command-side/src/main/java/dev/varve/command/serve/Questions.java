package dev.varve.command.serve;

import dev.varve.cli.ExitCode;
import dev.varve.cli.Home;
import dev.varve.cli.PrivateFiles;
import dev.varve.server.Answer;
import dev.varve.server.Inquiry;
import dev.varve.server.OrderRefused;
import dev.varve.store.RecordedEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Asks commands that only look: few at once, none for long, and none again while its answer is fresh. */
final class Questions {

    private static final int AT_ONCE = 2;
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final Home home;
    private final ProductProcess product;
    private final OrderCheck check;
    private final RecordedEvents events;
    private final Clock clock;
    private final Semaphore places = new Semaphore(AT_ONCE, true);
    private final Map<Inquiry, Known> known = new ConcurrentHashMap<>();

    /** An answer, and what it was true of. */
    private record Known(Answer answer, long sequence, Instant until) {}

    Questions(Home home, ProductProcess product, OrderCheck check, RecordedEvents events, Clock clock) {
        this.home = home;
        this.product = product;
        this.check = check;
        this.events = events;
        this.clock = clock;
    }

    /** @throws OrderRefused if there is no such target */
    Answer ask(Inquiry inquiry) {
        check.runOn(inquiry.target());
        try {
            if (!places.tryAcquire(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                return silent(inquiry, "that others were asked all the time");
            }
            try {
                return freshOrAsked(inquiry);
            } finally {
                places.release();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return silent(inquiry, "that the server is being shut down");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Answer freshOrAsked(Inquiry inquiry) throws IOException, InterruptedException {
        var sequence = lastSequence(inquiry);
        var before = known.get(inquiry);
        if (before != null && before.sequence() == sequence && clock.instant().isBefore(before.until())) {
            return before.answer();
        }
        var answer = askNow(inquiry);
        // Looking may itself record what it saw.
        known.put(
                inquiry,
                new Known(answer, lastSequence(inquiry), clock.instant().plus(FRESH)));
        known.values().removeIf(old -> clock.instant().isAfter(old.until()));
        return answer;
    }

    private long lastSequence(Inquiry inquiry) {
        return events.lastOf(inquiry.target()).map(RecordedEvent::sequence).orElse(0L);
    }

    private Answer askNow(Inquiry inquiry) throws IOException, InterruptedException {
        PrivateFiles.makeFolder(home.directory().resolve("serve"));
        // Only its owner may read a temporary file.
        var out = Files.createTempFile(home.directory().resolve("serve"), "answer", ".json");
        var err = Files.createTempFile(home.directory().resolve("serve"), "answer", ".log");
        try {
            return answerOf(product.start(words(inquiry), out, err), inquiry, out);
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static Answer answerOf(Process process, Inquiry inquiry, Path out)
            throws IOException, InterruptedException {
        try {
            return process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)
                    ? new Answer(process.exitValue(), Files.readString(out))
                    : silent(inquiry, "none within " + LONGEST.toSeconds() + " seconds");
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }

    private static List<String> words(Inquiry inquiry) {
        return switch (inquiry.kind()) {
            case PLAN -> List.of("plan", inquiry.target(), "--json");
            case RECOVERY -> List.of("recover", inquiry.target(), "--json");
        };
    }

    private static Answer silent(Inquiry inquiry, String found) {
        var command = String.join(" ", words(inquiry));
        return new Answer(
                ExitCode.FAULT.code(),
                new ErrorDocument("NO_ANSWER", "an answer of varve " + command, found, "type it at a terminal").json());
    }
}
