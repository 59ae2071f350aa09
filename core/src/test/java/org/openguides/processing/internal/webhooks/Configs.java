package org.openguides.processing.internal.webhooks;

import java.util.Map;

import static org.mockito.Mockito.mock;

/** Configurations of webhooks. */
final class Configs {

    static final String SECRET = "a-secret-of-the-tests";

    private Configs() {}

    /** Returns a valid configuration with some properties set. */
    static WebhookConfig of(Map<String, Object> properties) {
        Map<String, Object> usual =
                Map.of("name", "test", "url", "https://example.org/hook", "secret", SECRET, "privateNetwork", true);
        return mock(WebhookConfig.class, call -> {
            String name = call.getMethod().getName();
            return properties.getOrDefault(
                    name, usual.getOrDefault(name, call.getMethod().getDefaultValue()));
        });
    }

    /** Returns a configured webhook with some properties set. */
    static ConfiguredWebhook webhook(Map<String, Object> properties) {
        return new ConfiguredWebhook(of(properties));
    }
}
