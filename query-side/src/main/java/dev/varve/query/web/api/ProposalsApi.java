package dev.varve.query.web.api;

import dev.varve.query.web.access.Visitor;
import dev.varve.query.web.orders.Decision;
import dev.varve.query.web.orders.OrderDesk;
import dev.varve.server.Started;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Deciding about what somebody else proposed. */
@RestController
class ProposalsApi {

    private final OrderDesk desk;

    ProposalsApi(OrderDesk desk) {
        this.desk = desk;
    }

    /** With an approval, the run that it became; it does not wait for that run's end. */
    @Operation(
            summary = "Approves or declines what somebody else proposed",
            description = "With an approval, answers the run that it became.")
    @PostMapping("/api/v1/targets/{target}/proposals/{proposal}")
    ResponseEntity<Started> decide(
            @PathVariable String target,
            @PathVariable String proposal,
            @RequestBody Decision decision,
            @AuthenticationPrincipal Visitor visitor) {
        var started = desk.decide(target, proposal, decision, visitor);
        return ResponseEntity.status(decision.approves() ? HttpStatus.ACCEPTED : HttpStatus.OK)
                .body(started);
    }
}
