package dev.varve.query.web.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicReference;

/** Lets one administrator in, once: printed when a server starts that nobody can administer. Kept in memory alone, as its bytes. */
public final class OneTimeToken {

    private static final int BYTES = 32;

    private final AtomicReference<String> unused = new AtomicReference<>();

    /** Makes a new one; an earlier one is void. */
    public String issue(SecureRandom random) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        var token = HexFormat.of().formatHex(bytes);
        unused.set(token);
        return token;
    }

    /** Whether this is it; it is void then. */
    boolean use(String token) {
        var expected = unused.get();
        return expected != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8))
                && unused.compareAndSet(expected, null);
    }

    /** It let nobody in after all; it stays void if another was made since. */
    void giveBack(String token) {
        unused.compareAndSet(null, token);
    }
}
