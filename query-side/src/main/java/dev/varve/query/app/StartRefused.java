package dev.varve.query.app;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.cli.Printable;
import dev.varve.cli.StoreFailures;
import dev.varve.store.StoreFailure;
import java.net.BindException;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.ssl.NoSuchSslBundleException;

/** Why a server did not start, in the words of whoever set it up. */
final class StartRefused {

    private StartRefused() {}

    /** What nobody could have set otherwise stays what it is. */
    static RuntimeException of(RuntimeException failure, ServerPlace place) {
        var file = ServerFile.in(place.home());
        return in(failure, CommandFailure.class)
                .<RuntimeException>map(told -> told)
                .or(() -> in(failure, StoreFailure.class).map(StoreFailures::of))
                .or(() -> in(failure, BindException.class).map(taken -> cannotListen(place, taken)))
                .or(() -> in(failure, org.springframework.boot.context.properties.bind.BindException.class)
                        .map(wrong -> file.unusable(atProperty(wrong), null)))
                .or(() -> in(failure, NoSuchSslBundleException.class)
                        .map(none -> file.unusable("no TLS bundle " + Printable.quoted(none.getBundleName()), none)))
                .or(() -> own(failure).map(told -> file.unusable(told, null)))
                .orElse(failure);
    }

    private static CommandFailure cannotListen(ServerPlace place, BindException taken) {
        return new CommandFailure(
                ExitCode.USAGE,
                "CANNOT_LISTEN",
                "to listen on " + place.address() + ":" + place.port(),
                String.valueOf(taken.getMessage()),
                "stop what listens there, or give another --port (0 for any that is free) or --address",
                Map.of(),
                taken);
    }

    /** Without the value: it may be a secret. */
    private static String atProperty(org.springframework.boot.context.properties.bind.BindException wrong) {
        return own(wrong).orElse("a value that does not fit") + ", at '" + wrong.getName() + "'";
    }

    /** What a setting's own check said, which holds no secret. */
    private static Optional<String> own(Throwable failure) {
        return in(failure, IllegalArgumentException.class)
                .filter(told -> told.getStackTrace().length > 0
                        && told.getStackTrace()[0].getClassName().startsWith("dev.varve."))
                .map(Throwable::getMessage);
    }

    private static <T extends Throwable> Optional<T> in(Throwable failure, Class<T> type) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }
}
