package org.openguides.processing.internal.catalog.database;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Removed and moved content is queued, within bounds. */
class ContentChangesTest {

    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant SECOND = FIRST.plusSeconds(1);

    private final ContentChanges underTest = new ContentChanges();

    @Test
    void aFolderCoversTheContentBelowIt() {
        removed("/c/a/b", FIRST);
        removed("/c/a", FIRST);
        removed("/c/a/d/e", SECOND);
        removed("/c/ab", FIRST);
        assertEquals(
                List.of(
                        new ContentChanges.Change("/c/ab", null, FIRST),
                        new ContentChanges.Change("/c/a", null, SECOND)),
                all());
    }

    @Test
    void nodesInsideOfAnAssetAreIgnored() {
        removed("/c/a.dita/jcr:content", FIRST);
        removed("/c/a.dita/jcr:content/renditions/cq5dam.web.png", FIRST);
        assertEquals(List.of(), all());
    }

    @Test
    void aMoveIsNotMistakenForARemoval() {
        ContentChanges.Change move = new ContentChanges.Change("/c/a", "/c/z", FIRST);
        removed("/c/a", FIRST);
        underTest.add(move);
        removed("/c/a", FIRST);
        removed("/c/a/b", FIRST);
        assertEquals(List.of(move), all());
    }

    /** A run may have written rows at the new path between the move and the removal. */
    @Test
    void aMoveKeepsItsTimeWhenContentIsRemovedAtItsFormerPath() {
        ContentChanges.Change move = new ContentChanges.Change("/c/a", "/c/z", FIRST);
        underTest.add(move);
        removed("/c/a/b", SECOND);
        removed("/c/a", SECOND);
        assertEquals(List.of(move), all());
    }

    @Test
    void contentMovedOutOfAFolderIsHandledBeforeItsRemoval() {
        ContentChanges.Change move = new ContentChanges.Change("/c/a/b", "/c/z", FIRST);
        underTest.add(move);
        removed("/c/a", SECOND);
        assertEquals(List.of(move, new ContentChanges.Change("/c/a", null, SECOND)), all());
    }

    @Test
    void theQueueIsBounded() {
        for (int i = 0; i < ContentChanges.MOST + 10; i++) {
            removed("/c/" + i, FIRST);
        }
        assertEquals(ContentChanges.MOST, all().size());
        removed("/c/again", FIRST);
        assertTrue(underTest.poll().isPresent());
    }

    private void removed(String path, Instant at) {
        underTest.add(new ContentChanges.Change(path, null, at));
    }

    private List<ContentChanges.Change> all() {
        List<ContentChanges.Change> all = new ArrayList<>();
        for (Optional<ContentChanges.Change> next = underTest.poll(); next.isPresent(); next = underTest.poll()) {
            all.add(next.get());
        }
        return all;
    }
}
