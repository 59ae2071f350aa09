package org.openguides.processing.internal.engine.work;

import javax.jcr.Node;
import javax.jcr.PropertyType;
import javax.jcr.Session;

import java.io.StringReader;
import java.util.List;

import org.apache.jackrabbit.commons.cnd.CndImporter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openguides.processing.api.Counts;
import org.openguides.processing.internal.engine.TestEngine;
import org.openguides.processing.spi.PropertyChange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Files whose content node has an unusual type. */
class ContentTypesTest {

    private static final String ASSET = "/content/dam/a.dita";
    private static final String CND =
            """
            <test='https://example.com/test'>
            <nt='http://www.jcp.org/jcr/nt/1.0'>
            <jcr='http://www.jcp.org/jcr/1.0'>
            [test:Closed]
              - jcr:data (binary)
              - test:own (string)
            [test:StringsOnly] > test:Closed
              - * (string)
              - * (string) multiple
              + * (nt:base)
            [test:SingleValuesOnly] > test:Closed
              - * (undefined)
              + * (nt:base)
            [test:WithoutChildren] > test:Closed
              - * (undefined)
              - * (undefined) multiple
            [test:Open] > test:Closed
              - * (undefined)
              - * (undefined) multiple
              + * (nt:base) = nt:unstructured
            [test:Opening] mixin
              - * (undefined)
              - * (undefined) multiple
              + * (nt:base) = nt:unstructured
            """;

    private final TestEngine engine = new TestEngine();
    private final Session session = engine.session();

    @BeforeEach
    void changesOfEachKind() throws Exception {
        CndImporter.registerNodeTypes(new StringReader(CND), session);
        engine.changes = List.of(
                new PropertyChange("fmUuid", "GUID-1"),
                new PropertyChange("flag", true),
                new PropertyChange("guidesParentMaps", List.of("/a", "/b")),
                new PropertyChange("metadata/docstate", "Draft"));
    }

    @AfterEach
    void close() {
        engine.oak.close();
    }

    private Node file(String path, String type) throws Exception {
        String name = path.substring(path.lastIndexOf('/') + 1);
        Node content = session.getNode("/content/dam").addNode(name, "nt:file").addNode("jcr:content", type);
        content.setProperty("jcr:data", session.getValueFactory().createValue("<topic id='t'/>", PropertyType.BINARY));
        session.save();
        return content;
    }

    private String run() throws Exception {
        String id = engine.start(engine.request("/content/dam"));
        engine.coordinate(id);
        session.refresh(false);
        return id;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nt:resource",
                "oak:Resource",
                "test:Closed",
                "test:StringsOnly",
                "test:SingleValuesOnly",
                "test:WithoutChildren"
            })
    void whatDoesNotTakeTheResultsGetsTheMixin(String type) throws Exception {
        Node content = file(ASSET, type);

        assertEquals(new Counts(1, 0, 0), engine.run(run()).counts());
        assertTrue(content.isNodeType("openguides:Processed"));
        assertEquals("GUID-1", content.getProperty("fmUuid").getString());
        assertTrue(content.getProperty("flag").getBoolean());
        assertEquals(2, content.getProperty("guidesParentMaps").getValues().length);
        assertEquals("SUCCEEDED", content.getProperty("openguides/outcome").getString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nt:unstructured", "test:Open"})
    void whatTakesTheResultsAnywayGetsNone(String type) throws Exception {
        Node content = file(ASSET, type);

        assertEquals(new Counts(1, 0, 0), engine.run(run()).counts());
        assertEquals(0, content.getMixinNodeTypes().length);
    }

    @Test
    void aMixinOfAnotherThatTakesTheResultsIsEnough() throws Exception {
        Node content = file(ASSET, "oak:Resource");
        content.addMixin("test:Opening");
        session.save();

        assertEquals(new Counts(1, 0, 0), engine.run(run()).counts());
        assertFalse(content.isNodeType("openguides:Processed"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nt:resource", "oak:Resource", "test:Closed"})
    void aFileThatRefusesTheMixinFailsAloneAndSaysWhy(String type) throws Exception {
        Node content = file(ASSET, type);
        content.getParent().addMixin("mix:versionable");
        session.save();
        session.getWorkspace().getVersionManager().checkin(ASSET);
        file("/content/dam/b.dita", "nt:resource");

        String id = run();
        assertEquals(new Counts(1, 1, 0), engine.run(id).counts());
        List<String> log = engine.log(id);
        assertTrue(
                log.stream()
                        .anyMatch(
                                line -> line.contains(
                                        "Failed: " + ASSET
                                                + ": the repository refuses its changes: its content (" + type
                                                + ") does not take the mixin openguides:Processed, without which it cannot hold the results: ")),
                () -> String.join("\n", log));
    }
}
