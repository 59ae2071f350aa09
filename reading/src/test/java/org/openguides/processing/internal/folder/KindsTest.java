package org.openguides.processing.internal.folder;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openguides.processing.internal.dita.DitaSyntaxException;
import org.openguides.processing.internal.dita.FileParser;
import org.openguides.processing.testing.Project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Errors of an earlier reader, each kind with several inputs. See {@code docs/reading-files.md} for the rules. */
class KindsTest {

    private static final String TOPIC = "<topic id='t'><title>T</title>%s</topic>";
    private static final String BODY = TOPIC.formatted("<body>%s</body>");
    private static final String FILTER = "<ditavalref><ditavalmeta>%s</ditavalmeta></ditavalref>";
    private static final String KEY = "<keydef keys='k' href='a.dita'/>";

    @TempDir
    Path folder;

    private Project project(String file, String text, String map) throws Exception {
        return new Project(folder)
                .file("a.dita", BODY.formatted("<ul><li id='one'/><li id='two'/></ul>"))
                .file("sub.ditamap", "<map id='root'><topicref id='here' href='a.dita'/></map>")
                .file("m.ditamap", "<map>" + map + "</map>")
                .file(file, text);
    }

    static Stream<Arguments> good() {
        return Stream.of(
                topic("<ol><li conkeyref='k/one' conrefend='gone.dita#t/two'/></ol>", KEY),
                topic(
                        "<ol><li conkeyref='s.k/one' conrefend='no/where.dita#t/two'/></ol>",
                        "<topicgroup keyscope='s'>" + KEY + "</topicgroup>"),
                topic(
                        "<p keyref='x-s.k'/>",
                        "<topicgroup keyscope='s'>" + FILTER.formatted("<dvrKeyscopePrefix>x-</dvrKeyscopePrefix>")
                                + KEY + "</topicgroup>"),
                topic(
                        "<p keyref='mac.k'/>",
                        "<topicgroup>" + FILTER.formatted("<dvrKeyscopeSuffix>mac</dvrKeyscopeSuffix>") + KEY
                                + "</topicgroup>"),
                arguments(
                        "t.dita",
                        TOPIC.formatted(
                                "<related-links scope='external'><linkpool><link href='gone.html'/></linkpool></related-links>"),
                        ""),
                arguments(
                        "t.dita",
                        TOPIC.formatted(
                                "<related-links><linklist scope='peer'><link href='gone.dita'/></linklist></related-links>"),
                        ""),
                map(
                        "<reltable><relheader><relcolspec/><relcolspec scope='peer'/></relheader><relrow><relcell/><relcell><topicref href='gone.dita'/></relcell></relrow></reltable>"),
                map(
                        "<reltable><relrow scope='external'><relcell><topicref href='gone.dita'/></relcell></relrow></reltable>"),
                map(
                        "<reltable scope='peer'><relrow><relcell><topicgroup><topicref href='gone.dita'/></topicgroup></relcell></relrow></reltable>"),
                topic("<xref href='deep/copy.dita'/>", "<chapter href='a.dita' copy-to='deep/copy.dita'/>"),
                topic("<xref href='copy%20of.dita#t'/>", "<topicref href='a.dita' copy-to='copy%20of.dita'/>"),
                arguments("t.md", "One[^a], two[^b].\n\n[^a]: gone.md\n[^b]: gone.png \"or not\"\n", ""),
                arguments("t.md", "# Head[^1]\n\n[^1]: gone.md\n", ""));
    }

    private static Arguments topic(String body, String map) {
        return arguments("t.dita", BODY.formatted(body), map);
    }

    private static Arguments map(String map) {
        return arguments("t.dita", TOPIC.formatted(""), map);
    }

    @ParameterizedTest
    @MethodSource("good")
    void correctFilesAreNotReportedAsBroken(String file, String text, String map) throws Exception {
        assertEquals(List.of(), project(file, text, map).broken());
    }

    @ParameterizedTest
    @CsvSource({
        "in.out.k",
        "out.k",
        "k.in",
        "out.in.in.k",
        "second.out.in.k",
    })
    void aNameThatNoPathOfScopesDefinesIsUndefined(String name) throws Exception {
        String map =
                "<topicgroup keyscope='out second'><topicgroup keyscope='in'>" + KEY + "</topicgroup></topicgroup>";

        Project project = project("t.dita", BODY.formatted("<p keyref='out.in.k'/><p keyref='" + name + "'/>"), map);
        assertEquals(List.of("t.dita " + name), project.broken());
    }

    @ParameterizedTest
    @CsvSource({
        "<mapref href='n.ditamap' keyscope='x'/>, n.k key-defined a.dita",
        "<mapref href='n.ditamap' keyscope='x'/>, x.n.k key-undefined",
        "<part href='n.ditamap'/>, n.k key-defined a.dita",
        "<topicref href='n.ditamap#branch'/>, l key-defined c.dita",
        "<mapref href='n.ditamap#branch'/>, n.k key-defined",
        "<topicgroup format='ditamap'><topicref href='n.ditamap'/></topicgroup>, n.k key-defined a.dita",
        "<keydef keys='k' keyref='none' href='c.dita'/>, k key-defined c.dita",
    })
    void aKeyStandsForWhatTheMapsSay(String reference, String expected) throws Exception {
        String name = expected.substring(0, expected.indexOf(' '));
        Project project = project(
                        "t.dita", BODY.formatted("<p keyref='" + name + "'/>"), reference + "<topicref href='t.dita'/>")
                .file("c.dita", TOPIC.formatted(""))
                .file(
                        "n.ditamap",
                        "<map keyscope='n'>" + KEY
                                + "<topicgroup id='branch'><keydef keys='l' href='c.dita'/></topicgroup></map>");

        assertEquals(List.of(expected), project.outgoing("t.dita"));
    }

