package org.openguides.processing.internal.http;

import javax.jcr.Node;
import javax.jcr.Session;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.apache.jackrabbit.commons.JcrUtils;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@ExtendWith(SlingContextExtension.class)
class ChildrenServletTest {

    private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
    private final ChildrenServlet underTest = new ChildrenServlet(Platform.SETTINGS);
    private Platform platform;
    private Session admin;

    @BeforeEach
    void setUp() throws Exception {
        platform = new Platform(context).folders("/content/dam/a/maps", "/content/dam/a/topics", "/content/dam/secret");
        admin = context.resourceResolver().adaptTo(Session.class);
    }

    @Test
    void listsFoldersAndAssetsByTheirNames() throws Exception {
        file("b.dita");
        file("Ümlaut & <b>.xml");
        admin.getNode("/content/dam/a").addNode("jcr:content", "nt:unstructured");
        admin.getNode("/content/dam/a").addNode("subassets", "sling:Folder");
        admin.save();

        assertEquals(
                List.of("asset b.dita", "folder maps", "folder topics", "asset Ümlaut & <b>.xml"),
                names(get("admin", "path=/content/dam/a")));
    }

    @Test
    void withoutAPathTheContentRootsAreListed() throws Exception {
        JsonObject roots = get("admin", "");

        assertEquals("", roots.get("path").getAsString());
        assertEquals(List.of("folder /content/dam"), names(roots));
    }

    @Test
    void pagesContainEachChildOnceEvenIfChildrenAreAddedBetween() throws Exception {
        for (int i = 0; i < 7; i++) {
            file("f" + i);
        }
        List<String> met = new ArrayList<>();
        JsonObject page = get("admin", "path=/content/dam/a&limit=4");
        met.addAll(names(page));
        file("a-new-one-before"); // before every cursor
        while (page.get("hasMore").getAsBoolean()) {
            page = get(
                    "admin",
                    "path=/content/dam/a&limit=4&cursor="
                            + page.get("nextCursor").getAsString());
            met.addAll(names(page));
        }

        assertEquals(
                List.of(
                        "asset f0",
                        "asset f1",
                        "asset f2",
                        "asset f3",
                        "asset f4",
                        "asset f5",
                        "asset f6",
                        "folder maps",
                        "folder topics"),
                met);
        assertFalse(page.has("nextCursor"));
    }

    @Test
    void contentThatTheCallerCannotReadIsHidden() throws Exception {
        platform.user("bob").deny("bob", "/content/dam/secret", "jcr:read");

        assertEquals(List.of("folder a"), names(get("bob", "path=/content/dam")));
        assertEquals("path-not-found", code("bob", "path=/content/dam/secret"));
        platform.deny("bob", "/content/dam", "jcr:read");
        assertEquals(List.of(), names(get("bob", "")));
    }

    @Test
    void anAssetHasNoChildren() throws Exception {
        file("b.dita");

        assertEquals(List.of(), names(get("admin", "path=/content/dam/a/b.dita")));
        assertEquals(List.of(), names(get("admin", "path=/content/dam/a/b.dita/jcr:content")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"path=/apps", "path=/content/dam/../x", "path=content/dam", "path=/content/dam&cursor=%21%21"})
    void rejectsPathsThatCannotBeListed(String query) throws Exception {
        assertTrue(List.of("path-outside-content-root", "invalid-path", "invalid-field")
                .contains(code("admin", query)));
    }

    @Test
    void aPageHasAtLeastOneChildSoThatPagingAdvances() throws Exception {
        JsonObject page = get("admin", "path=/content/dam/a&limit=0");

        assertEquals(List.of("folder maps"), names(page));
        assertEquals(1, page.get("limit").getAsInt());
    }

    private void file(String name) throws Exception {
        Node folder = admin.getNode("/content/dam/a");
        JcrUtils.putFile(folder, name, "text/xml", new ByteArrayInputStream(new byte[0]));
        admin.save();
    }

    private static List<String> names(JsonObject page) {
        return page.getAsJsonArray("children").asList().stream()
                .map(child -> child.getAsJsonObject())
                .map(child -> child.get("kind").getAsString() + " "
                        + child.get("name").getAsString())
                .toList();
    }

    private String code(String user, String query) throws Exception {
        return get(user, query).get("code").getAsString();
    }

    private JsonObject get(String user, String query) throws Exception {
        return JsonParser.parseString(platform.request(user, "GET")
                        .query(query)
                        .sendTo(underTest)
                        .getOutputAsString())
                .getAsJsonObject();
    }
}
