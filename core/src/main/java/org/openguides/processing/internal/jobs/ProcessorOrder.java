package org.openguides.processing.internal.jobs;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

import org.openguides.processing.spi.AssetProcessor;
import org.osgi.framework.Constants;

/**
 * The order in which processors are called: by descending ranking, and by ascending id among equals, which OSGi Core calls
 * ranking order. It is made here, because Declarative Services inject lists in the reverse of it.
 */
final class ProcessorOrder {

    private static final Comparator<Map<String, Object>> ORDER =
            Comparator.comparingInt(ProcessorOrder::ranking).reversed().thenComparingLong(ProcessorOrder::id);

    private ProcessorOrder() {}

    /** The processors of services, each with its service properties. */
    static List<AssetProcessor> of(List<Map.Entry<Map<String, Object>, AssetProcessor>> services) {
        return services.stream()
                .sorted(Map.Entry.comparingByKey(ORDER))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** A ranking that is no Integer counts as none, as the framework has it. */
    private static int ranking(Map<String, Object> properties) {
        return properties.get(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0;
    }

    private static long id(Map<String, Object> properties) {
        return properties.get(Constants.SERVICE_ID) instanceof Long id ? id : Long.MAX_VALUE;
    }
}
