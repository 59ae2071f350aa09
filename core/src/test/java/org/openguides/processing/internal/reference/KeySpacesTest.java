package org.openguides.processing.internal.reference;

import javax.jcr.Node;
import javax.jcr.Session;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openguides.processing.internal.resolution.Deadline;
import org.openguides.processing.internal.resolution.Outgoing;
import org.openguides.processing.internal.resolution.ReferenceStatus;
import org.openguides.processing.testing.OakRepository;
import org.openguides.processing.testing.ProcessedContent;
import org.openguides.processing.testing.TestCatalogs;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Key resolution in nested maps. */
@Tag(TestCatalogs.TAG)
class KeySpacesTest {

    private static final String FOLDER = "/content/dam/p/";
    private static final String TOPIC = "t.dita";

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    private final ProcessedContent content = new ProcessedContent(oak);

    /** Resolves keys of the topic {@code t.dita}, in a project with the files a, b and c. */
    private List<String> keys(String keyrefs, String... mapsAndTexts) throws Exception {
        String references = List.of(keyrefs.split(" ")).stream()
                .map(key -> "<ph keyref='" + key + "'/>")
                .collect(Collectors.joining());
        List<String> files = new ArrayList<>();
        for (String name : List.of("a.dita", "b.dita", "c.dita", TOPIC)) {
            String body = name.equals(TOPIC) ? references : "";
            files.addAll(List.of(FOLDER + name, "<topic id='x'><title>x</title><body>" + body + "</body></topic>"));
        }
        for (int i = 0; i < mapsAndTexts.length; i += 2) {
            files.addAll(List.of(FOLDER + mapsAndTexts[i], "<map>" + mapsAndTexts[i + 1] + "</map>"));
        }
        content.files(files.toArray(String[]::new));
        List<String> found = new ArrayList<>();
        for (Outgoing each : references().outgoing(FOLDER + TOPIC)) {
            String target = each.target().replace(FOLDER, "").replace(".dita", "");
            found.add(each.status() == ReferenceStatus.KEY_UNDEFINED ? "undefined" : target.isEmpty() ? "-" : target);
        }
        return found;
    }

    private References references() {
        return content.references().in(oak.login(), Deadline.NONE);
    }

    private static String keydef(String key, String file) {
        return "<keydef keys='" + key + "' href='" + file + ".dita'/>";
    }

    private static String scope(String names, String content) {
        return "<topicgroup keyscope='" + names + "'>" + content + "</topicgroup>";
    }

    private static final String USE = "<topicref href='t.dita'/>";

    @Test
    void aQualifiedNameIsWhereItsScopeIs() throws Exception {
        assertEquals(List.of("a"), keys("s.k", "m.ditamap", scope("s", keydef("k", "a")) + keydef("s.k", "b") + USE));
        assertEquals(List.of("b"), keys("s.k", "m.ditamap", keydef("s.k", "b") + scope("s", keydef("k", "a")) + USE));
        assertEquals(
                List.of("b"),
                keys(
                        "s.k",
                        "m.ditamap",
                        "<mapref href='n.ditamap'/>" + keydef("s.k", "b") + USE,
                        "n.ditamap",
                        scope("s", keydef("k", "a"))));
    }

    @Test
    void namesOfScopesAndKeysMayHaveDots() throws Exception {
        assertEquals(
                List.of("a", "b", "a", "undefined"),
                keys(
                        "s.t.k s.k.l u.v.w.k s.t.l",
                        "m.ditamap",
                        scope("s.t u.v.w", keydef("k", "a")) + scope("s", keydef("k.l", "b")) + USE));
    }

    @Test
    void scopesOfOneNameSideBySideAreApart() throws Exception {
        assertEquals(
                List.of("a", "b", "c", "undefined"),
                keys(
                        "s.k s.l s.s.m s.s.k",
                        "m.ditamap",
                        scope("s s", keydef("k", "a"))
                                + scope("s", keydef("l", "b") + scope("s", keydef("m", "c")))
                                + USE));
    }

    @Test
    void aScopeOnAReferenceAndOneOnItsMapAreOneButNotOneAroundIt() throws Exception {
        String map = "<mapref href='n.ditamap' keyscope='x y'/>" + scope("w", "<mapref href='n.ditamap'/>")
                + "<topicref format='ditamap' href='n.ditamap'/>" + USE;

        content.files(FOLDER + "n.ditamap", "<map keyscope='y z'>" + keydef("k", "a") + "</map>");
        assertEquals(
                List.of("a", "a", "a", "undefined", "a", "undefined", "undefined"),
                keys("x.k y.k z.k x.z.k w.y.k w.k k.x", "m.ditamap", map));
    }

