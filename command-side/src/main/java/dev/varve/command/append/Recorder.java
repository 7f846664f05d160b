package dev.varve.command.append;

import dev.varve.events.Circumstances;
import dev.varve.events.VarveEvent;
import dev.varve.store.DurableEventStore;
import dev.varve.store.EventLog;
import dev.varve.store.PendingBlobs;
import dev.varve.store.StoreAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;

/**
 * The writer of this process: sends commands to their aggregates and returns the facts that they led to, durable. One command
 * at a time; other processes may write to the same store.
 */
public final class Recorder implements AutoCloseable {

    /** Another process was first this often in a row: something else is wrong. */
    private static final int MOST_ATTEMPTS = 20;

    private final DurableEventStore store;
    private final Configuration axon;
    private final Circumstances circumstances;
    private final Witness witness;
    private final LastAttempt attempt = new LastAttempt();
    private final StoreOutage outage;
    private final List<VarveEvent> told = new ArrayList<>();
    private List<byte[]> blobsOfThisCommand = List.of();

    private Recorder(
            DurableEventStore store,
            Circumstances circumstances,
            Witness witness,
            List<Class<?>> aggregates,
            StoreOutage outage) {
        this.store = store;
        this.circumstances = circumstances;
        this.witness = witness;
        this.outage = outage;
        store.eventStore().registerDispatchInterceptor(witness);
        store.eventStore().registerDispatchInterceptor(attempt);
        this.axon = configure(aggregates);
        axon.start();
    }

    /**
     * Opens the store for writing, and creates it where it is missing.
     *
     * @param circumstances recorded with everything
     * @param witness is told of each fact once it is durable
     * @param aggregates the classes that handle commands
     */
    public static Recorder open(
            StoreAddress events,
            Clock clock,
            Circumstances circumstances,
            Witness witness,
            List<Class<?>> aggregates,
            Spooling spooling) {
        var store = events.open(clock);
        try {
            var delivery = new SpoolDelivery(store, witness, spooling.judge(), circumstances.asMetadata(), clock);
            new LeftSpools(spooling, delivery).deliver();
            var outage = new StoreOutage(store, spooling, delivery, clock);
            return new Recorder(store, circumstances, witness, aggregates, outage);
        } catch (RuntimeException | Error failed) {
            store.close();
            throw failed;
        }
    }

    /**
     * Where facts wait while the store is out of reach.
     *
     * @param folder of the home
     * @param judge of those that come late
     * @param notes hears what a person should know
     */
    public record Spooling(Path folder, LateFactJudge judge, Consumer<String> notes) {}

    private Configuration configure(List<Class<?>> aggregates) {
        // Those that somebody else's commands may carry too, although this process has no reason of its own.
        var metadata =
                new Circumstances("", "", "", "", "").asMetadata().keySet().toArray(String[]::new);
        var configurer = DefaultConfigurer.defaultConfiguration(false)
                .configureSerializer(c -> store.serializer())
                .configureEventStore(c -> store.eventStore())
                .configureTransactionManager(c -> store.transactionManager())
                .configureCorrelationDataProviders(c -> List.of(new SimpleCorrelationDataProvider(metadata)))
                .configureCommandBus(c -> SimpleCommandBus.builder()
                        .transactionManager(store.transactionManager())
                        .build());
        aggregates.forEach(configurer::configureAggregate);
        var configuration = configurer.buildConfiguration();
        // A command bus of our own making does not get Axon's interceptors by itself.
        configuration
                .commandBus()
                .registerHandlerInterceptor(new CorrelationDataInterceptor<>(configuration.correlationDataProviders()));
        configuration.commandBus().registerHandlerInterceptor(this::keepBlobs);
        return configuration;
    }

    private Object keepBlobs(UnitOfWork<?> unit, InterceptorChain chain) throws Exception {
        blobsOfThisCommand.forEach(PendingBlobs::keep);
        return chain.proceed();
    }

