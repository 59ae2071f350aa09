package org.openguides.processing.it;

import java.util.List;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.openguides.processing.it.GuidesApi.request;
import static org.openguides.processing.it.GuidesApi.text;

/** Processors of another bundle besides our own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ProcessorsIT {

    private final FragileSling sling = new FragileSling(20, 5, 0);

    @AfterAll
    void end() {
        sling.close();
    }

    @Nightly
    @Test
    void areCalledByDescendingRankingAndTheOldestOfEqualsFirst() {
        TestContent content = new TestContent(sling.admin(), TestContent.Kind.FILE, "ranked");
        content.put("ranked.dita", DitaProject.topic("t", "Title", "<p><xref href='#t/none'/></p>"));

        String id = sling.api().start(request(content.folder()));
        sling.api().awaitSuccess(id);

        assertEquals(
                List.of("ours", "highest", "older", "younger", "lowest"),
                callers(sling.api().log(id), content));
        assertEquals(
                "DITA_TOPIC",
                text(content.results("ranked.dita").getAsJsonObject("openguides"), "type"),
                "what the first one says");
    }

    /** The processors in the order of their warnings; ours only warns about the missing id. */
    private static List<String> callers(LogLines log, TestContent content) {
        String start = "] " + content.path("ranked.dita") + ": ";
        return log.lines().stream()
                .filter(line -> line.contains(start) && !LogLines.isDuration(line))
                .map(line -> line.substring(line.indexOf(start) + start.length()))
                .map(warning -> warning.contains("#t/none") ? "ours" : warning.replace("called: ", ""))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(TestContent.Kind.class)
    void theDocumentedExampleWorks(TestContent.Kind kind) {
        TestContent content = new TestContent(sling.admin(), kind, "sizes-" + kind);
        content.put("a.txt", "12345");

        sling.api().run(request(content.folder()));

        JsonObject metadata = content.results("a.txt").getAsJsonObject("metadata");
        assertEquals(5, metadata.get("originalSize").getAsInt());
    }
}
