package org.openguides.processing.internal.webhooks;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The example of docs/webhooks.md. */
final class WebhookExample {

    private WebhookExample() {}

    static boolean isGenuine(String secret, String timestamp, String signature, byte[] body)
            throws GeneralSecurityException {
        if (timestamp == null || signature == null || !timestamp.matches("[0-9]{1,12}")) {
            return false;
        }
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
        mac.update((timestamp + ".").getBytes(UTF_8));
        String expected = "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        long age = Instant.now().getEpochSecond() - Long.parseLong(timestamp);
        return Math.abs(age) < 300 && MessageDigest.isEqual(expected.getBytes(UTF_8), signature.getBytes(UTF_8));
    }
}
