package dev.varve.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The text of a token: {@code varve_} and 256 random bits in Base64 for URLs (RFC 4648, section 5). Only its hash is ever kept. */
public final class TokenText {

    private static final String PREFIX = "varve_";
    private static final int BYTES = 32;
    private static final Pattern FORM = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");

    private TokenText() {}

    public static String random(SecureRandom random) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Whether it may be a token at all: nothing else need be hashed. */
    public static boolean isOne(String text) {
        return text != null && FORM.matcher(text).matches();
    }

    /** By which a token is known: lower-case hex. A fast hash is enough for 256 random bits. */
    public static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new LinkageError("expected SHA-256, found none", everyJavaHasIt);
        }
    }
}
