package org.openguides.processing.internal.live;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.openguides.processing.internal.engine.TestClock;
import org.openguides.processing.internal.live.ChangedContent.Change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ChangedContentTest {

    private final TestClock clock = new TestClock();
    private final ChangedContent underTest = new ChangedContent(clock.time(), List.of("/content/dam", "/content/more"));

    @Test
    void changesOfTheSameAssetAreOne() {
        change("/content/dam/a.dita");
        change("/content/dam/b.dita");
        change("/content/dam/a.dita");
        assertEquals(List.of(Change.ofAsset("/content/dam/a.dita"), Change.ofAsset("/content/dam/b.dita")), taken());
        assertEquals(List.of(), taken());
    }

    @Test
    void aSingleChangeIsDueWithinASecond() {
        assertFalse(underTest.isDue());
        change("/content/dam/a.dita");
        assertFalse(underTest.isDue());
        clock.forward(Duration.ofMillis(600));
        assertTrue(underTest.isDue());
    }

    @Test
    void anAuthorWhoKeepsSavingDoesNotPostponeIt() {
        for (int i = 0; i < 18; i++) {
            change("/content/dam/a.dita");
            assertFalse(underTest.isDue(), "after " + i + " saves");
            clock.forward(Duration.ofMillis(160));
        }
        clock.forward(Duration.ofMillis(160));
        change("/content/dam/a.dita");
        assertTrue(underTest.isDue());
    }

    @Test
    void aMovedFolderCoversWhatIsInIt() {
        underTest.add(Change.ofSubtree("/content/dam/a"));
        change("/content/dam/a/b.dita");
        change("/content/dam/ab.dita");
        assertEquals(List.of(Change.ofSubtree("/content/dam/a"), Change.ofAsset("/content/dam/ab.dita")), taken());
    }

    @Test
    void anImportBecomesItsFoldersAndWaitsForItsEnd() {
        for (int i = 0; i < 500; i++) {
            change("/content/dam/import/f" + i % 5 + "/t" + i + ".dita");
            clock.forward(Duration.ofMillis(i < 250 ? 10 : i < 300 ? 8_000 : 500));
            assertFalse(underTest.isDue(), "after " + i + " assets");
        }
        clock.forward(Duration.ofSeconds(14));
        assertFalse(underTest.isDue());
        clock.forward(Duration.ofSeconds(1));
        assertTrue(underTest.isDue());
        assertEquals(
                IntStream.range(0, 5)
                        .mapToObj(i -> Change.ofSubtree("/content/dam/import/f" + i))
                        .toList(),
                taken());
    }

    @Test
    void anImportThatDoesNotEndIsProcessedInParts() {
        for (int i = 0; !underTest.isDue(); i++) {
            change("/content/dam/import/t" + i + ".dita");
            clock.forward(Duration.ofMillis(i < 250 ? 10 : 500));
            assertTrue(i < 2_000, "it is never due");
        }
        assertEquals(List.of(Change.ofSubtree("/content/dam/import")), taken());
    }

    @Test
    void veryManyFoldersBecomeFewAndNeverMoreThanAContentRoot() {
        IntStream.range(0, 5_000).forEach(i -> change("/content/dam/p" + i % 50 + "/q" + i + "/t.dita"));
        change("/content/more/a.dita");
        assertEquals(List.of(Change.ofSubtree("/content/dam"), Change.ofAsset("/content/more/a.dita")), taken());
    }

    @Test
    void itsSizeIsBounded() {
        IntStream.range(0, 10_000).forEach(i -> {
            change("/content/dam/p" + i + "/t.dita");
            assertTrue(underTest.size() <= ChangedContent.MOST);
        });
    }

    @Test
    void changesOutsideOfTheContentRootsAreNone() {
        change("/content/other/a.dita");
        underTest.add(Change.ofSubtree("/content/damned"));
        assertEquals(List.of(), taken());
    }

    private void change(String path) {
        underTest.add(Change.ofAsset(path));
    }

    private List<Change> taken() {
        return underTest.take();
    }
}
