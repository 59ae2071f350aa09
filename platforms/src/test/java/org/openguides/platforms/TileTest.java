package org.openguides.platforms;

import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.Property;
import javax.jcr.PropertyIterator;
import javax.jcr.Session;
import javax.jcr.SimpleCredentials;
import javax.jcr.Value;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import org.apache.jackrabbit.api.JackrabbitRepository;
import org.apache.jackrabbit.commons.JcrUtils;
import org.apache.jackrabbit.commons.cnd.CndImporter;
import org.apache.jackrabbit.oak.Oak;
import org.apache.jackrabbit.oak.jcr.Jcr;
import org.apache.jackrabbit.vault.fs.io.ImportOptions;
import org.apache.jackrabbit.vault.packaging.VaultPackage;
import org.apache.jackrabbit.vault.packaging.impl.PackageManagerImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The tile in the navigation of AEM, installed beside the tiles of others. */
class TileTest {

    private static final String TOOLS = "/apps/cq/core/content/nav/tools";
    private static final String GROUP = TOOLS + "/openguides";

    /** The types of Sling that the package uses. */
    private static final String SLING =
            """
            <sling='http://sling.apache.org/jcr/sling/1.0'>
            <nt='http://www.jcp.org/jcr/nt/1.0'>
            [sling:Folder] > nt:folder
              - * (undefined) multiple
              - * (undefined)
              + * (nt:base) = sling:Folder version
            """;

    @TempDir
    Path folder;

    private final JackrabbitRepository repository = (JackrabbitRepository) new Jcr(new Oak()).createRepository();
    private Session session;

    @BeforeEach
    void logIn() throws Exception {
        session = repository.login(new SimpleCredentials("admin", "admin".toCharArray()));
        CndImporter.registerNodeTypes(new StringReader(SLING), session);
    }

    @AfterEach
    void close() {
        session.logout();
        repository.shutdown();
    }

    @Test
    void leadsToTheConsoleFromAGroupOfTools() throws Exception {
        install();

        assertEquals("Guides", session.getProperty(GROUP + "/jcr:title").getString());
        Node tile = session.getNode(GROUP + "/bulk-processor");
        assertEquals("Bulk Processor", tile.getProperty("jcr:title").getString());
        // Not below /apps, which users cannot read; AEM puts its context path before it.
        assertEquals("/bin/openguides/console.html", tile.getProperty("href").getString());
        for (String property : List.of("jcr:description", "icon", "id", "size")) {
            assertFalse(tile.getProperty(property).getString().isEmpty(), property);
        }
    }

    @Test
    void whatOthersHaveInTheNavigationStaysAsItIs() throws Exception {
        Node tools = JcrUtils.getOrCreateByPath(TOOLS, "nt:unstructured", session);
        tools.setProperty("jcr:title", "Tools of the project");
        tools.setProperty("order", new String[] {"first", "second"});
        tools.getParent().setProperty("theirs", true);
        Node theirs = tools.addNode("guides").addNode("reports");
        theirs.setProperty("href", "/reports.html");
        JcrUtils.getOrCreateByPath("/apps/cq/core/content/projects", "nt:unstructured", session);
        session.save();
        Map<String, String> before = tree();

        install();
        install(); // once more, as with a new version

        Map<String, String> after = tree();
        assertTrue(after.keySet().removeIf(path -> path.startsWith(GROUP)), "ours is there");
        assertEquals(before, after);
    }

    /** All properties below the application that others share with us, by their paths. */
    private Map<String, String> tree() throws Exception {
        Map<String, String> properties = new TreeMap<>();
        collect(session.getNode("/apps/cq"), properties);
        return properties;
    }

    private static void collect(Node node, Map<String, String> properties) throws Exception {
        for (PropertyIterator all = node.getProperties(); all.hasNext(); ) {
            Property property = all.nextProperty();
            List<String> values = new ArrayList<>();
            for (Value value : property.isMultiple() ? property.getValues() : new Value[] {property.getValue()}) {
                values.add(value.getString());
            }
            properties.put(property.getPath(), values.toString());
        }
        for (NodeIterator children = node.getNodes(); children.hasNext(); ) {
            collect(children.nextNode(), properties);
        }
    }

    private void install() throws Exception {
        Path file = folder.resolve("ui.apps.zip");
        unpack(file);
        try (VaultPackage apps = new PackageManagerImpl().open(file.toFile())) {
            apps.extract(session, new ImportOptions());
        }
    }

    /** As it is embedded in the package that is installed. */
    private static void unpack(Path file) throws IOException {
        try (ZipFile all = new ZipFile(System.getProperty("openguides.all"))) {
            ZipEntry entry = all.stream()
                    .filter(each -> each.getName().matches(".*/openguides\\.ui\\.apps-[^/]*\\.zip"))
                    .findFirst()
                    .orElseThrow();
            try (InputStream bytes = all.getInputStream(entry)) {
                Files.write(file, bytes.readAllBytes());
            }
        }
    }
}
