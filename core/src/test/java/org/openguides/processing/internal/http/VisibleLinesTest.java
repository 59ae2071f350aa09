package org.openguides.processing.internal.http;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.google.gson.JsonParser;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunState;
import org.openguides.processing.testing.ARun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

@ExtendWith(SlingContextExtension.class)
class VisibleLinesTest {

    private static final String ERROR = "2026-02-26 08:59:10:755: ERROR: [ASSET_PROCESSING] ";
    private static final String WARN = "2026-02-26 08:59:10:756: WARN: [ASSET_PROCESSING] ";
    private static final String INFO = "2026-02-26 08:59:10:757: INFO: [ASSET_PROCESSING] ";

    private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
    private final FakeRuns runs = new FakeRuns();
    private final FakeLogs logs = new FakeLogs();
    private Platform platform;

    @BeforeEach
    void setUp() throws Exception {
        platform = new Platform(context)
                .folders(
                        "/content/dam/a/open.dita",
                        "/content/dam/a/odd, name.dita",
                        "/content/dam/a/board/secret.dita");
        platform.user("bob").allow("bob", "/content/dam/a", "jcr:read").deny("bob", "/content/dam/a/board", "jcr:read");
        runs.with(ARun.called("x")
                .on("/content/dam/a")
                .in(RunState.SUCCEEDED)
                .createdNow()
                .build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ERROR + "Failed: /content/dam/a/board/secret.dita: line 1: Unexpected close tag </titel>",
                WARN + "Skipped: /content/dam/a/board/secret.dita: it is locked",
                WARN + "/content/dam/a/board/secret.dita: broken reference in line 1: <xref href=\"x\">",
                WARN + "POSTPONED: /content/dam/a/board/secret.dita: by a worker of another version",
                WARN + "/content/dam/a/board/secret.dita",
                INFO + "/content/dam/a/board/secret.dita: 2.3 s",
                INFO + "Differs: /content/dam/a/board/secret.dita: openguides, metadata/dc:title",
                INFO + "Excluded: /content/dam/a/board",
                INFO + "Only at or below: /content/dam/a/board/secret.dita",
                WARN + "/content/dam/a/none.dita: broken reference",
            })
    void aLineAboutWhatTheCallerCannotReadSaysSoAndNothingElse(String line) throws Exception {
        String shown = shown("bob", line);
        assertEquals(line.substring(0, line.indexOf("] ") + 2) + "an asset that you cannot read", shown);
        assertEquals(line, shown("admin", line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ERROR + "Failed: /content/dam/a/open.dita: line 1: broken",
                WARN + "/content/dam/a/odd, name.dita: broken reference in line 1",
                WARN + "/content/dam/a/op\\u0065n.dita: broken reference in line 1",
                "2026-02-26 08:59:10:755: INFO: [ASSET_PROCESSING] Path: /content/dam/a/board",
                INFO + "Differs: /content/dam/a/open.dita: openguides",
                INFO + "Excluded: /content/dam/a/odd, name.dita",
                INFO + "Only at or below: /content/dam/a",
                "2026-02-26 08:59:10:755: INFO: [ASSET_PROCESSING] Selected 45 assets",
                "",
            })
    void everyOtherLineStaysAsItIs(String line) throws Exception {
        assertEquals(line, shown("bob", line));
    }

    @Test
    void theUserOfTheRunKnowsWhatItWasToldToExclude() throws Exception {
        String line = INFO + "Excluded: /content/dam/a/board";
        Run own = ARun.called("y")
                .of("bob")
                .on("/content/dam/a")
                .in(RunState.SUCCEEDED)
                .createdNow()
                .build();
        assertEquals(line, new VisibleLines(platform.caller("bob"), own).apply(line));
    }

    @Test
    void theUserOfARestartKnowsWhatItWasNarrowedToAndNoMore() throws Exception {
        Run own = ARun.called("y")
                .of("bob")
                .repeating("x")
                .on("/content/dam/a")
                .in(RunState.SUCCEEDED)
                .createdNow()
                .build();
        VisibleLines underTest = new VisibleLines(platform.caller("bob"), own);
        assertEquals(INFO + "an asset that you cannot read", underTest.apply(INFO + "Excluded: /content/dam/a/board"));
        String narrowed = INFO + "Only at or below: /content/dam/a/board";
        assertEquals(narrowed, underTest.apply(narrowed));
    }

    @Test
    void theOtherAssetsOfAUuidAreNotNamed() throws Exception {
        String line =
                WARN + "/content/dam/a/open.dita: its uuid GUID-1 is also that of /content/dam/a/board/secret.dita;"
                        + " references by this uuid may mean either";
        assertEquals(
                WARN + "/content/dam/a/open.dita: its uuid GUID-1 is also that of other assets", shown("bob", line));
        assertEquals(line, shown("admin", line));
    }

    @ParameterizedTest
    @CsvSource({
        "'there is no /content/dam/a/board/Secret.dita, but /content/dam/a/board/secret.dita', 'there is no /content/dam/a/board/Secret.dita'",
        "'there is no such id in /content/dam/a/board/secret.dita', 'there is no /content/dam/a/board/secret.dita'",
        "'it does not point at a file but at /content/dam/a/board', 'there is no /content/dam/a/board'",
        "'it does not point at a file but at /content/dam/a', 'it does not point at a file but at /content/dam/a'",
        "'it does not point at a file', 'it does not point at a file'",
        "'there is no /content/dam/a/Open.dita, but /content/dam/a/open.dita', 'there is no /content/dam/a/Open.dita, but /content/dam/a/open.dita'",
        "'there is no such id in /content/dam/a/open.dita', 'there is no such id in /content/dam/a/open.dita'",
    })
    void whatIsSaidOfOtherAssetsIsAsIfThoseThatCannotBeReadWereNotThere(String said, String shown) throws Exception {
        String line = WARN + "/content/dam/a/open.dita: broken reference in line 1: <xref href=\"x\">: ";
        assertEquals(line + shown, shown("bob", line + said));
        assertEquals(line + said, shown("admin", line + said));
    }

    @Test
    void pagesTailsSearchesAndDownloadsHideTheSame() throws Exception {
        logs.lines.add(ERROR + "Failed: /content/dam/a/board/secret.dita: broken");
        logs.lines.add(WARN + "/content/dam/a/open.dita: broken reference");
        LogsServlet servlet = new LogsServlet(runs, logs, Platform.SETTINGS);
        for (String query : List.of("", "&tail=5", "&level=WARN", "&level=WARN&offset=0")) {
            String answer = get(servlet, query);
            assertFalse(answer.contains("secret"), query + ": " + answer);
            assertEquals(
                    2,
                    JsonParser.parseString(answer)
                            .getAsJsonObject()
                            .getAsJsonArray("lines")
                            .size(),
                    query);
        }
        assertEquals(
                0,
                JsonParser.parseString(get(servlet, "&q=SECRET"))
                        .getAsJsonObject()
                        .getAsJsonArray("lines")
                        .size(),
                "what is hidden cannot be guessed by searching");
    }

    @Test
    void aDownloadHidesTheSame() throws Exception {
        LogDownloadServlet servlet = new LogDownloadServlet(
                runs,
                new org.openguides.processing.internal.runlog.RunLogArchive() {
                    @Override
                    public void copyTo(
                            String runId, java.util.function.UnaryOperator<String> shown, java.io.OutputStream out)
                            throws java.io.IOException {
                        out.write(shown.apply(ERROR + "Failed: /content/dam/a/board/secret.dita: broken")
                                .getBytes(StandardCharsets.UTF_8));
                    }

                    @Override
                    public List<String> paths(String runId) {
                        return List.of();
                    }
                },
                Platform.LIMITS,
                Platform.SETTINGS);
        byte[] zip = platform.request("bob", "GET")
                .query("processingId=x")
                .sendTo(servlet)
                .getOutput();
        try (java.util.zip.ZipInputStream in = new java.util.zip.ZipInputStream(new ByteArrayInputStream(zip))) {
            in.getNextEntry();
            assertEquals(
                    ERROR + "an asset that you cannot read", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private String shown(String user, String line) throws Exception {
        return new VisibleLines(platform.caller(user), runs.runs.get(0)).apply(line);
    }

    private String get(LogsServlet servlet, String query) throws Exception {
        return platform.request("bob", "GET")
                .query("processingId=x" + query)
                .sendTo(servlet)
                .getOutputAsString();
    }
}
