package dev.varve.query.web.pages;

import dev.varve.query.web.access.Limits;
import dev.varve.query.web.access.LoginDesk;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** In, and out. */
@Controller
public class LoginPage {

    private final Frames frames;
    private final LoginDesk desk;
    private final Limits loginLimits;

    /**
     * What the page shows.
     *
     * @param once a one-time token to be sent, as the start of the server printed it
     * @param oidc where else somebody can log in, by name; the address is this site's own
     */
    public record Form(String once, boolean refused, java.util.Map<String, String> oidc) {}

    LoginPage(Frames frames, LoginDesk desk, Limits loginLimits) {
        this.frames = frames;
        this.desk = desk;
        this.loginLimits = loginLimits;
    }

    @GetMapping("/login")
    Html form(
            @RequestParam(defaultValue = "") String once,
            @RequestParam(defaultValue = "") String refused,
            HttpServletRequest request) {
        return Html.page("login", frames.of("Log in", request), new Form(once, !refused.isEmpty(), desk.elsewhere()));
    }

    @PostMapping("/login")
    Object enter(
            @RequestParam(defaultValue = "") String user,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String once,
            HttpServletRequest request,
            HttpServletResponse response) {
        loginLimits.take(request.getRemoteAddr());
        var next = once.isEmpty()
                ? desk.byPassword(user, password, request, response)
                : desk.byOneTimeToken(once.strip(), request, response);
        return next.<Object>map(address -> "redirect:" + address)
                .orElseGet(() -> Html.page("login", frames.of("Log in", request), new Form("", true, desk.elsewhere()))
                        .with(HttpStatus.UNAUTHORIZED));
    }

    @PostMapping("/logout")
    String leave(HttpServletRequest request) {
        desk.leave(request);
        return "redirect:/login";
    }
}
