package dev.varve.query.web.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Lets a session live long from the login on. A form, such as the one of the login, gives everybody one. */
public final class StrangersSessions implements HttpSessionListener {

    /** How many there may be, of strangers and of those who are logged in. */
    public static final int MOST = 20_000;

    private static final Duration BEFORE_THE_LOGIN = Duration.ofMinutes(10);

    @Override
    public void sessionCreated(HttpSessionEvent created) {
        created.getSession().setMaxInactiveInterval((int) BEFORE_THE_LOGIN.toSeconds());
    }

    /** From now on it lives as long as the operator set. */
    static void letLive(HttpServletRequest request) {
        int minutes = request.getServletContext().getSessionTimeout();
        request.getSession().setMaxInactiveInterval((int) TimeUnit.MINUTES.toSeconds(minutes));
    }
}
