package org.openguides.processing.internal.webhooks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** docs/webhooks.md shows code that verifies signatures, and names all types and headers. */
class WebhooksDocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/webhooks.md");
    private static final Path EXAMPLE =
            Path.of("src/test/java/org/openguides/processing/internal/webhooks/WebhookExample.java");
    private static final byte[] BODY = "{\"id\":\"1\"}".getBytes(StandardCharsets.UTF_8);

    @Test
    void showsTheExampleAsItIsTestedHere() throws IOException {
        Matcher shown = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(DOCUMENT));
        assertTrue(shown.find());
        String source = Files.readString(EXAMPLE);
        String method = source.substring(source.indexOf("    static boolean"), source.lastIndexOf('}'));
        assertEquals(method.stripTrailing().stripIndent() + "\n", shown.group(1));
    }

    @Test
    void theExampleAcceptsOurSignatureAndNothingElse() throws Exception {
        Instant now = Instant.now();
        String time = Long.toString(now.getEpochSecond());
        String signature = Signature.of(Configs.SECRET, now, BODY);

        assertTrue(WebhookExample.isGenuine(Configs.SECRET, time, signature, BODY));
        assertFalse(WebhookExample.isGenuine("another-secret-of-tests", time, signature, BODY));
        assertFalse(WebhookExample.isGenuine(Configs.SECRET, time, signature, "{}".getBytes(StandardCharsets.UTF_8)));
        String later = Long.toString(now.getEpochSecond() + 1);
        assertFalse(WebhookExample.isGenuine(Configs.SECRET, later, signature, BODY), "the time is signed, too");
        Instant old = now.minus(Duration.ofMinutes(6));
        assertFalse(
                WebhookExample.isGenuine(
                        Configs.SECRET,
                        Long.toString(old.getEpochSecond()),
                        Signature.of(Configs.SECRET, old, BODY),
                        BODY),
                "a recorded message is not accepted later");
    }

    /** Headers are as hostile as the body. */
    @Test
    void theExampleRefusesWhatIsMissingOrNoNumber() throws Exception {
        Instant now = Instant.now();
        String time = Long.toString(now.getEpochSecond());
        String signature = Signature.of(Configs.SECRET, now, BODY);
        for (String other : Arrays.asList(null, "", "now", "-1", "1e9", "99999999999999999999")) {
            assertFalse(WebhookExample.isGenuine(Configs.SECRET, other, signature, BODY), other);
        }
        assertFalse(WebhookExample.isGenuine(Configs.SECRET, time, null, BODY));
        assertFalse(WebhookExample.isGenuine(Configs.SECRET, time, "", BODY));
    }

    /** The example of RFC 4231 would need another format of the signed text; this value comes from OpenSSL. */
    @Test
    void theSignatureIsThatOfOtherTools() {
        assertEquals(
                "sha256=d5f5834972cbc6cf5590800c46ccaa0cd6c16f19c0c73dbdf9b4c56390cbc2a3",
                Signature.of("0123456789abcdef", Instant.ofEpochSecond(1_700_000_000L), BODY));
    }

    @Test
    void namesEachTypeAndHeader() throws IOException {
        String document = Files.readString(DOCUMENT);
        for (EventType type : EventType.values()) {
            assertTrue(document.contains("`" + type.text() + "`"), type.text());
        }
        for (String header : new String[] {HttpSender.ID, HttpSender.TIMESTAMP, HttpSender.SIGNATURE}) {
            assertTrue(document.contains("`" + header + "`"), header);
        }
    }
}
