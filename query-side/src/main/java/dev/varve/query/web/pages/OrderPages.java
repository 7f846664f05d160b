package dev.varve.query.web.pages;

import dev.varve.cli.Json;
import dev.varve.query.projection.Views;
import dev.varve.query.status.Health;
import dev.varve.query.status.StatusView;
import dev.varve.query.status.Statuses;
import dev.varve.query.web.Unknown;
import dev.varve.query.web.access.Visitor;
import dev.varve.query.web.live.ViewsTail;
import dev.varve.query.web.orders.OrderDesk;
import dev.varve.query.web.orders.OrderForm;
import dev.varve.server.Answer;
import dev.varve.server.Inquiry;
import dev.varve.server.Permission;
import dev.varve.store.DurableEventStore;
import dev.varve.store.EventFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Doing something from a page: what would be done, the form, and what became of it. */
@Controller
public class OrderPages {

    private static final Set<String> NO_OPTIONS =
            Set.of("_csrf", "id", "kind", "seen", "reason", "ticket", "confirmation");

    /** Views that take longer are behind; every page says up to which event it shows. */
    private static final Duration UNTIL_SHOWN = Duration.ofSeconds(2);

    private final Frames frames;
    private final Views views;
    private final DurableEventStore store;
    private final OrderDesk desk;
    private final ViewsTail tail;

    /**
     * What the page before an order shows.
     *
     * @param said what looking told; {@code null} if nobody looked
     * @param seen the last event that the page tells of
     */
    public record Before(StatusView status, Said said, OrderDesk desk, long seen) {

        /** The id that one form carries, so that it is carried out once however often it is sent. */
        public String order() {
            return desk.freshId();
        }

        /** How the database is believed to be, after the look. */
        public Health health() {
            return Health.apartFromRuns(status);
        }

        public NextStep next() {
            return NextStep.of(status);
        }
    }

    /**
     * What the page after an order shows.
     *
     * @param next what is to be done then; {@code null} while it goes on, or if the database is not known
     */
    public record After(String id, String target, Said said, NextStep next) {

        /** How the command ended, in words. */
        public Badge headline() {
            return switch (said.exitCode()) {
                case 0 -> Badge.good("done");
                case 3 -> Badge.good("migrations are pending");
                case 4 -> Badge.warn("refused by a guard; nothing was touched");
                case 5 -> Badge.warn("failed; the database is exactly as it was");
                case 6 -> Badge.bad("the database needs recovery");
                case 7 -> Badge.bad("the proof failed");
                default -> Badge.bad("it ended without doing it");
            };
        }
    }

    OrderPages(Frames frames, Views views, DurableEventStore store, OrderDesk desk, ViewsTail tail) {
        this.frames = frames;
        this.views = views;
        this.store = store;
        this.desk = desk;
        this.tail = tail;
    }

    @GetMapping("/targets/{target}/plan")
    Html plan(@PathVariable String target, HttpServletRequest request) {
        return before("plan", target, Inquiry.Kind.PLAN, request);
    }

    @GetMapping("/targets/{target}/recovery")
    Html recovery(@PathVariable String target, HttpServletRequest request) {
        return before("recovery", target, Inquiry.Kind.RECOVERY, request);
    }

    /** Looks at the database itself only for somebody who may act upon what is found. */
    private Html before(String page, String target, Inquiry.Kind kind, HttpServletRequest request) {
        var frame = frames.of(target, request);
        var status = status(target);
        long seen = lastOf(target);
        if (!desk.isOpen() || !frame.may(Permission.OPERATE) || status.retired()) {
            return Html.page(page, frame, new Before(status, null, desk, seen));
        }
        var said = Said.of(desk.ask(target, kind));
        awaitViews(lastOf(target));
        return Html.page(page, frames.of(target, request), new Before(status(target), said, desk, seen));
    }

    private StatusView status(String target) {
        return new Statuses(views).of(target).orElseThrow(() -> new Unknown("a target", target));
    }

