package org.openguides.processing.internal.resolution;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openguides.processing.internal.dita.FileParser;
import org.openguides.processing.internal.folder.FolderTree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ProjectKeysTest {

    private static final int MAPS = 20;

    @TempDir
    Path folder;

    private final AtomicLong time = new AtomicLong();

    @BeforeEach
    void maps() throws Exception {
        Files.createDirectory(folder.resolve("p"));
        Files.createDirectory(folder.resolve("q"));
        for (int i = 0; i < MAPS; i++) {
            map("p/m" + i + ".ditamap", "p" + i);
            map("q/m" + i + ".ditamap", "q" + i);
        }
    }

    private void map(String path, String key) throws Exception {
        Files.writeString(folder.resolve(path), "<map><keydef keys='" + key + "'/></map>");
    }

    /** Otherwise it would never finish, however often it is repeated. */
    @Test
    void aRequestGoesOnWhereTheLastOneHadToStop() throws Exception {
        ProjectKeys underTest = new ProjectKeys(time::get, 1000);
        FolderTree tree = tree();
        int stopped = 0;
        ProjectNames names = null;
        while (names == null) {
            AtomicLong steps = new AtomicLong();
            Deadline deadline = Deadline.in(Duration.ofNanos(6), steps::incrementAndGet);
            try {
                names = underTest.of("jane", "/all/p", tree, files(tree), deadline);
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
        assertFalse(keys(underTest, "/all/p").define("new", new Effort(Deadline.NONE)));
        map("p/new.ditamap", "new");
        time.addAndGet(Duration.ofSeconds(31).toNanos());
        assertTrue(keys(underTest, "/all/p").define("new", new Effort(Deadline.NONE)));
    }

    @Test
    void onlySoManyNamesAreRemembered() throws Exception {
        ProjectKeys underTest = new ProjectKeys(time::get, MAPS + 5);
        keys(underTest, "/all/p");
        assertEquals(MAPS, underTest.size());
        keys(underTest, "/all/q");
        assertEquals(MAPS, underTest.size());
        assertTrue(
                keys(underTest, "/all").define("p1", new Effort(Deadline.NONE)),
                "one that is larger is told all the same");
    }

    private ProjectNames keys(ProjectKeys underTest, String project) throws Exception {
        FolderTree tree = tree();
        return underTest.of("jane", project, tree, files(tree), Deadline.NONE);
    }

    private static FileLookup files(ContentTree tree) {
        return new FileLookup(tree, path -> Optional.empty(), (uuid, near) -> Optional.empty());
    }

    private FolderTree tree() throws Exception {
        return FolderTree.open(folder, "/all", new FileParser(Map.of()));
    }
}
