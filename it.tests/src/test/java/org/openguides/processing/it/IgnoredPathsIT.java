package org.openguides.processing.it;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

import com.google.gson.JsonObject;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openguides.processing.it.GuidesApi.number;
import static org.openguides.processing.it.GuidesApi.request;
import static org.openguides.processing.it.GuidesApi.text;

/** The administrator ignores folders, here and for AEM Guides, while the server runs. */
@ExtendWith(SharedSling.class)
final class IgnoredPathsIT {

    private static final String PATHS = "org.openguides.processing.paths";
    private static final String GUIDES = "com.adobe.fmdita.config.ConfigManager";
    private static final String TOPIC = DitaProject.topic("t", "Topic", "");

    private final GuidesApi api;
    private final ServerSettings settings;
    private final TestContent content;

    IgnoredPathsIT(SlingServer server) {
        api = new GuidesApi(server.admin());
        settings = new ServerSettings(server.admin());
        content = new TestContent(server.admin(), TestContent.Kind.DAM_ASSET, "ignored-paths");
        content.put("a.dita", TOPIC);
        content.put("archive/b.dita", TOPIC);
        content.put("drafts/c.dita", TOPIC);
    }

    @AfterEach
    void restoreSettings() {
        settings.remove(PATHS);
        settings.remove(GUIDES);
        awaitAssets("a.dita", "archive/b.dita", "drafts/c.dita");
    }

    /** A configuration is applied in the background. */
    private void awaitAssets(String... names) {
        Set<String> expected = Set.of(names);
        Awaitility.await("assets that are processed")
                .atMost(Duration.ofMinutes(1))
                .until(
                        () -> Set.copyOf(api.assetStatuses(content.folder()).keySet()),
                        paths -> paths.size() == expected.size()
                                && expected.stream().map(content::path).allMatch(paths::contains));
    }

    @Test
    void runsAndAssetStatusLeaveThemOut() {
        awaitAssets("a.dita", "archive/b.dita", "drafts/c.dita");
        settings.set(PATHS, Map.of("ignoredPaths", content.path("archive")));
        awaitAssets("a.dita", "drafts/c.dita");
        settings.set(GUIDES, Map.of("ignored.post.processing.paths", "regex:.*/drafts"));
        awaitAssets("a.dita");

        JsonObject status = api.run(request(content.folder()));
        assertEquals(1, number(status, "succeededCount"), status::toString);
        String log = String.join("\n", api.log(text(status, "processingId")).lines());
        assertTrue(log.contains("Left out: 2 folders at ignored paths with all content"), log);

        JsonObject ignored = api.run(request(content.path("archive")));
        assertEquals(0, number(ignored, "succeededCount"));
        assertTrue(text(ignored, "comments").startsWith("Nothing is processed at 1 of 1 requested path"));
    }
}
