package org.openguides.processing.internal.engine.work;

import javax.jcr.Node;
import javax.jcr.Session;

import java.time.Instant;
import java.util.Calendar;
import java.util.List;
import java.util.TimeZone;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openguides.processing.spi.PropertyChange;
import org.openguides.processing.testing.OakRepository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

class AssetChangesTest {

    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final List<PropertyChange> STATE =
            List.of(new PropertyChange("fmUuid", "GUID-1"), new PropertyChange("openguides/outcome", "SUCCEEDED"));

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    private Session session;
    private Node content;

    @BeforeEach
    void anAsset() throws Exception {
        oak.file("/content/dam/a.dita", "");
        session = oak.login();
        content = session.getNode("/content/dam/a.dita/jcr:content");
    }

    @Test
    void everyTypeIsWrittenOnce() throws Exception {
        Calendar time = Calendar.getInstance(TimeZone.getTimeZone("UTC"));
        List<PropertyChange> changes = List.of(
                new PropertyChange("text", "a"),
                new PropertyChange("deep/er/number", 5L),
                new PropertyChange("flag", true),
                new PropertyChange("time", time),
                new PropertyChange("list", List.of("b", "a")));
        assertFalse(AssetChanges.apply(content, changes, NOON).isEmpty());
        session.save();
        assertEquals(5, content.getProperty("deep/er/number").getLong());
        assertEquals("a", content.getProperty("list").getValues()[1].getString());
        assertEquals(
                NOON, content.getProperty("openguides/processedAt").getDate().toInstant());

        assertTrue(AssetChanges.apply(content, changes, NOON.plusSeconds(1)).isEmpty());
        assertFalse(session.hasPendingChanges());
    }

    @Test
    void eachKindOfDifferenceIsSeen() throws Exception {
        apply("x", "a");
        assertTrue(apply("x", "b"));
        assertTrue(apply("x", List.of("b")));
        assertTrue(apply("x", List.of("b", "c")));
        assertTrue(apply("x", List.of("c", "b")));
        assertTrue(apply("x", 1L));
        assertTrue(apply("x", 2L));
        assertTrue(apply("x", false));
        assertTrue(apply("x", true));
        assertTrue(apply("x", null));
        assertFalse(content.hasProperty("x"));
    }

    @Test
    void nothingIsWrittenWhereNothingIsWanted() throws Exception {
        assertFalse(apply("x", null));
        assertFalse(apply("x", List.of()));
        assertFalse(content.isNodeType("openguides:Processed"));
    }

    /** An exception costs more than a check. */
    @Test
    void aNodeThatIsHardlyThereIsNotFetchedInVain() throws Exception {
        Node watched = mock(Node.class, delegatesTo(content));
        assertFalse(AssetChanges.apply(watched, STATE, NOON).isEmpty());
        verify(watched, never()).getNode(anyString());
    }

    private boolean apply(String path, Object value) throws Exception {
        boolean any = !AssetChanges.apply(content, List.of(new PropertyChange(path, value)), NOON)
                .isEmpty();
        session.save();
        return any;
    }
}
