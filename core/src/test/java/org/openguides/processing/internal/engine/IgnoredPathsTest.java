package org.openguides.processing.internal.engine;

import java.util.List;
import java.util.function.Predicate;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.api.RestartScope;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.RunState;
import org.openguides.processing.api.RunType;
import org.openguides.processing.internal.walk.ProcessedPaths;
import org.openguides.processing.spi.ItemResult;
import org.openguides.processing.testing.TestCatalogs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Runs over content of which some is ignored by configuration. */
@Tag(TestCatalogs.TAG)
class IgnoredPathsTest {

    private static final String DAM = "/content/dam";

    private final TestEngine engine = new TestEngine();

    @AfterEach
    void nothingIsLeftOpen() {
        assertEquals(0, engine.oak.openSessions());
        engine.oak.close();
    }

    private void files(String... paths) {
        for (String path : paths) {
            engine.oak.file(DAM + path, "<topic id='t'/>");
        }
    }

    private void ignore(String... paths) {
        engine.paths = ProcessedPaths.of(List.of(DAM), List.of(paths));
    }

    private String run(RunRequest request) throws Exception {
        String id = engine.start(request);
        engine.coordinate(id);
        return id;
    }

    private void assertLogged(String id, String text) {
        List<String> log = engine.log(id);
        Predicate<String> matches = line -> line.contains(text);
        assertTrue(log.stream().anyMatch(matches), () -> text + " is missing in " + String.join("\n", log));
    }

    @Test
    void aRunLeavesThemOutAndSaysHowMany() throws Exception {
        files("/a.dita", "/a.psd", "/archive/b.dita", "/archive/old/c.dita", "/d.dita");
        ignore("/content/dam/archive", "regex:.*\\.psd");
        String id = run(engine.request(DAM));

        assertEquals(List.of(DAM + "/a.dita", DAM + "/d.dita"), engine.processed);
        Run run = engine.run(id);
        assertEquals(RunState.SUCCEEDED, run.state());
        assertEquals(new Counts(2, 0, 0), run.counts());
        assertEquals("", run.comment());
        assertLogged(id, "Selected 2 assets; left out: 1 at ignored paths, 1 folder at ignored paths with all content");
        assertLogged(id, "Left out: 1 asset at ignored paths, 1 folder at ignored paths with all content");
    }

    @Test
    void enabledFoldersWithinIgnoredOnesAreFound() throws Exception {
        files("/archive/b.dita", "/archive/2025/c.dita", "/archive/2026/d.dita");
        engine.paths = ProcessedPaths.of(List.of(DAM, DAM + "/archive/2026"), List.of(DAM + "/archive"));
        String id = run(engine.request(DAM));

        assertEquals(List.of(DAM + "/archive/2026/d.dita"), engine.processed);
        assertLogged(id, "left out: 1 at ignored paths, 1 folder at ignored paths with all content");
    }

    @Test
    void aDryRunCountsAsARunWouldSelect() throws Exception {
        files("/a.dita", "/archive/b.dita");
        ignore("/content/dam/archive");
        String id = run(RunRequest.of(List.of(DAM), "admin").dryRun(true).build());

        assertEquals(1, engine.run(id).selection().found());
        assertEquals("Dry run: 1 assets would be processed", engine.run(id).comment());
        assertLogged(id, "Left out: 1 folder at ignored paths with all content");
    }

    @Test
    void aRequestForAnIgnoredPathIsASuccessThatSaysSo() throws Exception {
        files("/archive/b.dita", "/c.dita", "/d.dita");
        ignore("/content/dam/archive", "/content/dam/c.dita");
        String id = run(engine.request(DAM + "/archive", DAM + "/c.dita", DAM + "/d.dita"));

        assertEquals(List.of(DAM + "/d.dita"), engine.processed);
        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
        assertEquals(
                "Nothing is processed at 2 of 3 requested paths, which the configuration ignores",
                engine.run(id).comment());
        assertLogged(id, "Nothing is processed at the ignored path /content/dam/archive");
        assertLogged(id, "Nothing is processed at the ignored path /content/dam/c.dita");
        assertLogged(id, "left out: 1 at ignored paths, 1 folder at ignored paths with all content");
    }

    @Test
    void aRestartOfFailedAssetsLeavesThemOutToo() throws Exception {
        files("/a.dita", "/archive/b.dita");
        engine.processor = asset -> ItemResult.failure(FileType.DITA_TOPIC, "broken");
        String first = run(engine.request(DAM));
        engine.processor = asset -> {
            engine.processed.add(asset.getPath());
            return ItemResult.success(FileType.DITA_TOPIC);
        };
        ignore("/content/dam/archive");
        String second = engine.lifecycle().restart(first, RestartScope.FAILED, "admin");
        engine.coordinate(second);

        assertEquals(List.of(DAM + "/a.dita"), engine.processed);
        assertLogged(second, "Left out: 1 of them at ignored paths");
    }

    @Test
    void aResetMayConcernThem() throws Exception {
        files("/archive/b.dita");
        run(engine.request(DAM));
        ignore("/content/dam/archive");
        String id = run(RunRequest.of(List.of(DAM), "admin").type(RunType.RESET).build());

        assertEquals(new Counts(1, 0, 0), engine.run(id).counts());
    }

    @Test
    void aWrongConfigurationEndsTheRunWhichGoesOnWhenItIsCorrected() throws Exception {
        files("/a.dita", "/archive/b.dita");
        String failing = wrong();
        assertEquals(RunState.FAILED, engine.run(failing).state());
        assertTrue(engine.run(failing).comment().contains("ignoredPaths"), engine.run(failing)::comment);
        assertEquals(List.of(), engine.processed);

        ignore("/content/dam/archive");
        engine.resume(failing);
        engine.coordinate(failing);
        assertEquals(RunState.SUCCEEDED, engine.run(failing).state());
        assertEquals(List.of(DAM + "/a.dita"), engine.processed);
    }

    private String wrong() throws Exception {
        engine.paths = ProcessedPaths.refused("the configuration is wrong: ignoredPaths: \"archive\"");
        return run(engine.request(DAM));
    }

    @Test
    void aWrongConfigurationRefusesARestartOfFailedAssets() throws Exception {
        String failing = wrong();
        assertThrows(
                ProcessingException.class, () -> engine.lifecycle().restart(failing, RestartScope.FAILED, "admin"));
    }
}