    @ParameterizedTest
    @CsvSource({
        "#here, ok",
        "#root, ok",
        "#none, fragment-missing",
        "#root/here, fragment-missing",
        "#./here, fragment-missing",
    })
    void aMapIsPointedIntoByAnIdAlone(String fragment, String status) throws Exception {
        Project project = project("t.dita", TOPIC.formatted(""), "<mapref href='sub.ditamap" + fragment + "'/>");

        assertEquals(List.of("sub.ditamap" + fragment + " " + status + " sub.ditamap"), project.outgoing("m.ditamap"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.xml | <map xmlns='http://example.org/geo'><x/></map> | NOT_DITA",
                "a.xml | <g:task xmlns:g='urn:jobs'/> | NOT_DITA",
                "a.xml | <!DOCTYPE reference PUBLIC '-//EXAMPLE//DTD Books//EN' 'books.dtd'><reference/> | NOT_DITA",
                "a.xml | <topic class='news item'/> | NOT_DITA",
                "a.xml | <map xmlns='http://example.org/geo'><x></map> | NOT_DITA",
                "a.xml | <dita xmlns='urn:x'><a b=''c></dita> | NOT_DITA",
                "a.xml | <map><x/></map> | MAP",
            })
    void aRootOfAnotherVocabularyIsNoneOfDita(String name, String text, String type) throws Exception {
        new Project(folder).file(name, text);

        assertEquals(type, read(name).type().name());
        assertNull(read(name).error());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.md | ---\\ntitle: >-\\n  A folded\\n  title\\n---\\nx | A folded title",
                "a.md | ---\\ntitle: 'It''s' # not this\\n---\\nx | It's",
                "a.md | # Head {#id .note key=\"v\"} | Head",
                "a.md | # Head[^1]\\n\\n[^1]: foot | Head",
                "a.xhtml | <html xmlns='http://www.w3.org/1999/xhtml'><head><title/></head><body><h1>Head</h1></body></html> | Head",
                "a.xhtml | <html xmlns='http://www.w3.org/1999/xhtml'><head><script src='x'/><title>T</title></head><body/></html> | T",
                "a.ditamap | <bookmap><booktitle><booklibrary>L</booklibrary><mainbooktitle>M</mainbooktitle></booktitle></bookmap> | M",
                "a.dita | <topic id='t'><title>Choose <menucascade><uicontrol>A</uicontrol><uicontrol>B</uicontrol></menucascade></title></topic> | Choose A > B",
                "a.dita | <topic id='t'><title>One<fn>foot</fn></title></topic> | One",
            })
    void aTitleIsItsTextAlone(String name, String text, String title) throws Exception {
        new Project(folder).file(name, text.replace("\\n", "\n"));

        assertEquals(title, read(name).title());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "m.ditamap | <map anchorref='gone.ditamap#a'/> | gone.ditamap#a missing gone.ditamap",
                "m.ditamap | <bookmap anchorref='a.dita#x'/> | a.dita#x fragment-missing a.dita",
                "t.dita | <topic id='t'><body><object><param name='n' valuetype='ref' value='gone.swf'/></object></body></topic> | gone.swf missing gone.swf",
                "t.dita | <topic id='t'><body><object><param name='n' value='gone.swf'/><param valuetype='ref' value='a.dita'/></object></body></topic> | a.dita ok a.dita",
                "m.ditamap | <map><topicref subjectrefs='none'/></map> | none key-undefined",
                "m.ditamap | <map><topicgroup subjectrefs=' none '/></map> | none key-undefined",
            })
    void anAttributeThatRefersIsRead(String name, String text, String reference) throws Exception {
        Project project =
                new Project(folder).file("a.dita", TOPIC.formatted("")).file(name, text);

        assertEquals(List.of(reference), project.outgoing(name));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "yes | SYSTEM 'topic.dtd' | ENTITY_UNDECLARED",
                "yes | PUBLIC '-//OASIS//DTD DITA Topic//EN' 'topic.dtd' | ENTITY_UNDECLARED",
                "no | SYSTEM 'topic.dtd' | ''",
            })
    void aFileThatStandsAloneDeclaresItsEntities(String standalone, String id, String error) throws Exception {
        new Project(folder)
                .file(
                        "t.dita",
                        "<?xml version='1.0' standalone='" + standalone + "'?><!DOCTYPE topic " + id
                                + "><topic id='t'><title>&ext;</title></topic>");

        DitaSyntaxException broken = read("t.dita").error();
        assertEquals(error, broken == null ? "" : broken.kind().name());
    }

    private FolderFile read(String name) throws Exception {
        return FolderTree.open(folder, "/p", new FileParser(Map.of())).read("/p/" + name);
    }
}
