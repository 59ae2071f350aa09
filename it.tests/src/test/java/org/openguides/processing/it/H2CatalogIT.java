package org.openguides.processing.it;

import java.util.List;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.openguides.processing.it.GuidesApi.request;
import static org.openguides.processing.it.GuidesApi.text;

/** A single node that keeps its catalog in an embedded H2. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class H2CatalogIT {

    private final DatabaseSling sling = DatabaseSling.over(
            "org.h2.Driver", "jdbc:h2:" + SlingServer.freshHome().resolve("catalog"));

    @AfterAll
    void end() {
        sling.close();
    }

    @Test
    void aRunIsKnownAtOnce() {
        TestContent content = new TestContent(sling.admin(), TestContent.Kind.FILE, "h2");
        content.put("root.ditamap", "<map><topicref href='a.dita'/></map>");
        content.put("a.dita", DitaProject.topic("a", "A", "<xref href='none.dita'/>"));

        new GuidesApi(sling.admin()).run(request(content.folder()));

        JsonObject a = sling.admin().json("/bin/guides/v1/assets/references?path=" + content.path("a.dita"));
        assertEquals("SUCCESS", text(a, "status"));
        assertEquals("missing", text(a.getAsJsonArray("outgoing").get(0).getAsJsonObject(), "status"));
        assertEquals(
                content.path("root.ditamap"),
                text(a.getAsJsonArray("incoming").get(0).getAsJsonObject(), "path"));
        assertEquals(List.of(), sling.server().errors());
    }
}