    private long lastOf(String target) {
        return store.log()
                .readLast(EventFilter.ANY.ofTarget(target), 1)
                .getFirst()
                .sequence();
    }

    /** A look records what it finds: without this, the page would tell the state from before it beside what was found. */
    private void awaitViews(long sequence) {
        try {
            tail.awaitTaken(sequence, UNTIL_SHOWN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @PostMapping("/targets/{target}/orders")
    String order(
            @PathVariable String target,
            @RequestParam Map<String, String> sent,
            @AuthenticationPrincipal Visitor visitor) {
        var options = new TreeMap<>(sent);
        options.keySet().removeAll(NO_OPTIONS);
        var proposed = options.remove("run");
        if (proposed != null) {
            options.put("kind", proposed);
        }
        var form = new OrderForm(
                sent.get("id"),
                sent.get("kind"),
                options,
                Numbers.of(sent.getOrDefault("seen", "")),
                sent.get("reason"),
                sent.get("ticket"),
                sent.get("confirmation"));
        desk.start(form, target, visitor);
        return "redirect:"
                + (proposed == null
                        ? Address.to("orders", form.id()).with("target", target)
                        : Address.to("targets", target));
    }

    /** Leads on to the run as soon as it is recorded. */
    @GetMapping("/orders/{id}")
    Object after(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        var frame = frames.of("Order " + id, request);
        if (!store.log().readLast(EventFilter.ANY.ofRun(id), 1).isEmpty()) {
            var run = frame.to("runs", id).toString();
            if (request.getHeader("HX-Request") == null) {
                return "redirect:" + run;
            }
            response.setHeader("HX-Redirect", run);
        }
        var target = frame.address().value("target");
        var after = desk.outcome(id)
                .map(answer -> new After(id, target, Said.of(answer), next(target)))
                .orElseGet(() -> new After(id, target, null, null));
        return Html.page("order", frame.listeningTo(""), after);
    }

    private NextStep next(String target) {
        if (new Statuses(views).of(target).isEmpty()) {
            return null;
        }
        awaitViews(lastOf(target));
        return NextStep.of(status(target));
    }

    /**
     * What a command said, to be shown.
     *
     * @param exitCode as in the contract
     * @param document its JSON as a tree
     */
    public record Said(int exitCode, Map<String, Object> document) {

        @SuppressWarnings("unchecked") // a command's document is an object
        static Said of(Answer answer) {
            var tree = answer.json() == null || answer.json().isBlank() ? Map.of() : Json.parse(answer.json());
            return new Said(answer.exitCode(), tree instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of());
        }

        /** A member as text; {@code null} if it has none. */
        public String text(String name) {
            return document.get(name) == null ? null : String.valueOf(document.get(name));
        }

        /** A member that is a list of objects; empty if it has none. */
        @SuppressWarnings("unchecked")
        public java.util.List<Map<String, Object>> list(String name) {
            return document.get(name) instanceof java.util.List<?> list
                    ? list.stream()
                            .filter(Map.class::isInstance)
                            .map(each -> (Map<String, Object>) each)
                            .toList()
                    : java.util.List.of();
        }

        /** A member that is a list of texts, or one text. */
        public java.util.List<String> texts(String name) {
            var found = document.get(name);
            if (found instanceof java.util.List<?> list) {
                return list.stream()
                        .filter(each -> !(each instanceof Map))
                        .map(String::valueOf)
                        .toList();
            }
            return found == null || found instanceof Map
                    ? java.util.List.of()
                    : java.util.List.of(String.valueOf(found));
        }

        /** Why the command could not do it; {@code null} if it could. */
        @SuppressWarnings("unchecked")
        public Map<String, Object> error() {
            return document.get("error") instanceof Map<?, ?> error ? (Map<String, Object>) error : null;
        }

        public String json() {
            return Json.text(document);
        }
    }
}
