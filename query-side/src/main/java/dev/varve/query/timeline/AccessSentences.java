package dev.varve.query.timeline;

import dev.varve.events.AccessEvent;
import dev.varve.events.AccessEvent.AccessDenied;
import dev.varve.events.AccessEvent.EvidenceExported;
import dev.varve.events.AccessEvent.LoggedIn;
import dev.varve.events.AccessEvent.LoggedOut;
import dev.varve.events.AccessEvent.LoginFailed;
import dev.varve.events.AccessEvent.TokenIssued;
import dev.varve.events.AccessEvent.TokenRevoked;
import dev.varve.events.AccessEvent.UserAdded;
import dev.varve.events.AccessEvent.UserPasswordChanged;
import dev.varve.events.AccessEvent.UserRemoved;
import dev.varve.events.AccessEvent.UserRoleChanged;
import dev.varve.query.words.Words;

/** Who was let at the databases, in words. */
final class AccessSentences {

    private AccessSentences() {}

    static String of(AccessEvent event) {
        return switch (event) {
            case TokenIssued e -> issued(e);
            case TokenRevoked e -> "token " + e.tokenId() + " (" + e.name() + ") revoked";
            case UserAdded e -> "user " + e.user() + " added as " + e.role();
            case UserRoleChanged e -> "user " + e.user() + " is " + e.role() + " now, no longer " + e.from();
            case UserRemoved e -> "user " + e.user() + " removed";
            case UserPasswordChanged e -> "user " + e.user() + " has another password";
            case LoggedIn e -> e.user() + " logged in by " + e.how() + " from " + e.address();
            case LoginFailed e -> "login as " + e.user() + " from " + e.address() + " failed" + often(e.times());
            case LoggedOut e -> e.user() + " logged out from " + e.address();
            case AccessDenied e -> denied(e);
            case EvidenceExported e -> exported(e);
        };
    }

    private static String issued(TokenIssued e) {
        var targets = e.targets() == null ? "every database" : Words.some(e.targets(), ", ");
        var until = e.expiresAt() == null ? "until it is revoked" : "until " + e.expiresAt();
        return "token " + e.tokenId() + " (" + e.name() + ") issued as " + e.role() + " for " + targets + ", " + until;
    }

    private static String denied(AccessDenied e) {
        var who = e.user() == null ? "nobody known" : e.user();
        return e.method() + " " + e.path() + " denied to " + who + " from " + e.address() + ", which takes "
                + e.needed() + often(e.times());
    }

    private static String exported(EvidenceExported e) {
        var about = e.about() == null ? "all databases" : e.about();
        var since = e.since() == null ? "" : ", since " + e.since();
        var until = e.until() == null ? "" : ", until " + e.until();
        return e.what() + " on " + about + " exported as " + e.format() + " to " + e.user() + " at " + e.address()
                + since + until;
    }

    private static String often(int times) {
        return times == 1 ? "" : ", " + times + " times";
    }
}
