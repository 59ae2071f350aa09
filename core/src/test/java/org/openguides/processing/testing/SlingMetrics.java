package org.openguides.processing.testing;

import org.apache.sling.commons.metrics.MetricsService;
import org.apache.sling.commons.metrics.internal.MetricsServiceImpl;
import org.apache.sling.testing.mock.osgi.MockOsgi;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.osgi.framework.BundleContext;

/** Sling Commons Metrics, which publishes metrics in the JMX server of this process until it is closed. */
public final class SlingMetrics implements AfterEachCallback, AutoCloseable {

    private final BundleContext context = MockOsgi.newBundleContext();
    private final MetricsServiceImpl sling = new MetricsServiceImpl();

    public SlingMetrics() {
        MockOsgi.injectServices(sling, context);
        MockOsgi.activate(sling, context);
    }

    /** Returns the service for the bundle of {@link #context}. */
    public MetricsService service() {
        return context.getService(context.getServiceReference(MetricsService.class));
    }

    /** Returns the context of a bundle that registers gauges. */
    public BundleContext context() {
        return context;
    }

    @Override
    public void close() {
        MockOsgi.deactivate(sling, context);
    }

    @Override
    public void afterEach(ExtensionContext test) {
        close();
    }
}
