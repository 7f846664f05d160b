package dev.varve.query.app;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.cli.Printable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import org.springframework.core.env.Environment;

/** Passwords and tokens go over the wire: from elsewhere only through TLS, unless the operator says that something before it sees to that. */
final class PlainHttp {

    private PlainHttp() {}

    static boolean isSecure(Environment environment) {
        return environment.containsProperty("server.ssl.bundle")
                || environment.containsProperty("server.ssl.certificate")
                || environment.containsProperty("server.ssl.key-store");
    }

    /** @throws CommandFailure if it would be reached from elsewhere without TLS */
    static void require(ServerPlace place, Environment environment) {
        var address = environment.getProperty("server.address", place.address());
        if (!place.plainHttp() && !isSecure(environment) && !isLoopback(address)) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "PLAIN_HTTP",
                    "TLS for an address that others reach, or the loopback address " + ServerPlace.LOOPBACK,
                    "plain HTTP on " + Printable.quoted(address),
                    "name a certificate in " + place.home().directory().resolve("server.yaml")
                            + " (docs/server.md shows how), or give --plain-http if a proxy before it speaks TLS");
        }
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "UNKNOWN_ADDRESS",
                    "an address of this machine to listen on",
                    Printable.quoted(address),
                    "give a number such as " + ServerPlace.LOOPBACK + ", or a name that resolves",
                    Map.of(),
                    e);
        }
    }
}
