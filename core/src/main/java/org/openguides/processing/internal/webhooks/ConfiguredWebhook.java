package org.openguides.processing.internal.webhooks;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.log.ServerLog;
import org.slf4j.Logger;

/**
 * One configuration of a webhook. With an invalid configuration it is a service, too, so that a check can report it.
 * Immutable.
 */
public final class ConfiguredWebhook {

    private static final Logger LOG = ServerLog.of(ConfiguredWebhook.class);

    private final String name;
    private final @Nullable Webhook webhook;
    private final String problem;

    ConfiguredWebhook(WebhookConfig config) {
        @Nullable Webhook valid = null;
        String invalid = "";
        try {
            valid = config.enabled() ? Webhook.of(config) : null;
        } catch (IllegalArgumentException e) {
            invalid = String.valueOf(e.getMessage());
            LOG.error("A webhook is not used, as its configuration is invalid: {}", invalid);
        }
        name = Printable.of(config.name());
        webhook = valid;
        problem = invalid;
    }

    /** Returns the webhook; empty if it is disabled or its configuration is invalid. */
    Optional<Webhook> webhook() {
        return Optional.ofNullable(webhook);
    }

    /** Returns what is wrong with the configuration, as a clause; empty if it is valid. */
    String problem() {
        return problem.isEmpty() ? "" : "webhook \"" + name + "\" is not used: " + problem;
    }
}
