package org.openguides.processing.internal.webhooks;

import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Registers the webhook of one configuration as a service without properties. The properties of a component that is a
 * service are its configuration, and every bundle and the list of services would show the secret and the URL.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = "org.openguides.processing.webhook",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = WebhookConfig.class, factory = true)
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"org.openguides.processing.internal.webhooks.ConfiguredWebhook\"")
public final class WebhookRegistration {

    private final ServiceRegistration<ConfiguredWebhook> registration;

    @Activate
    public WebhookRegistration(BundleContext context, WebhookConfig config) {
        registration = context.registerService(ConfiguredWebhook.class, new ConfiguredWebhook(config), null);
    }

    @Deactivate
    void stop() {
        registration.unregister();
    }
}
