package org.openguides.processing.internal.jobs;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

import org.openguides.processing.spi.AssetProcessor;
import org.osgi.framework.Constants;

/**
 * The order of processors: by descending ranking, then by ascending id, called ranking order in OSGi Core. Sorted here,
 * because Declarative Services inject lists in reverse order.
 */
final class ProcessorOrder {

    private static final Comparator<Map<String, Object>> ORDER =
            Comparator.comparingInt(ProcessorOrder::ranking).reversed().thenComparingLong(ProcessorOrder::id);

    private ProcessorOrder() {}

    /** Sorts processors by their service properties. */
    static List<AssetProcessor> of(List<Map.Entry<Map<String, Object>, AssetProcessor>> services) {
        return services.stream()
                .sorted(Map.Entry.comparingByKey(ORDER))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** As in the framework, a ranking that is not an Integer counts as 0. */
    private static int ranking(Map<String, Object> properties) {
        return properties.get(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0;
    }

    private static long id(Map<String, Object> properties) {
        return properties.get(Constants.SERVICE_ID) instanceof Long id ? id : Long.MAX_VALUE;
    }
}
