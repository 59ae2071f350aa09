package org.openguides.processing.it;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

import com.google.gson.JsonObject;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openguides.processing.it.GuidesApi.number;
import static org.openguides.processing.it.GuidesApi.request;
import static org.openguides.processing.it.GuidesApi.text;

/** Faulty processors of other bundles fail the asset, but not the run or other assets. */
@Nightly
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FaultyProcessorIT {

    private static final int NEIGHBOURS = 30;
    /** It must be known after the second death; one more start serves to end the run. */
    private static final int MOST_DEATHS = 3;

    private final FragileSling sling = new FragileSling(20, 5, 0);

    @AfterAll
    void end() {
        sling.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "throws-runtime",
                "throws-io",
                "throws-repository",
                "throws-error",
                "returns-null",
                "changes-badly"
            })
    void aBadResultFailsOneAsset(String fault) {
        TestContent content = content(fault);

        assertOneFailed(content, fault, sling.api().start(request(content.folder())));
    }

    @Test
    void aHangingAssetFails() {
        TestContent content = content("hangs");

        String error = assertOneFailed(content, "hangs", sling.api().start(request(content.folder())));
        assertTrue(error.contains(FragileSling.ASSET_SECONDS + " s"), error);
    }

    @Test
    void theMessageOfAnExceptionIsEscapedInTheLogOfTheServer() throws IOException {
        TestContent content = content("throws-hostile");
        String escaped = "as it\\u009b31m was\\u2028asked to";

        assertOneFailed(content, "throws-hostile", sling.api().start(request(content.folder())));

        String log = Files.readString(sling.server().log());
        assertTrue(
                log.contains("java.lang.IllegalStateException: " + escaped),
                sling.server().log()::toString);
        assertFalse(log.contains("\u009b31m"), sling.server().log()::toString);
    }

    @Test
    void anAssetThatKillsTheServerIsQuarantined() {
        TestContent content = content("halts");
        String id = sling.api().start(request(content.folder()));
        int deaths = 0;
        while (!endsOrDies(id)) {
            assertTrue(++deaths <= MOST_DEATHS, "deaths: " + deaths);
            sling.begin(); // the server may die again before it is ready
        }
        sling.server().awaitStart();
        assertOneFailed(content, "halts", id);
        assertEquals(2, deaths);
    }

    /** Waits until the run has ended, or the server has. */
    private boolean endsOrDies(String id) {
        Process server = sling.server().process();
        Awaitility.await("end of the run or of the server")
                .atMost(Duration.ofMinutes(2))
                .ignoreExceptions()
                .until(() -> !server.isAlive()
                        || !sling.api().status(id).get("cancellable").getAsBoolean());
        return server.isAlive();
    }

    private TestContent content(String fault) {
        TestContent content = new TestContent(sling.admin(), TestContent.Kind.FILE, fault);
        Map<String, String> files = new HashMap<>();
        IntStream.range(0, NEIGHBOURS).forEach(i -> files.put(neighbour(i), DitaProject.topic("t", "Topic " + i, "")));
        files.put(fault + ".dita", DitaProject.topic("t", "Fault", ""));
        content.putAll(files);
        return content;
    }

    /** As many before the fault as after it. */
    private static String neighbour(int i) {
        return (i % 2 == 0 ? "a" : "z") + i + ".dita";
    }

    /** Returns why it failed. */
    private String assertOneFailed(TestContent content, String fault, String id) {
        JsonObject run = sling.api().awaitSuccess(id);
        assertEquals(NEIGHBOURS, number(run, "succeededCount"), run::toString);
        assertEquals(1, number(run, "failedCount"), run::toString);
        for (int i = 0; i < NEIGHBOURS; i++) {
            assertEquals("SUCCEEDED", text(state(content.path(neighbour(i))), "outcome"));
        }
        assertEquals("FAILED", text(state(content.path(fault + ".dita")), "outcome"));
        String failed = content.path(fault + ".dita") + ": ";
        String line = sling.api().log(id).lines().stream()
                .filter(each -> each.contains("] Failed: " + failed))
                .findFirst()
                .orElseThrow();
        String reason = line.substring(line.indexOf(failed) + failed.length());
        assertFalse(reason.isBlank(), line);
        return reason;
    }

    /** Of the server that runs now: it may be another one than when the content was made. */
    private JsonObject state(String path) {
        return sling.admin().json(path + "/jcr:content/openguides.json");
    }
}
