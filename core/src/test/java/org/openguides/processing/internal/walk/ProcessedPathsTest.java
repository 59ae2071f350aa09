package org.openguides.processing.internal.walk;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class ProcessedPathsTest {

    private static final List<String> NONE = List.of();
    private static final List<String> DAM = List.of("/content/dam");
    private static final String TEST = "/content/dam/lang-test/";

    private static ProcessedPaths paths(String enabled, String ignored) {
        return ProcessedPaths.of(List.of(enabled), List.of(ignored));
    }

    @Test
    void assetsAreProcessedBelowAnEnabledFolderOnly() {
        ProcessedPaths paths = ProcessedPaths.of(List.of("/content/dam/docs"), NONE);

        assertTrue(paths.includes("/content/dam/docs"));
        assertTrue(paths.includes("/content/dam/docs/a/b.dita"));
        assertFalse(paths.includes("/content/dam/docs2/b.dita"));
        assertFalse(paths.includes("/content/dam/b.dita"));
        assertFalse(paths.includes("/content/dam"));
        assertFalse(paths.includes("/"));
        assertTrue(ProcessedPaths.ALL.includes("/"));
        assertTrue(ProcessedPaths.ALL.includes("/content/dam/b.dita"));
    }

    @Test
    void ofTheFoldersOfAnAssetTheNearestOneDecides() {
        ProcessedPaths paths = ProcessedPaths.of(
                List.of("/content/dam", "/content/dam/archive/2026"),
                List.of("/content/dam/archive", "/content/dam/archive/2026/drafts", "/content/dam/a.dita"));

        assertTrue(paths.includes("/content/dam/docs/b.dita"));
        assertFalse(paths.includes("/content/dam/archive/b.dita"));
        assertTrue(paths.includes("/content/dam/archive/2026/x/b.dita"));
        assertFalse(paths.includes("/content/dam/archive/2026/drafts/x/b.dita"));
        assertFalse(paths.includes("/content/dam/a.dita"));
        assertTrue(paths.includes("/content/dam/a.ditamap"));
    }

    @Test
    void aPathInBothListsIsIgnored() {
        assertFalse(paths("/content/dam/a", "/content/dam/a").includes("/content/dam/a/b.dita"));
        assertFalse(paths("regex:.*/a", "/content/dam/a").includes("/content/dam/a/b.dita"));
        assertFalse(paths("/content/dam/a", "regex:.*/a").includes("/content/dam/a/b.dita"));
    }

    /** The scenarios of Adobe's page on disabling postprocessing, for the folders and for assets in them. */
    static Stream<Arguments> documentedScenarios() {
        return Stream.of(
                arguments("regex:" + TEST + ".*", "regex:" + TEST + ".*/parent1", "en/parent1", false),
                arguments("regex:" + TEST + ".*/parent1", "regex:" + TEST + ".*", "en/parent1", false),
                arguments("regex:" + TEST + ".*/parent1", "regex:" + TEST + ".*", "en/parent2", true),
                arguments("regex:" + TEST + ".*/parent1", "regex:" + TEST + ".*/parent1/child1", "en/parent1", false),
                arguments(
                        "regex:" + TEST + ".*/parent1",
                        "regex:" + TEST + ".*/parent1/child1",
                        "en/parent1/child2",
                        false),
                arguments(
                        "regex:" + TEST + ".*/parent1",
                        "regex:" + TEST + ".*/parent1/child1",
                        "en/parent1/child1",
                        true),
                arguments(
                        "regex:" + TEST + ".*/parent1/child1",
                        "regex:" + TEST + ".*/parent1",
                        "en/parent1/child1",
                        false),
                arguments("regex:" + TEST + ".*/parent1/child1", "regex:" + TEST + ".*/parent1", "en/parent1", true),
                arguments(
                        "regex:" + TEST + ".*/parent1/child1",
                        "regex:" + TEST + ".*/parent1",
                        "en/parent1/child2",
                        true));
    }

    @ParameterizedTest
    @MethodSource("documentedScenarios")
    void theDocumentedScenariosHold(String ignored, String enabled, String folder, boolean processed) {
        ProcessedPaths paths = paths(enabled, ignored);

        assertEquals(processed, paths.includes(TEST + folder));
        assertEquals(processed, paths.includes(TEST + folder + "/a.dita"));
        assertEquals(processed, paths.includes(TEST + folder + "/grandchild/a.dita"));
        assertTrue(!processed || paths.mayIncludeBelow(TEST + "en"));
    }

    @Test
    void anExpressionThatMatchesTheFolderTooDoesNotEnableTheContentOfAnIgnoredOne() {
        ProcessedPaths paths = paths("regex:/content/dam/.*", "/content/dam/archive");

        assertTrue(paths.includes("/content/dam/docs/a.dita"));
        assertFalse(paths.includes("/content/dam/archive/a.dita"));
        assertFalse(paths.includes("/content/dam/archive/b/a.dita"));
    }

    @Test
    void anExpressionMayBeAboutAssets() {
        ProcessedPaths without = ProcessedPaths.of(DAM, List.of("regex:.*\\.(png|svg)"));
        assertTrue(without.includes("/content/dam/a.dita"));
        assertFalse(without.includes("/content/dam/x/a.png"));

        ProcessedPaths only = paths("regex:/content/dam/.*\\.dita", "/content/dam/archive");
        assertTrue(only.includes("/content/dam/x/a.dita"));
        assertFalse(only.includes("/content/dam/x/a.png"));
        assertTrue(only.includes("/content/dam/archive/a.dita"));
    }

    @Test
    void anExpressionHasToMatchTheWholePath() {
        ProcessedPaths paths = ProcessedPaths.of(DAM, List.of("regex:/content/dam/a"));
        assertFalse(paths.includes("/content/dam/a/b.dita"));
        assertTrue(paths.includes("/content/dam/ab/b.dita"));
        assertTrue(ProcessedPaths.of(DAM, List.of("regex:.*/draft")).includes("/content/dam/drafts/a.dita"));
    }

    @Test
    void lineSeparatorsInNamesHideNothing() {
        ProcessedPaths paths = ProcessedPaths.of(DAM, List.of("regex:/content/dam/.*/drafts"));
        assertFalse(paths.includes("/content/dam/a\u2028b/drafts/a.dita"));
        assertFalse(paths.includes("/content/dam/a\u0085b/drafts/a.dita"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/content/dam/a/subassets/b.png",
                "/content/dam/translation_output/de/a.dita",
                "/content/dam/a.dita/jcr:content/x",
                "/content/dam/rep:policy"
            })
    void namesThatAreSkippedStaySoWhateverIsEnabled(String path) {
        assertFalse(ProcessedPaths.of(List.of("/", path), NONE).includes(path));
        assertFalse(ProcessedPaths.of(List.of("/", path), NONE).mayIncludeBelow(path));
    }

    @Test
    void aFolderIsReadOnlyIfSomethingBelowItMayBeEnabled() {
        ProcessedPaths paths = ProcessedPaths.of(
                List.of("/content/dam/a/b/c", "/content/dam/e", "regex:/content/dam/x/[^/]*/y.*"),
                List.of("/content/dam/e/f"));

        assertTrue(paths.mayIncludeBelow("/"));
        assertTrue(paths.mayIncludeBelow("/content/dam/a"));
        assertTrue(paths.mayIncludeBelow("/content/dam/a/b/c/d"));
        assertFalse(paths.mayIncludeBelow("/content/dam/a/b2"));
        assertFalse(paths.mayIncludeBelow("/content/dam/e/f"));
        assertTrue(paths.mayIncludeBelow("/content/dam/x"));
        assertTrue(paths.mayIncludeBelow("/content/dam/x/1"));
        assertFalse(paths.mayIncludeBelow("/content/dam/x/1/z"));
        assertFalse(paths.mayIncludeBelow("/content/dam/xx"));
    }

    /** The conclusion that nothing below can match relies on how Java tells that more text would have been read. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "regex:.*/parent1 /content/dam/x /content/dam/x/parent1",
                "regex:/content/dam/(a|b/c)/.* /content/dam/b /content/dam/b/c/x",
                "regex:/content/dam/(?!docs/).*\\.dita /content/dam /content/dam/x.dita",
                "regex:(?i)/CONTENT/dam/x/y /content/dam /content/dam/X/Y",
                "regex:/content/dam/([a-z]+)/\\1/x /content/dam/q /content/dam/q/q/x",
                "regex:/content/dam/(?=q/).* /content/dam /content/dam/q/x",
                "regex:(/[^/]+){4} /content/dam /content/dam/q/x",
                "regex:/content/dam/\\Qa.b\\E/c /content/dam /content/dam/a.b/c",
                "regex:/content/dam/a{2,3}/b /content/dam/aaa /content/dam/aaa/b",
                "regex:.*\\bx\\b.* /content/dam /content/dam/x",
                "regex:/content/dam/.*+ /content/dam /content/dam/x",
                "regex:(?:/content)?/dam/x$ / /dam/x",
                "regex:.*/x(?<=dam/x) /content /content/dam/x"
            })
    void aFolderWithAnEnabledAssetIsRead(String enabled, String folder, String asset) {
        ProcessedPaths paths = ProcessedPaths.of(List.of(enabled), NONE);
        assertTrue(paths.includes(asset));
        assertTrue(paths.mayIncludeBelow(folder));
    }

    @Test
    void hostileNamesCostLittleAndAreLeftOut() {
        ProcessedPaths ignoring = ProcessedPaths.of(DAM, List.of("regex:/content/dam/(a+)+\\1b"));
        ProcessedPaths enabling = ProcessedPaths.of(List.of("regex:/content/dam/(a+)+\\1b"), NONE);
        String path = "/content/dam/" + "a".repeat(60) + "c";

        assertFalse(ignoring.includes(path));
        assertFalse(enabling.includes(path));
        assertTrue(ignoring.includes("/content/dam/aaac"));
        assertTrue(enabling.includes("/content/dam/aaab"));
        assertTrue(enabling.mayIncludeBelow(path));
    }

    @Test
    void longNamesCostNoMoreStackThanThereIs() {
        ProcessedPaths paths = ProcessedPaths.of(DAM, List.of("regex:(?:(?:(?:(?:/|[a-z])|x)|(?:y))*|z)*q"));
        assertTrue(paths.includes("/content/dam/abc"));
        assertFalse(paths.includes("/content/dam/" + "a/".repeat(900) + "a"));
        assertFalse(paths.includes("/content/dam/" + "a/".repeat(9_000) + "a"));
        assertTrue(ProcessedPaths.of(DAM, NONE).includes("/content/dam/" + "a/".repeat(9_000) + "a"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "content/dam/a; \"content/dam/a\" does not begin with a slash: write an absolute path,",
                "/content/dam/a/; \"/content/dam/a/\" ends with a slash: remove it",
                "/content/dam/*; \"/content/dam/*\" has a character that no name has",
                "/content//dam; \"/content//dam\" has an empty, \".\" or \"..\" segment",
                "/content/dam/../apps; \"/content/dam/../apps\" has an empty, \".\" or \"..\" segment",
                "~~; remove the blank entry",
                "regex:; \"regex:\" has no expression",
                "regex:/content/(dam; \"regex:/content/(dam\" is not a regular expression of Java: correct it at",
                "regex:content/dam/.*; \"regex:content/dam/.*\" matches no path: each path begins with a slash"
            })
    void aWrongEntryIsToldWithItsFieldAndItsCorrection(String entry, String message) {
        IllegalArgumentException enabled = assertThrows(
                IllegalArgumentException.class, () -> ProcessedPaths.of(List.of("/content/dam", entry), NONE));
        assertTrue(enabled.getMessage().startsWith("enabledPaths: " + message), enabled::getMessage);
        IllegalArgumentException ignored =
                assertThrows(IllegalArgumentException.class, () -> ProcessedPaths.of(DAM, List.of(entry, "/b")));
        assertTrue(ignored.getMessage().startsWith("ignoredPaths: " + message), ignored::getMessage);
    }

    @Test
    void allWrongEntriesAreTold() {
        IllegalArgumentException wrong =
                assertThrows(IllegalArgumentException.class, () -> ProcessedPaths.of(DAM, List.of("a", "/b/", "/c")));
        assertTrue(wrong.getMessage().matches("ignoredPaths: \"a\" .*; \"/b/\" [^;]*"), wrong::getMessage);
    }

    @Test
    void pathsOfAWrongConfigurationIncludeNothing() {
        ProcessedPaths refused = ProcessedPaths.refused("enabledPaths is wrong");
        assertFalse(refused.includes("/content/dam/a.dita"));
        assertFalse(refused.mayIncludeBelow("/content/dam"));
        assertEquals("enabledPaths is wrong", refused.complaint().orElseThrow());
        assertTrue(ProcessedPaths.ALL.complaint().isEmpty());
    }
}
