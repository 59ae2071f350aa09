package org.openguides.processing.internal.resolution;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openguides.processing.testing.Project;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * Attributes of a key definition that reuses the content of another one: DITA 1.3, Processing attributes when resolving
 * conrefs.
 */
class PulledInKeysTest {

    private static final String LIBRARY = "<map><keydef id='file' keys='k' href='a.dita'/>"
            + "<keydef id='key' keys='k' keyref='other'/>"
            + "<keydef id='chain' conref='#file'/>"
            + "<keydef id='own' conref='#file' href='c.dita'/>"
            + "<topicgroup id='group' href='c.dita'><keydef keys='k' href='a.dita'/></topicgroup></map>";

    @TempDir
    Path folder;

    private Project project(String reference) throws Exception {
        String topic = "<topic id='x'><title>x</title></topic>";
        return new Project(folder)
                .file("a.dita", topic)
                .file("b.dita", topic)
                .file("c.dita", topic)
                .file("t.dita", "<topic id='t'><title>t</title><body><p keyref='k'/></body></topic>")
                .file("lib.ditamap", LIBRARY)
                .file(
                        "m.ditamap",
                        "<map>" + reference + "<keydef keys='other' href='b.dita'/><topicref href='t.dita'/></map>");
    }

    @ParameterizedTest
    @CsvSource({
        "<keydef conref='lib.ditamap#file'/>, a.dita",
        "<keydef conref='lib.ditamap#file' href='b.dita'/>, b.dita",
        "<keydef conref='lib.ditamap#file' href='-dita-use-conref-target'/>, a.dita",
        "<keydef conref='lib.ditamap#file' href=''/>, ''",
        "<keydef conref='lib.ditamap#file' href='none.dita'/>, ''",
        "<keydef conref='lib.ditamap#file' href='http://example.org/' scope='external'/>, ''",
        "<keydef conref='lib.ditamap#file' keyref='other'/>, b.dita",
        "<keydef conref='lib.ditamap#file' keyref='undefined'/>, a.dita",
        "<keydef conref='lib.ditamap#key' href='a.dita'/>, b.dita",
        "<keydef conref='lib.ditamap#key' keyref='undefined' href='a.dita'/>, a.dita",
        "<keydef conref='lib.ditamap#chain' href='b.dita'/>, b.dita",
        "<keydef conref='lib.ditamap#own'/>, c.dita",
        "<keydef conref='lib.ditamap#own' href='b.dita'/>, b.dita",
        "<topicgroup conref='lib.ditamap#group' href='b.dita'/>, a.dita",
        "<keydef keys='k' conref='lib.ditamap#file' href='b.dita'/>, b.dita",
        "<keydef keys='k' conref='lib.ditamap#key' href='a.dita'/>, b.dita",
        "<keydef keys='k' conref='lib.ditamap#file' keyref='undefined'/>, a.dita",
        "<keydef keys='k' conref='lib.ditamap#own'/>, c.dita",
        "<keydef keys='k' conref='lib.ditamap#file' href=''/>, ''",
    })
    void eachAttributeIsThatOfTheElementThatRefersIfItHasIt(String reference, String target) throws Exception {
        assertEquals(
                List.of(("k key-defined " + target).strip()), project(reference).outgoing("t.dita"));
    }

    @Test
    void whatRefersToAFileIsToldByTheSameAttributes() throws Exception {
        Project project = project("<keydef conref='lib.ditamap#file' href='b.dita'/>");

        assertEquals(
                List.of("m.ditamap href", "t.dita keyref"),
                project.incoming("b.dita").stream().sorted().toList());
        assertEquals(List.of("lib.ditamap href"), project.incoming("a.dita"));
    }

    @Test
    void elementsThatTakeTheirContentFromEachOtherEnd() throws Exception {
        Project project =
                project("<keydef id='one' conref='#two'/><keydef id='two' conref='#one' keys='k' href='a.dita'/>");

        assertEquals(List.of("k key-defined a.dita"), project.outgoing("t.dita"));
    }
}
