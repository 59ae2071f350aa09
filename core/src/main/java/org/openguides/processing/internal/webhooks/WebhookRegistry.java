package org.openguides.processing.internal.webhooks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The webhooks of this node, which may change at any time. Safe for use by multiple threads. */
@Component(service = WebhookRegistry.class)
public final class WebhookRegistry {

    private final Map<ConfiguredWebhook, Long> configured = new HashMap<>();
    private volatile List<Webhook> webhooks = List.of();
    private volatile List<String> problems = List.of();

    @Reference(name = "webhooks", cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    synchronized void bind(ConfiguredWebhook webhook, Map<String, Object> properties) {
        configured.put(webhook, (Long) properties.getOrDefault(Constants.SERVICE_ID, 0L));
        order();
    }

    synchronized void unbind(ConfiguredWebhook webhook) {
        configured.remove(webhook);
        order();
    }

    /** Of several with one name, the oldest is used. */
    private void order() {
        List<Webhook> valid = new ArrayList<>();
        List<String> invalid = new ArrayList<>();
        Set<String> names = new HashSet<>();
        configured.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .forEach(each -> {
                    Optional<Webhook> webhook = each.webhook();
                    if (!each.problem().isEmpty()) {
                        invalid.add(each.problem());
                    } else if (webhook.isPresent() && names.add(webhook.get().name())) {
                        valid.add(webhook.get());
                    } else if (webhook.isPresent()) {
                        invalid.add("webhook \"" + webhook.get().name() + "\" is configured twice, and the second "
                                + "configuration is not used: change its name or delete it");
                    }
                });
        webhooks = List.copyOf(valid);
        problems = List.copyOf(invalid);
    }

    /** Returns the webhooks that are in use. */
    List<Webhook> all() {
        return webhooks;
    }

    /** Returns the webhook with this name; empty if it is not in use. */
    Optional<Webhook> find(String name) {
        return webhooks.stream().filter(webhook -> webhook.name().equals(name)).findFirst();
    }

    /** Returns what is wrong with configurations, each as a sentence without a full stop. */
    List<String> problems() {
        return problems;
    }
}
