package dev.varve.command.serve;

import dev.varve.cli.ExitCode;
import dev.varve.cli.Home;
import dev.varve.cli.PrivateFiles;
import dev.varve.command.run.RunIdTaken;
import dev.varve.command.run.RunIds;
import dev.varve.events.RunEvent.RunRequested;
import dev.varve.server.Answer;
import dev.varve.server.Order;
import dev.varve.server.OrderRefused;
import dev.varve.server.Started;
import dev.varve.store.RecordedEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Carries out orders, each once: as its command, in a process that outlives this one. */
final class Orders {

    /** Within it a command says that it cannot begin at all, as it is configured. */
    private static final long EARLY_DEATH_MILLIS = 2000;

    /** A file's lock keeps other processes out, this one other threads of this process. */
    private static final Object HERE = new Object();

    private final Home home;
    private final ProductProcess product;
    private final OrderCheck check;
    private final RecordedEvents events;

    Orders(Home home, ProductProcess product, OrderCheck check, RecordedEvents events) {
        this.home = home;
        this.product = product;
        this.check = check;
        this.events = events;
    }

    Started start(Order order) {
        var words = CommandWords.of(order);
        var runId = CommandWords.isARun(order.kind()) ? order.id() : null;
        try {
            var begun = beginOnce(order, words);
            if (begun.isPresent()) {
                waitForAnEarlyDeath(begun.get());
            }
            refuseIfItNeverBegan(order.id());
            return new Started(runId, begun.isEmpty() || anotherServerBegan(order));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Optional<Answer> outcome(String orderId) {
        if (!RunIds.isOne(orderId)) {
            return Optional.empty();
        }
        try {
            return folder(orderId).outcome().filter(ended -> !isAnothers(ended));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    boolean knows(String orderId) {
        if (!RunIds.isOne(orderId)) {
            return false;
        }
        try {
            return folder(orderId).whatBegan().isPresent()
                    || events.requestOf(orderId).isPresent();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** @return empty if an earlier order of that id began it */
    private Optional<Process> beginOnce(Order order, List<String> words) throws IOException {
        PrivateFiles.makeFolder(all());
        synchronized (HERE) {
            try (var lockFile = FileChannel.open(
                            all().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var lock = lockFile.lock()) {
                return isBegun(order) ? Optional.empty() : Optional.of(begin(order, words));
            }
        }
    }

    /** What is on record counts first: the process of this server may have come too late. */
    private boolean isBegun(Order order) throws IOException {
        var recorded = events.requestOf(order.id()).map(Orders::inWords);
        var began = recorded.isPresent() ? recorded : folder(order.id()).whatBegan();
        began.filter(other -> !other.equals(CommandWords.inWords(order))).ifPresent(other -> {
            throw new OrderRefused(
                    OrderRefused.Why.INVALID,
                    "an id of its own for " + CommandWords.inWords(order),
                    "that of " + other,
                    "load the page anew");
        });
        return began.isPresent();
    }

    private static String inWords(RecordedEvent request) {
        return request.event() instanceof RunRequested run ? run.kind() + " " + run.target() : request.type();
    }

    private Process begin(Order order, List<String> words) throws IOException {
        check.check(order);
        var folder = folder(order.id());
        folder.prepare();
        var process = product.startDetached(words, folder.out(), folder.err(), folder.variables());
        folder.began(CommandWords.inWords(order), process.pid());
        new OldOrders(all()).clear();
        return process;
    }

    private static void waitForAnEarlyDeath(Process process) {
        try {
            process.waitFor(EARLY_DEATH_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            // The server is being shut down; what was started goes on.
            Thread.currentThread().interrupt();
        }
    }

    /** A server with another home was given it at the same moment, and its command was the first. */
    private boolean anotherServerBegan(Order order) throws IOException {
        return folder(order.id()).outcome().filter(Orders::isAnothers).isPresent() && isBegun(order);
    }

    private static boolean isAnothers(Answer ended) {
        return ErrorDocument.in(ended.json())
                .filter(error -> error.code().equals(RunIdTaken.CODE))
                .isPresent();
    }

    /** A command that ended with an error's document did nothing; a run's refusal has a document of its own. */
    private void refuseIfItNeverBegan(String id) throws IOException {
        var ended = folder(id).outcome();
        if (ended.isEmpty()) {
            return;
        }
        var error = ErrorDocument.in(ended.get().json());
        if (error.isPresent() && events.requestOf(id).isEmpty()) {
            throw error.get().refusal(exit(ended.get().exitCode()));
        }
    }

    private static ExitCode exit(int code) {
        return Arrays.stream(ExitCode.values())
                .filter(exit -> exit.code() == code)
                .findFirst()
                .orElse(ExitCode.FAULT);
    }

    private Path all() {
        return home.directory().resolve("serve");
    }

    private OrderFolder folder(String id) {
        return new OrderFolder(all().resolve(id));
    }
}
