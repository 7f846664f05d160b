package dev.varve.query.web.pages;

import dev.varve.query.access.Access;
import dev.varve.query.access.TokenView;
import dev.varve.query.access.UserView;
import dev.varve.query.web.WebSurroundings;
import dev.varve.query.web.access.Visitor;
import dev.varve.server.AccessAdministration;
import dev.varve.server.CommandSide;
import dev.varve.server.Issued;
import dev.varve.server.OrderRefused;
import dev.varve.server.Role;
import dev.varve.server.TokenOrder;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who is let in: tokens for programs, users, and what each may do. */
@Controller
public class AccessPage {

    private final Frames frames;
    private final Access access;
    private final WebSurroundings surroundings;
    private final Clock clock;

    /**
     * What the page shows.
     *
     * @param issued the token that was just given out, shown this once; {@code null} otherwise
     * @param canChange whether there is a command side to record a change
     */
    public record Shown(List<TokenView> tokens, List<UserView> users, Issued issued, boolean canChange, Instant now) {

        public Role[] roles() {
            return Role.values();
        }
    }

    AccessPage(Frames frames, Access access, WebSurroundings surroundings, Clock clock) {
        this.frames = frames;
        this.access = access;
        this.surroundings = surroundings;
        this.clock = clock;
    }

    @GetMapping("/access")
    Html show(HttpServletRequest request) {
        return show(null, request);
    }

    @PostMapping("/access/tokens")
    Html issue(
            @RequestParam String name,
            @RequestParam String role,
            @RequestParam(defaultValue = "") String targets,
            @RequestParam(defaultValue = "90") int days,
            @AuthenticationPrincipal Visitor visitor,
            HttpServletRequest request) {
        var order = new TokenOrder(
                name,
                role(role),
                targets.isBlank() ? null : List.of(targets.strip().split("[\\s,]+")),
                days == 0 ? null : clock.instant().plus(Duration.ofDays(days)));
        return show(administration().issue(order, visitor.name()), request);
    }

    @PostMapping("/access/tokens/{id}/revocation")
    String revoke(@PathVariable String id, @AuthenticationPrincipal Visitor visitor) {
        administration().revoke(id, visitor.name());
        return "redirect:/access";
    }

    @PostMapping("/access/users")
    String add(
            @RequestParam String user,
            @RequestParam String role,
            @RequestParam String password,
            @AuthenticationPrincipal Visitor visitor) {
        administration().addUser(user, role(role), password.toCharArray(), visitor.name());
        return "redirect:/access";
    }

    @PostMapping("/access/users/{user}/role")
    String change(@PathVariable String user, @RequestParam String role, @AuthenticationPrincipal Visitor visitor) {
        administration().changeRole(user, role(role), visitor.name());
        return "redirect:/access";
    }

    @PostMapping("/access/users/{user}/removal")
    String remove(@PathVariable String user, @AuthenticationPrincipal Visitor visitor) {
        administration().removeUser(user, visitor.name());
        return "redirect:/access";
    }

    private Html show(Issued issued, HttpServletRequest request) {
        var shown = new Shown(
                access.tokens(),
                access.users(),
                issued,
                surroundings.commandSide().isPresent(),
                clock.instant());
        var frame = frames.of("Access", request);
        return Html.page("access", issued == null ? frame.listeningTo("") : frame, shown);
    }

    private AccessAdministration administration() {
        return surroundings
                .commandSide()
                .map(CommandSide::accessAdministration)
                .orElseThrow(() -> new OrderRefused(
                        OrderRefused.Why.FORBIDDEN,
                        "a server that may record events",
                        "one that only shows",
                        "use the command line where the events are written: varve token, varve user"));
    }

    private static Role role(String word) {
        return Role.named(word)
                .orElseThrow(() -> new OrderRefused(
                        OrderRefused.Why.INVALID,
                        "one of the roles viewer, auditor, operator, approver, admin",
                        "another word",
                        "choose one of them"));
    }
}