    @Test
    void aScopeOnABranchAndOneOnTheReferenceToItAreOne() throws Exception {
        assertEquals(
                List.of("a", "a", "undefined", "undefined", "b", "undefined"),
                keys(
                        "x.k y.k x.y.k x.l z.m x.m",
                        "m.ditamap",
                        "<mapref href='n.ditamap#one' keyscope='x'/><mapref href='n.ditamap#two' keyscope='z'/>" + USE,
                        "n.ditamap",
                        "<topicref id='one' keyscope='y'>" + keydef("k", "a") + "</topicref><topicgroup id='two'>"
                                + keydef("m", "b") + "</topicgroup>" + keydef("l", "c")));
    }

    @ParameterizedTest
    @CsvSource({
        "<mapref href='n.ditamap#one'/>, a",
        "<mapref href='n.ditamap#two'/>, b",
        "<mapref href='n.ditamap'/>, a",
        "<mapref href='n.ditamap#root'/>, a",
        "<mapref href='n.ditamap#none'/>, -",
        "<topicref href='n.ditamap#two' format='ditamap'/>, b",
        "<topicref href='n.ditamap#two'/>, b",
        "<chapter href='n.ditamap#two'/>, b",
        "<topicref href='n.ditamap#two' format='dita'/>, -",
        "<topicgroup format='html'><topicref href='n.ditamap'/></topicgroup>, -",
        "<topicgroup format='ditamap'><topicref href='n.ditamap#two'/></topicgroup>, b",
        "<topicref conref='n.ditamap#two'/>, b",
        "<topicref conref='n.ditamap#own'/>, c",
        "<topicgroup conref='n.ditamap#two' conrefend='n.ditamap#own'/>, b",
        "<keydef keys='k' conref='n.ditamap#own'/>, c",
        "<keydef keys='k' conref='n.ditamap#two'/>, -",
        "<topicgroup keyscope='s' conref='n.ditamap#two'/><keydef keys='k' keyref='s.k'/>, b",
        "<keydef keys='other' conref='n.ditamap#own'/>, -",
        "<keydef keys='k' conref='n.ditamap#chain'/>, c",
    })
    void onlyABranchThatIsReferredToCounts(String reference, String expected) throws Exception {
        content.files(
                FOLDER + "n.ditamap",
                "<map id='root'><topicgroup id='one'>" + keydef("k", "a") + "</topicgroup><topicgroup id='two'>"
                        + keydef("k", "b") + "</topicgroup><keydef id='own' keys='k' href='c.dita'/>"
                        + "<keydef id='chain' conref='#own'/></map>");

        assertEquals(List.of(expected), keys("k", "m.ditamap", reference + USE));
    }

    @Test
    void contentThatIsPulledInIsInTheMapThatPullsIt() throws Exception {
        content.files(FOLDER + "lib.ditamap", "<map><topicgroup id='g'>" + keydef("k", "a") + "</topicgroup></map>");

        assertEquals(
                List.of("a"),
                keys(
                        "k",
                        "m.ditamap",
                        "<mapref href='n.ditamap'/><topicgroup conref='lib.ditamap#g'/>" + keydef("k", "b") + USE,
                        "n.ditamap",
                        keydef("k", "c")));
    }

    @Test
    void contentThatIsPulledInHasTheScopeOfWhatPullsIt() throws Exception {
        content.files(
                FOLDER + "lib.ditamap",
                "<map><topicgroup id='g' keyscope='own'>" + keydef("k", "a") + "</topicgroup></map>");

        assertEquals(
                List.of("a", "undefined", "a"),
                keys(
                        "s.k s.own.k own.k",
                        "m.ditamap",
                        "<topicgroup keyscope='s' conref='lib.ditamap#g'/><topicgroup conref='lib.ditamap#g'/>" + USE));
    }

    @Test
    void aKeyThatStandsForAnotherOneGoesByTheScopeThatItIsIn() throws Exception {
        content.files(FOLDER + "common.ditamap", "<map><keydef keys='main' keyref='core' href='c.dita'/></map>");
        String product = "<mapref href='common.ditamap'/>";

        assertEquals(
                List.of("a", "b", "c"),
                keys(
                        "one.main two.main three.main",
                        "m.ditamap",
                        scope("one", product + keydef("core", "a"))
                                + scope("two", keydef("core", "b") + product)
                                + scope("three", product)
                                + USE));
    }

