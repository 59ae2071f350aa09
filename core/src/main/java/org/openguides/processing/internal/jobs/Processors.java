package org.openguides.processing.internal.jobs;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.openguides.processing.spi.AssetProcessor;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The present processors in their order, which may change during a run. Safe for use by multiple threads. */
@Component(service = Processors.class)
public final class Processors implements Supplier<List<AssetProcessor>> {

    private final Map<AssetProcessor, Map<String, Object>> services = new HashMap<>();
    private volatile List<AssetProcessor> ordered = List.of();

    @Reference(name = "processors", cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    synchronized void bind(AssetProcessor processor, Map<String, Object> properties) {
        services.put(processor, Map.copyOf(properties));
        order();
    }

    synchronized void unbind(AssetProcessor processor) {
        services.remove(processor);
        order();
    }

    private void order() {
        ordered = ProcessorOrder.of(services.entrySet().stream()
                .map(entry -> Map.entry(entry.getValue(), entry.getKey()))
                .toList());
    }

    @Override
    public List<AssetProcessor> get() {
        return ordered;
    }
}
