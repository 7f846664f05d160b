package dev.varve.server;

import dev.varve.cli.Printable;
import dev.varve.events.AccessEvent.AccessDenied;
import dev.varve.events.AccessEvent.EvidenceExported;
import dev.varve.events.AccessEvent.LoggedIn;
import dev.varve.events.AccessEvent.LoggedOut;
import dev.varve.events.AccessEvent.LoginFailed;
import dev.varve.events.AccessEvent.OfPassage;

/** Text from a client as it may be recorded: short, on one line, and without what a terminal or a page would not show as it is. */
public final class AccessText {

    private static final int LONGEST = 128;
    private static final int LONGEST_PATH = 256;
    private static final String CUT = "…";

    private AccessText() {}

    /** At most 128 characters of it, each that is not shown as itself written as an escape; {@code null} stays {@code null}. */
    public static String of(String text) {
        return of(text, LONGEST);
    }

    /** The fact with every text in it so. What follows a path's question mark is left out: a token may stand there. */
    public static OfPassage in(OfPassage fact) {
        return switch (fact) {
            case LoggedIn e -> new LoggedIn(of(e.user()), of(e.how()), of(e.address()));
            case LoginFailed e -> new LoginFailed(of(e.user()), of(e.address()), e.times());
            case LoggedOut e -> new LoggedOut(of(e.user()), of(e.address()));
            case AccessDenied e ->
                new AccessDenied(
                        of(e.user()), of(e.method()), path(e.path()), of(e.needed()), of(e.address()), e.times());
            case EvidenceExported e ->
                new EvidenceExported(
                        of(e.what()),
                        of(e.format()),
                        of(e.user()),
                        of(e.address()),
                        of(e.about()),
                        of(e.since()),
                        of(e.until()));
        };
    }

    private static String path(String path) {
        if (path == null) {
            return null;
        }
        var query = path.indexOf('?');
        return of(query < 0 ? path : path.substring(0, query), LONGEST_PATH);
    }

    private static String of(String text, int longest) {
        if (text == null) {
            return null;
        }
        if (text.codePointCount(0, text.length()) <= longest) {
            return Printable.text(text);
        }
        return Printable.text(text.substring(0, text.offsetByCodePoints(0, longest - 1))) + CUT;
    }
}
