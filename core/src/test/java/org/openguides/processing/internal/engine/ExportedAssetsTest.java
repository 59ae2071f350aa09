package org.openguides.processing.internal.engine;

import javax.jcr.Node;
import javax.jcr.Repository;
import javax.jcr.Session;
import javax.jcr.SimpleCredentials;

import java.io.File;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

import org.apache.jackrabbit.api.JackrabbitRepository;
import org.apache.jackrabbit.commons.cnd.CndImporter;
import org.apache.jackrabbit.oak.jcr.Jcr;
import org.apache.jackrabbit.vault.fs.api.PathFilterSet;
import org.apache.jackrabbit.vault.fs.config.DefaultMetaInf;
import org.apache.jackrabbit.vault.fs.config.DefaultWorkspaceFilter;
import org.apache.jackrabbit.vault.fs.io.ImportOptions;
import org.apache.jackrabbit.vault.packaging.ExportOptions;
import org.apache.jackrabbit.vault.packaging.PackageProperties;
import org.apache.jackrabbit.vault.packaging.VaultPackage;
import org.apache.jackrabbit.vault.packaging.impl.PackageManagerImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.dita.Specialisations;
import org.openguides.processing.internal.processor.ContentReader;
import org.openguides.processing.internal.processor.LinkProcessor;
import org.openguides.processing.testing.ProcessedContent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Processed assets can be exported to a repository without this bundle, such as a publish instance. */
class ExportedAssetsTest {

    private static final String FOLDER = "/content/dam/p";
    private static final String ASSET = FOLDER + "/a.dita";
    private static final String FILE = FOLDER + "/f.dita";
    private static final SimpleCredentials ADMIN = new SimpleCredentials("admin", "admin".toCharArray());

    private final TestEngine engine = new TestEngine();
    private Repository publisher;

    @TempDir
    private Path temporary;

    @BeforeEach
    void aProcessedProjectAndAPublisher() throws Exception {
        engine.processor = ProcessedContent.processor(new ContentReader(Specialisations.of(List.of())));
        engine.links = new LinkProcessor(new ProcessedContent(engine.oak).references());
        engine.oak.damAsset(ASSET, "<topic id='a'><title>A</title><body><xref href='f.dita'/></body></topic>");
        engine.oak.file(FILE, "<topic id='f'><title>F</title></topic>");
        String id = engine.start(engine.request(FOLDER));
        engine.coordinate(id);
        assertEquals(RunState.SUCCEEDED, engine.run(id).state());

        publisher = new Jcr().createRepository();
        Session session = publisher.login(ADMIN);
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/aem.cnd"))) {
            CndImporter.registerNodeTypes(new InputStreamReader(in, StandardCharsets.UTF_8), session);
        }
        session.getRootNode()
                .addNode("content", "sling:OrderedFolder")
                .addNode("dam", "sling:OrderedFolder")
                .addNode("p", "sling:OrderedFolder");
        session.save();
        session.logout();
    }

    @AfterEach
    void close() {
        ((JackrabbitRepository) publisher).shutdown();
        engine.oak.close();
    }

    @Test
    void anAssetNeedsNeitherNamespaceNorMixinOfOurs() throws Exception {
        Session session = imported(ASSET);
        assertTrue(session.nodeExists(ASSET + "/jcr:content/openguides"));
        assertTrue(session.getNode(ASSET + "/jcr:content/openguides").hasProperty("mentions"));
        assertFalse(Arrays.asList(session.getWorkspace().getNamespaceRegistry().getPrefixes())
                .contains("openguides"));
        session.logout();
    }

    @Test
    void aPlainFileBringsItsMixinAlong() throws Exception {
        Session session = imported(FILE);
        Node content = session.getNode(FILE + "/jcr:content");
        assertTrue(content.isNodeType("openguides:Processed"));
        assertTrue(content.hasProperty("fmUuid"));
        session.logout();
    }

    private Session imported(String root) throws Exception {
        File file = temporary.resolve("package.zip").toFile();
        DefaultWorkspaceFilter filter = new DefaultWorkspaceFilter();
        filter.add(new PathFilterSet(root));
        Properties properties = new Properties();
        properties.setProperty(PackageProperties.NAME_GROUP, "test");
        properties.setProperty(PackageProperties.NAME_NAME, "processed");
        DefaultMetaInf metaInf = new DefaultMetaInf();
        metaInf.setFilter(filter);
        metaInf.setProperties(properties);
        ExportOptions options = new ExportOptions();
        options.setMetaInf(metaInf);
        PackageManagerImpl packages = new PackageManagerImpl();
        packages.assemble(engine.session(), options, file).close();

        Session session = publisher.login(ADMIN);
        ImportOptions strict = new ImportOptions();
        strict.setStrict(true);
        try (VaultPackage exported = packages.open(file)) {
            exported.extract(session, strict);
        }
        return session;
    }
}
