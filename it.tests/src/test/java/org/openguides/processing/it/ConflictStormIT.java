package org.openguides.processing.it;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openguides.processing.it.GuidesApi.number;
import static org.openguides.processing.it.GuidesApi.request;
import static org.openguides.processing.it.GuidesApi.text;

/** An author edits the assets continuously while they are processed. {@code -Dassets=5000} makes it a long test. */
@Nightly
@ExtendWith(SharedSling.class)
final class ConflictStormIT {

    private static final int ASSETS = Integer.getInteger("assets", 1000);

    private final SlingClient admin;
    private final ManyAssets assets;

    ConflictStormIT(SlingServer server) {
        admin = server.admin();
        assets = ManyAssets.create(admin, "storm", ASSETS);
    }

    @Test
    void noEditIsLostAndEachAssetIsProcessed() throws InterruptedException {
        GuidesApi api = new GuidesApi(admin);
        AtomicBoolean over = new AtomicBoolean();
        Map<String, String> edits = new TreeMap<>();
        Thread editor = new Thread(() -> edit(edits, over), "editor");
        editor.start();
        JsonObject run;
        try {
            run = api.run(request(assets.folder()));
        } finally {
            over.set(true);
            editor.join();
        }

        assertEquals(ASSETS, number(run, "triggeredCount"), run::toString);
        assertEquals(ASSETS / 50, number(run, "failedCount"), run::toString);
        assets.results(admin).forEach((path, result) -> assertEquals(ManyAssets.outcome(path), result.outcome(), path));
        assertTrue(edits.size() > ASSETS / 50, "edits: " + edits.size());
        edits.forEach((path, title) -> assertEquals(title, text(metadata(path), "dc:title"), path));
    }

    /** Sets the title, which processing also sets, of many assets at a time; successful requests count. */
    private void edit(Map<String, String> edits, AtomicBoolean over) {
        List<String> paths = assets.paths();
        for (int i = 0; !over.get(); i++) {
            String path = paths.get(i % paths.size());
            String title = "Edit " + i;
            Map<String, String> fields = Map.of(
                    "jcr:mixinTypes",
                    "openguides:Processed",
                    "metadata/jcr:primaryType",
                    "nt:unstructured",
                    "metadata/dc:title",
                    title);
            if (admin.post(path + "/jcr:content", fields).statusCode() == 200) {
                edits.put(path, title);
            }
        }
    }

    private JsonObject metadata(String path) {
        return admin.json(path + "/jcr:content/metadata.json");
    }
}
