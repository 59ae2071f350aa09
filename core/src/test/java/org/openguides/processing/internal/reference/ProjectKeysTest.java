package org.openguides.processing.internal.reference;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openguides.processing.internal.catalog.Catalog;
import org.openguides.processing.internal.catalog.Deadline;
import org.openguides.processing.internal.catalog.TooComplexException;
import org.openguides.processing.testing.OakRepository;
import org.openguides.processing.testing.ProcessedContent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ProjectKeysTest {

    private static final int MAPS = 20;

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    private final AtomicLong time = new AtomicLong();
    private ProcessedContent content;

    @BeforeEach
    void maps() {
        content = new ProcessedContent(oak);
        for (int i = 0; i < MAPS; i++) {
            content.files("/content/dam/p/m" + i + ".ditamap", "<map><keydef keys='p" + i + "'/></map>");
            content.files("/content/dam/q/m" + i + ".ditamap", "<map><keydef keys='q" + i + "'/></map>");
        }
    }

    /** Or it would never come to an end, however often it is asked. */
    @Test
    void aRequestGoesOnWhereTheLastOneHadToStop() throws Exception {
        ProjectKeys underTest = new ProjectKeys(time::get, 1000);
        int stopped = 0;
        ProjectNames names = null;
        while (names == null) {
            AtomicLong steps = new AtomicLong();
            Deadline deadline = Deadline.in(Duration.ofNanos(12), steps::incrementAndGet);
            try {
                names = underTest.of("jane", "/content/dam/p", catalog(deadline), files(deadline), deadline);
            } catch (TooComplexException e) {
                stopped++;
                assertTrue(stopped < MAPS, "it does not come any further");
            }
        }
        assertTrue(stopped > 1);
        for (int i = 0; i < MAPS; i++) {
            assertTrue(names.define("p" + i, new Effort(Deadline.NONE)), "p" + i);
        }
    }

    @Test
    void aMapThatChangesIsReadAgainAfterAWhile() throws Exception {
        ProjectKeys underTest = new ProjectKeys(time::get, 1000);
        assertFalse(keys(underTest, "/content/dam/p").define("new", new Effort(Deadline.NONE)));
        content.files("/content/dam/p/new.ditamap", "<map><keydef keys='new'/></map>");
        time.addAndGet(Duration.ofSeconds(31).toNanos());
        assertTrue(keys(underTest, "/content/dam/p").define("new", new Effort(Deadline.NONE)));
    }

    @Test
    void onlySoManyNamesAreRemembered() throws Exception {
        ProjectKeys underTest = new ProjectKeys(time::get, MAPS + 5);
        keys(underTest, "/content/dam/p");
        assertEquals(MAPS, underTest.size());
        keys(underTest, "/content/dam/q");
        assertEquals(MAPS, underTest.size());
        assertTrue(
                keys(underTest, "/content/dam").define("p1", new Effort(Deadline.NONE)),
                "one that is larger is told all the same");
    }

    private ProjectNames keys(ProjectKeys underTest, String project) throws Exception {
        return underTest.of("jane", project, catalog(Deadline.NONE), files(Deadline.NONE), Deadline.NONE);
    }

    private FileLookup files(Deadline deadline) {
        return new FileLookup(
                catalog(deadline),
                ProcessedContent.PROJECTS,
                path -> Optional.empty(),
                (uuid, near) -> Optional.empty());
    }

    private Catalog catalog(Deadline deadline) {
        return oak.catalogs().in(oak.login(), deadline);
    }
}
