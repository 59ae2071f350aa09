package org.openguides.processing.internal.metrics;

import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.apache.sling.commons.metrics.Gauge;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Registers the figures of the engine as gauges of Sling Commons Metrics. They are services rather than gauges of
 * {@code MetricsService}, which would keep those of an engine that has been deactivated.
 */
@Component(
        service = {},
        immediate = true)
public final class EngineGauges {

    @SuppressWarnings("rawtypes") // the class of the service
    private final List<ServiceRegistration<Gauge>> gauges = new ArrayList<>();

    @Activate
    public EngineGauges(BundleContext context, @Reference(name = "figures") EngineFigures figures) {
        register(context, Family.QUEUE_DEPTH, figures::queueDepth);
        register(context, Family.WORKERS, figures::workers);
        register(context, Family.ABANDONED, figures::abandonedThreads);
        register(context, Family.RETRIES, figures::retries);
    }

    @Deactivate
    public void close() {
        gauges.forEach(ServiceRegistration::unregister);
    }

    @SuppressWarnings("JdkObsolete") // OSGi requires a Dictionary
    private void register(BundleContext context, Family family, Supplier<Number> value) {
        Gauge<Number> gauge = value::get;
        gauges.add(context.registerService(Gauge.class, gauge, new Hashtable<>(Map.of(Gauge.NAME, family.name()))));
    }
}
