package org.openguides.processing.internal.jobs;

import javax.jcr.Node;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.openguides.processing.api.FileType;
import org.openguides.processing.spi.AssetProcessor;
import org.openguides.processing.spi.ItemResult;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Processors are ordered like services in the framework; the real services are tested on a server. */
class ProcessorOrderTest {

    private record Named(String name) implements AssetProcessor {

        @Override
        public ItemResult process(Node asset) {
            return ItemResult.success(FileType.OTHERS);
        }
    }

    @Test
    void theHighestRankingComesFirstAndOfEqualsTheOldest() {
        List<AssetProcessor> ordered = ProcessorOrder.of(List.of(
                service("last", Map.of("service.ranking", -10, "service.id", 1L)),
                service("younger", Map.of("service.id", 12L)),
                service("first", Map.of("service.ranking", 10, "service.id", 13L)),
                service("older", Map.of("service.id", 7L))));

        assertEquals(names("first", "older", "younger", "last"), ordered);
    }

    @Test
    void aRankingThatIsNoIntegerCountsAsNone() {
        List<AssetProcessor> ordered = ProcessorOrder.of(List.of(
                service("text", Map.of("service.ranking", "10", "service.id", 2L)),
                service("number", Map.of("service.ranking", 1, "service.id", 3L)),
                service("long", Map.of("service.ranking", 10L, "service.id", 1L))));

        assertEquals(names("number", "long", "text"), ordered);
    }

    private static Map.Entry<Map<String, Object>, AssetProcessor> service(String name, Map<String, Object> properties) {
        return Map.entry(properties, new Named(name));
    }

    private static List<AssetProcessor> names(String... names) {
        return List.of(names).stream().<AssetProcessor>map(Named::new).toList();
    }
}
