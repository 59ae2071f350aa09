package org.openguides.processing.internal.webhooks;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunState;
import org.openguides.processing.testing.ARun;
import org.osgi.framework.Constants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Configurations of webhooks, and what is said of invalid ones. */
class WebhookTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name   | two words                    | name must have",
                "name   | ''                           | name must have",
                "name   | ../runs                      | name must have",
                "secret | short-password               | secret must have at least 16 characters",
                "secret | $[secret:webhook_of_chat]    | secret is a placeholder that this platform has not resolved",
                "url    | $[env:URL_OF_CHAT]           | url is a placeholder that this platform has not resolved",
                "url    | ''                           | url must begin with https://",
                "url    | ftp://example.org/           | url must begin with https://",
                "url    | file:///etc/passwd           | url must begin with https://",
                "url    | https://user:pw@example.org/ | url must not contain a user name or password",
                "url    | https://user@example.org/    | url must not contain a user name or password",
                "url    | https:///hook                | url must contain a host name",
                "url    | https://exämple.org/         | url must contain a host name in ASCII",
                "url    | https://under_score/         | url must contain a host name in ASCII",
                "url    | https://example.org:70000/   | url must have a port between 1 and 65535",
                "url    | https://example.org:0/       | url must have a port between 1 and 65535",
                "url    | https://example.org/a b      | url must be a valid URI",
                "source | ''                           | source must not be empty",
                "source | a b                          | source must be a valid URI"
            })
    void anInvalidPropertyIsNamedWithTheRemedy(String property, String value, String message) {
        IllegalArgumentException error =
                assertThrows(IllegalArgumentException.class, () -> Webhook.of(Configs.of(Map.of(property, value))));
        assertTrue(error.getMessage().startsWith(message), error.getMessage());
    }

    @Test
    void unknownTypesAndNoTypesAreInvalid() {
        for (String[] types : new String[][] {{"org.openguides.run.stopped"}, {}}) {
            IllegalArgumentException error = assertThrows(
                    IllegalArgumentException.class, () -> Webhook.of(Configs.of(Map.of("eventTypes", types))));
            assertTrue(error.getMessage().startsWith("eventTypes must"), error.getMessage());
        }
    }

    @Test
    void runsOfTheSystemAreToldOfIfTheyFailOrOnRequest() {
        Webhook failuresOnly = Webhook.of(Configs.of(Map.of()));
        Webhook all = Webhook.of(Configs.of(Map.of("systemRuns", true)));
        Run ended = ARun.called("r").ofTheSystem().in(RunState.SUCCEEDED).build();
        Run failed = ARun.called("r").ofTheSystem().in(RunState.FAILED).build();
        assertFalse(failuresOnly.wants(EventType.RUN_STARTED, ended));
        assertFalse(failuresOnly.wants(EventType.RUN_ENDED, ended));
        assertTrue(failuresOnly.wants(EventType.ASSET_FAILED, ended));
        assertTrue(failuresOnly.wants(EventType.RUN_ENDED, failed));
        assertTrue(failuresOnly.wants(EventType.RUN_ENDED, ARun.called("r").build()));
        assertTrue(all.wants(EventType.RUN_ENDED, ended));
    }

    @Test
    void byDefaultAWebhookGetsAllTypesWithoutDetails() {
        Webhook webhook = Webhook.of(Configs.of(Map.of("url", " https://example.org/hook?token=x ")));
        assertEquals(Set.of(EventType.values()), webhook.types());
        assertFalse(webhook.details());
        assertEquals("https://example.org/hook?token=x", webhook.url().toString());
    }

    @Test
    void neitherSecretNorTokenIsShown() {
        Webhook webhook = Webhook.of(Configs.of(Map.of("url", "https://example.org:8443/hook?token=x")));
        assertEquals("test https://example.org:8443", webhook.toString());
    }

    @Test
    void aPasswordInAnInvalidUrlIsNotShown() {
        ConfiguredWebhook webhook = Configs.webhook(Map.of("url", "https://user:pass word@example.org/"));
        assertTrue(webhook.problem().startsWith("webhook \"test\" is not used: url must"), webhook.problem());
        assertFalse(webhook.problem().contains("pass"), webhook.problem());
    }

    @Test
    void aNameThatIsNotPrintableIsShownWithoutTheCharacters() {
        ConfiguredWebhook webhook = Configs.webhook(Map.of("name", "a\nb\u202ec"));
        assertTrue(webhook.problem().startsWith("webhook \"a?b?c\""), webhook.problem());
    }

    @Test
    void ofTwoWithOneNameTheOlderIsUsedAndTheOtherReported() {
        WebhookRegistry registry = new WebhookRegistry();
        ConfiguredWebhook older = Configs.webhook(Map.of("url", "https://older.example.org/"));
        ConfiguredWebhook younger = Configs.webhook(Map.of("url", "https://younger.example.org/"));
        registry.bind(younger, Map.of(Constants.SERVICE_ID, 8L));
        registry.bind(older, Map.of(Constants.SERVICE_ID, 7L));

        assertEquals(List.of(older.webhook().orElseThrow()), registry.all());
        assertEquals(1, registry.problems().size());
        assertTrue(
                registry.problems().get(0).contains("configured twice"),
                registry.problems().get(0));

        registry.unbind(older);
        assertEquals(List.of(younger.webhook().orElseThrow()), registry.all());
        assertEquals(List.of(), registry.problems());
    }

    @Test
    void aDisabledWebhookIsNotUsedAndNotReported() {
        WebhookRegistry registry = new WebhookRegistry();
        registry.bind(Configs.webhook(Map.of("enabled", false, "url", "")), Map.of());
        assertEquals(List.of(), registry.all());
        assertEquals(List.of(), registry.problems());
    }
}