    @Test
    void aTopicByKeyIsInTheScopeOfTheReferenceToIt() throws Exception {
        assertEquals(
                List.of("b"),
                keys(
                        "k",
                        "m.ditamap",
                        "<keydef keys='topic' href='t.dita' processing-role='resource-only'/>"
                                + scope("s", keydef("k", "b") + "<chapter keyref='topic'/>")));
    }

    @Test
    void aTopicByKeyThatMeansAnotherThereIsNotThere() throws Exception {
        assertEquals(
                List.of("-"),
                keys(
                        "k",
                        "m.ditamap",
                        keydef("topic", "a") + "<mapref href='n.ditamap'/>",
                        "n.ditamap",
                        keydef("topic", "t") + scope("s", keydef("k", "b") + "<topicref keyref='topic'/>")));
    }

    @Test
    void keysOfWhatIsPublishedApartHaveTheNameOfTheirScope() throws Exception {
        content.files(FOLDER + "other.ditamap", "<map>" + keydef("k", "a") + "</map>");

        assertEquals(
                List.of("-", "undefined", "-"),
                keys(
                        "o.k o.l away.any",
                        "m.ditamap",
                        "<mapref href='other.ditamap' scope='peer' keyscope='o'/>"
                                + "<mapref href='away.ditamap' scope='peer' keyscope='away'/>" + USE));
    }

    @Test
    void branchesThatAreFilteredTwiceHaveBothNames() throws Exception {
        String filter = "<ditavalref><ditavalmeta><dvrKeyscopePrefix>%s</dvrKeyscopePrefix></ditavalmeta></ditavalref>";

        assertEquals(
                List.of("a", "a", "undefined", "b", "b"),
                keys(
                        "win-s.k mac-s.k s.k win.l l",
                        "m.ditamap",
                        "<topicgroup keyscope='s'>" + filter.formatted("win-") + filter.formatted("mac-")
                                + keydef("k", "a") + "</topicgroup><topicgroup>" + filter.formatted("win")
                                + "<ditavalref/>" + keydef("l", "b") + "</topicgroup>" + USE));
    }

    @Test
    void mapsThatReferToEachOtherInCirclesEnd() throws Exception {
        String circle = "<mapref href='m.ditamap' keyscope='c'/><mapref href='n.ditamap'/>"
                + "<topicgroup id='g' conref='n.ditamap#g'/>";

        assertEquals(
                List.of("a", "a", "a", "undefined"),
                keys(
                        "k c.k c.c.c.c.k c.x",
                        "r.ditamap",
                        "<mapref href='m.ditamap'/>" + USE,
                        "m.ditamap",
                        keydef("k", "a") + circle,
                        "n.ditamap",
                        circle));
    }

    @Test
    void ofMapsThatAnEarlierBuildHasProcessedTheWholeCounts() throws Exception {
        content.files(
                FOLDER + "n.ditamap",
                "<map><topicgroup id='g' keyscope='s'>" + keydef("k", "a") + "</topicgroup></map>");
        if (TestCatalogs.chosen() == TestCatalogs.JCR) {
            Session session = oak.login();
            Node state = session.getNode(FOLDER + "n.ditamap/jcr:content/openguides");
            state.getProperty("references").remove();
            state.setProperty("keys", new String[] {"k\tkeydef\t1\ta.dita\t\tLOCAL\t\tresource-only\t0"});
            session.save();
        }

        assertEquals(
                List.of("a", "a", "undefined"),
                keys(
                        "s.k x.s.k k.s",
                        "m.ditamap",
                        "<mapref href='n.ditamap#g'/><mapref href='n.ditamap' keyscope='x'/>" + USE));
    }

    /** Fully qualified from the outermost scope. */
    @Test
    void scopesMayBeNestedFiveHundredDeep() throws Exception {
        String deep = "<topicgroup keyscope='scope-of-this-level'>".repeat(500)
                + keydef("k", "a")
                + "</topicgroup>".repeat(500);
        String name = "scope-of-this-level.".repeat(500);

        assertEquals(
                List.of("a", "undefined"), keys(name + "k scope-of-this-level." + name + "k", "m.ditamap", deep + USE));
    }
}
