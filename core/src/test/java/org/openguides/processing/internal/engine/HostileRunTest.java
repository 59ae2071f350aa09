package org.openguides.processing.internal.engine;

import javax.jcr.RepositoryException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.dita.Specialisations;
import org.openguides.processing.internal.processor.ContentReader;
import org.openguides.processing.testing.HostileXml;
import org.openguides.processing.testing.ProcessedContent;
import org.openguides.processing.testing.Unasked;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A complete run over hostile files, with the real processor on a real Oak. */
class HostileRunTest {

    private static final String SECRET = "the-secret";

    private final TestEngine engine = new TestEngine();

    @AfterEach
    void close() {
        engine.oak.close();
    }

    @Test
    @Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a connection would wait for a response
    void eachCostsOneAssetAndTheRunGoesOn(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret.txt"), SECRET);
        try (Unasked server = new Unasked()) {
            List<HostileXml> files = HostileXml.all(secret.toUri().toString(), server.url("http"));
            upload(files);
            engine.files(5);
            engine.processor = ProcessedContent.processor(new ContentReader(Specialisations.of(List.of())));

            String id = engine.start(engine.request("/content/dam"));
            engine.coordinate(id);

            long readable = files.stream().filter(HostileXml::readable).count();
            assertEquals(RunState.SUCCEEDED, engine.run(id).state());
            assertEquals(
                    new Counts(5 + readable, files.size() - readable, 0),
                    engine.run(id).counts());
            for (int i = 0; i < files.size(); i++) {
                verifyOutcome(files.get(i), path(i));
            }
            assertFalse((engine.dump("/content/dam") + engine.log(id)).contains(SECRET));
            server.verify();
        }
    }

    private void upload(List<HostileXml> files) {
        for (int i = 0; i < files.size(); i++) {
            engine.oak.file(path(i), files.get(i).bytes());
        }
    }

    private static String path(int i) {
        return "/content/dam/hostile" + i + ".dita";
    }

    private void verifyOutcome(HostileXml file, String path) throws RepositoryException {
        assertEquals(file.readable() ? "SUCCEEDED" : "FAILED", engine.state(path, "outcome"), file.name());
        if (!file.readable()) {
            String error = engine.state(path, "error");
            assertTrue(error.matches("line \\d+, column \\d+: .{10,250}"), file.name() + ": " + error);
        }
    }
}
