package dev.varve.query.app;

import dev.varve.query.projection.Claim;
import dev.varve.query.projection.EventFeed;
import dev.varve.query.projection.Position;
import dev.varve.query.projection.Projection;
import dev.varve.query.projection.ProjectionFailed;
import dev.varve.query.projection.Views;
import dev.varve.query.projection.ViewsUnusable;
import dev.varve.store.RecordedEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.axonframework.eventhandling.ErrorContext;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventMessageHandler;
import org.axonframework.eventhandling.ListenerInvocationErrorHandler;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.messaging.annotation.ClasspathParameterResolverFactory;
import org.axonframework.messaging.annotation.MultiParameterResolverFactory;

/** Axon's pooled streaming processor over the projections: continuous, one segment, claimed by one node at a time. */
final class ViewProcessor implements AutoCloseable {

    static final String NAME = "views";

    private static final int BATCH = 500;
    private static final Duration LOOK_FOR_A_CLAIM = Duration.ofSeconds(1);

    private final ScheduledExecutorService coordinator = thread("views-coordinator");
    private final ScheduledExecutorService worker = thread("views-worker");
    private final PooledStreamingEventProcessor processor;
    private final Views views;
    private volatile RuntimeException unreadable;
    private volatile Stop stop;

    /** What stopped the projections, and where the views were then. */
    private record Stop(Throwable failure, Position at) {}

    ViewProcessor(EventFeed feed, Views views, List<Projection> projections, String node, Clock clock) {
        this.views = views;
        var transactions = new ViewTransactions(views);
        processor = PooledStreamingEventProcessor.builder()
                .name(NAME)
                .eventHandlerInvoker(invoker(projections, transactions))
                .errorHandler(this::remember)
                .messageSource(new LogMessageSource((sequence, limit) -> watched(feed, sequence, limit)))
                .tokenStore(new ViewsTokenStore(transactions, node, clock))
                .transactionManager(transactions)
                .coordinatorExecutor(coordinator)
                .workerExecutor(worker)
                .initialSegmentCount(1)
                .initialToken(source -> null)
                .batchSize(BATCH)
                .claimExtensionThreshold(Claim.EXTENSION.toMillis())
                .tokenClaimInterval(LOOK_FOR_A_CLAIM.toMillis())
                .clock(clock)
                .build();
    }

    void start() {
        processor.start();
    }

    /** What keeps the views from going on, or {@code null}. The processor tries again, and never goes past it. */
    Throwable failure() {
        if (unreadable != null) {
            return unreadable;
        }
        var last = stop;
        return last != null && last.at.equals(views.position()) ? last.failure : null;
    }

    /** Releases the claim, so that another node need not wait for it to end. */
    @Override
    public void close() {
        processor.shutDown();
        worker.shutdownNow();
        coordinator.shutdownNow();
    }

    /** Losing the views to another process is no failure: the processor goes on from where they are, once it has the claim. */
    private void remember(ErrorContext context) throws Exception {
        if (!(context.error() instanceof UnableToClaimTokenException)) {
            stop = new Stop(context.error(), views.position());
        }
        PropagatingErrorHandler.instance().handleError(context);
    }

    /** Axon's coordinator keeps an error of the source to itself. */
    private List<RecordedEvent> watched(EventFeed feed, long sequence, int limit) {
        try {
            var events = feed.after(sequence, limit);
            unreadable = null;
            return events;
        } catch (RuntimeException e) {
            unreadable = e;
            throw e;
        }
    }

    private static SimpleEventHandlerInvoker invoker(List<Projection> projections, ViewTransactions transactions) {
        return SimpleEventHandlerInvoker.builder()
                .eventHandlers(projections)
                .parameterResolverFactory(MultiParameterResolverFactory.ordered(
                        ClasspathParameterResolverFactory.forClass(ViewProcessor.class),
                        new ViewTransactionParameter(transactions)))
                .listenerInvocationErrorHandler(new NamingErrorHandler(projections))
                .build();
    }

    private static ScheduledExecutorService thread(String name) {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
    }

    /** Stops at the first failure, and says which projection failed at which event. */
    private record NamingErrorHandler(List<Projection> projections) implements ListenerInvocationErrorHandler {

        @Override
        public void onError(Exception failure, EventMessage<?> message, EventMessageHandler handler) throws Exception {
            if (failure instanceof ViewsUnusable || !(message.getPayload() instanceof RecordedEvent event)) {
                throw failure;
            }
            var name = projections.stream()
                    .filter(projection -> projection.getClass() == handler.getTargetType())
                    .map(Projection::name)
                    .findFirst()
                    .orElse(handler.getTargetType().getSimpleName());
            throw new ProjectionFailed(name, event, failure);
        }
    }
}
