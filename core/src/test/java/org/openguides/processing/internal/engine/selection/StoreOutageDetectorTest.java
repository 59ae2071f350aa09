package org.openguides.processing.internal.engine.selection;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openguides.processing.internal.asset.ContentUnreachableException;
import org.openguides.processing.testing.OakRepository;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Each original that is tried may take as long as a store needs to fail. */
class StoreOutageDetectorTest {

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    @Test
    void eachOriginalThatIsTriedIsAStep() throws Exception {
        AtomicInteger steps = new AtomicInteger();
        StoreOutageDetector underTest = new StoreOutageDetector(
                asset -> {
                    throw new ContentUnreachableException(asset.path(), new IOException("away"));
                },
                steps::incrementAndGet);
        List<String> paths = List.of("a", "b", "c", "d").stream()
                .map(name -> oak.file("/content/dam/" + name + ".dita", "<topic/>"))
                .toList();

        assertEquals(StoreOutageDetector.Store.AWAY, underTest.ask(oak.login(), paths, Set.of()));

        assertEquals(3, steps.get());
    }
}
