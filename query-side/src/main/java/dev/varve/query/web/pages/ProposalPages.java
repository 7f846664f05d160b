package dev.varve.query.web.pages;

import dev.varve.query.web.access.Visitor;
import dev.varve.query.web.orders.Decision;
import dev.varve.query.web.orders.OrderDesk;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Deciding from a page about what somebody else proposed. */
@Controller
class ProposalPages {

    private final OrderDesk desk;

    ProposalPages(OrderDesk desk) {
        this.desk = desk;
    }

    @PostMapping("/targets/{target}/proposals/{proposal}")
    String decide(
            @PathVariable String target,
            @PathVariable String proposal,
            @RequestParam(required = false) String decision,
            @RequestParam(required = false) String why,
            @AuthenticationPrincipal Visitor visitor) {
        var started = desk.decide(target, proposal, new Decision(decision, why), visitor);
        return "redirect:"
                + (started.runId() == null
                        ? Address.to("targets", target)
                        : Address.to("orders", started.runId()).with("target", target));
    }
}
