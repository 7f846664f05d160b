package dev.varve.query.web.hooks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs a message as the <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard Webhooks</a>
 * specification has it: HMAC-SHA256 over id, time and body.
 */
record Signature(String secret) {

    private static final String ENCODED = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";

    /** The value of the header {@code webhook-signature}. */
    String of(String id, Instant at, String body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key(), ALGORITHM));
            var signed = mac.doFinal((id + "." + at.getEpochSecond() + "." + body).getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(signed);
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new LinkageError("expected " + ALGORITHM + ", found none", everyJavaHasIt);
        }
    }

    /** A secret of the specification's form is Base64; any other is taken as it stands. */
    private byte[] key() {
        return secret.startsWith(ENCODED)
                ? Base64.getDecoder().decode(secret.substring(ENCODED.length()))
                : secret.getBytes(StandardCharsets.UTF_8);
    }
}
