package dev.varve.query.web.api;

import dev.varve.cli.Json;
import dev.varve.query.web.access.Visitor;
import dev.varve.query.web.orders.OrderDesk;
import dev.varve.query.web.orders.OrderForm;
import dev.varve.server.Started;
import io.swagger.v3.oas.annotations.Operation;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Starting what a command does. */
@RestController
class OrdersApi {

    private final OrderDesk desk;

    OrdersApi(OrderDesk desk) {
        this.desk = desk;
    }

    /** Starts it and does not wait for its end; with an id that was given before, answers what that began. */
    @PostMapping("/api/v1/targets/{target}/orders")
    @Operation(summary = "Starts what a command does", description = "The same id given twice is carried out once.")
    ResponseEntity<Started> order(
            @PathVariable String target, @RequestBody OrderForm form, @AuthenticationPrincipal Visitor visitor) {
        return ResponseEntity.status(HttpStatus.ACCEPTED).body(desk.start(form, target, visitor));
    }

    /** How it ended: the command's exit code and its document; {@code null}s while it goes on. */
    @GetMapping("/api/v1/orders/{id}")
    @Operation(summary = "How an order ended")
    Map<String, Object> outcome(@PathVariable String id) {
        var document = new LinkedHashMap<String, Object>();
        var ended = desk.outcome(id);
        document.put("id", id);
        document.put("exitCode", ended.map(answer -> (Object) answer.exitCode()).orElse(null));
        document.put("document", ended.map(answer -> Json.parse(answer.json())).orElse(null));
        return document;
    }
}