    /** What was recorded so far, this process's own facts included. */
    public EventLog log() {
        return store.log();
    }

    /** What was recorded in one stream so far, in order; empty if there is none. */
    public synchronized List<VarveEvent> stream(String aggregateId) {
        return store.eventStore()
                .readEvents(aggregateId)
                .asStream()
                .<VarveEvent>map(message -> (VarveEvent) message.getPayload())
                .toList();
    }

    /** Likewise, with no big payloads. */
    public <E extends VarveEvent> List<E> send(Recordable<E> command) {
        return send(command, List.of());
    }

    /**
     * Sends a command and waits until its facts are durable: in the store, or, for what was observed of an act that had begun, in the
     * spool, if the store is out of reach ({@link #outage()}).
     *
     * @param blobs the contents that the facts refer to; durable with them, or not at all
     * @return the facts, in order; empty if the command changed nothing
     * @throws RuntimeException what the decision or the store threw; nothing was recorded then
     */
    public synchronized <E extends VarveEvent> List<E> send(Recordable<E> command, List<byte[]> blobs) {
        if (outage.isOn()) {
            return List.of(outage.keep(command, blobs, attempt, told, circumstances));
        }
        try {
            attempt.forget();
            var facts = sendToStore(command, blobs, circumstances);
            told.addAll(facts);
            return facts;
        } catch (RuntimeException failed) {
            if (!outage.beginsWith(failed)) {
                throw failed;
            }
            return List.of(outage.keep(command, blobs, attempt, told, circumstances));
        }
    }

    /** What this process recorded or kept, in order. */
    public synchronized List<VarveEvent> told() {
        return List.copyOf(told);
    }

    /** Whether the store is out of reach, and what was kept since. */
    public StoreOutage outage() {
        return outage;
    }

    /**
     * Sends a command of somebody else than who started this process. Durable when this returns, or nothing was recorded: it is never kept
     * for later, nor remembered by this process.
     *
     * @throws RuntimeException what the decision or the store threw
     */
    public <E extends VarveEvent> List<E> sendAs(String actor, Recordable<E> command) {
        return sendAs(actor, null, null, command);
    }

    /** Likewise, with why they ask; {@code null} if they do not say. */
    public synchronized <E extends VarveEvent> List<E> sendAs(
            String actor, String reason, String ticket, Recordable<E> command) {
        var theirs = new Circumstances(actor, circumstances.host(), circumstances.version(), reason, ticket);
        return sendToStore(command, List.of(), theirs);
    }

    private <E extends VarveEvent> List<E> sendToStore(Recordable<E> command, List<byte[]> blobs, Circumstances whose) {
        blobsOfThisCommand = blobs;
        for (int tries = 1; ; tries++) {
            try {
                return sendOnce(axon.commandBus(), command, whose);
            } catch (ConcurrencyException anotherWasFirst) {
                if (tries == MOST_ATTEMPTS) {
                    throw anotherWasFirst;
                }
            }
        }
    }

    @SuppressWarnings("unchecked")
    private <E extends VarveEvent> List<E> sendOnce(CommandBus bus, Recordable<E> command, Circumstances whose) {
        var message =
                GenericCommandMessage.<Recordable<E>>asCommandMessage(command).andMetaData(whose.asMetadata());
        var answer = new AtomicReference<Object>();
        var problem = new AtomicReference<Throwable>();
        witness.forget();
        attempt.forget();
        bus.dispatch(message, (sent, result) -> {
            if (result.isExceptional()) {
                problem.set(result.exceptionResult());
            } else {
                answer.set(result.getPayload());
            }
        });
        if (problem.get() instanceof RuntimeException thrown) {
            throw thrown;
        }
        if (problem.get() != null) {
            throw new IllegalStateException("the command could not be handled", problem.get());
        }
        witness.acknowledge();
        return (List<E>) answer.get();
    }

    @Override
    public void close() {
        outage.close();
        axon.shutdown();
        store.close();
    }
}
