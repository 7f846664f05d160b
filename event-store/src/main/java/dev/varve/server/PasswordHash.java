package dev.varve.server;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.PasswordConverter;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Passwords as they are kept: Argon2id (RFC 9106), in the usual form {@code $argon2id$v=19$m=…,t=…,p=…$salt$hash}. What a hash costs stands
 * in it, so that it can be raised for new ones.
 */
final class PasswordHash {

    /** What OWASP's password storage page asks for at least: 19 MiB, two passes, one lane. */
    private static final int MEMORY_KIB = 19_456;

    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final Pattern FORM = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

    private PasswordHash() {}

    static String of(char[] password, SecureRandom random) {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        var hash = hash(password, salt, MEMORY_KIB, PASSES, LANES, HASH_BYTES);
        var base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=" + LANES + "$" + base64.encodeToString(salt)
                + "$" + base64.encodeToString(hash);
    }

    static boolean isOne(String kept) {
        return FORM.matcher(kept).matches();
    }

    /** Takes as long for a wrong password as for the right one. */
    static boolean matches(char[] password, String kept) {
        var parts = FORM.matcher(kept);
        if (!parts.matches()) {
            throw new IllegalArgumentException("expected a hash by Argon2id, found another text");
        }
        var expected = Base64.getDecoder().decode(parts.group(5));
        var found = hash(
                password,
                Base64.getDecoder().decode(parts.group(4)),
                number(parts, 1),
                number(parts, 2),
                number(parts, 3),
                expected.length);
        return MessageDigest.isEqual(expected, found);
    }

    private static int number(Matcher parts, int group) {
        return Integer.parseInt(parts.group(group));
    }

    /** Over the password's UTF-8. */
    private static byte[] hash(char[] password, byte[] salt, int memory, int passes, int lanes, int length) {
        var hash = new byte[length];
        var generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memory)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .withCharToByteConverter(PasswordConverter.UTF8)
                .build());
        generator.generateBytes(password, hash);
        return hash;
    }
}
