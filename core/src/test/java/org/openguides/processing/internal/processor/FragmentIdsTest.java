package org.openguides.processing.internal.processor;

import javax.jcr.Session;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openguides.processing.internal.dita.Specialisations;
import org.openguides.processing.testing.OakRepository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class FragmentIdsTest {

    private static final String FILE = "/content/dam/first.dita";

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    private final FragmentIds ids = new FragmentIds(new ContentReader(Specialisations.of(List.of())));
    private long callsOfReading;

    @BeforeEach
    void oneFile() throws Exception {
        oak.file(FILE, "<topic id='t'><title/></topic>");
        callsOfReading = calls(FILE);
    }

    @Test
    void filesAreReadOnceOnly() throws Exception {
        assertTrue(calls(FILE) < callsOfReading);
    }

    @Test
    void whatHasChangedIsReadAgain() throws Exception {
        oak.remove(FILE);
        oak.file(FILE, "<topic id='another-name'><title/></topic>");

        Session session = oak.login();
        assertTrue(ids.of(session, FILE).orElseThrow().has("another-name", null));
        assertFalse(ids.of(session, FILE).orElseThrow().has("t", null));
    }

    @Test
    void nothingIsRememberedBeyondABoundOnIds() throws Exception {
        for (int file = 0; file < 3; file++) {
            calls(oak.file("/content/dam/" + file + ".dita", topicWith(40_000)));
        }
        assertEquals(callsOfReading, calls(FILE));
        assertTrue(calls("/content/dam/2.dita") < callsOfReading);
    }

    private static String topicWith(int ids) {
        return IntStream.range(0, ids)
                .mapToObj(i -> "<p id='p" + i + "'/>")
                .collect(Collectors.joining("", "<topic id='t'><title/><body>", "</body></topic>"));
    }

    private long calls(String path) throws Exception {
        Session session = oak.login();
        long before = oak.costs().calls();
        ids.of(session, path);
        return oak.costs().calls() - before;
    }
}
