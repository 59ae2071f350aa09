package org.openguides.processing.internal.reference;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openguides.processing.internal.catalog.AssetFacts;
import org.openguides.processing.internal.resolution.BrokenReferences;
import org.openguides.processing.internal.resolution.Deadline;
import org.openguides.processing.internal.resolution.Incoming;
import org.openguides.processing.internal.resolution.Outgoing;
import org.openguides.processing.spi.ItemResult;
import org.openguides.processing.spi.Outcome;
import org.openguides.processing.testing.DitaCase;
import org.openguides.processing.testing.OakRepository;
import org.openguides.processing.testing.ProcessedContent;
import org.openguides.processing.testing.TestCatalogs;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** The DITA cases in a repository. */
@Tag(TestCatalogs.TAG)
class DitaCasesTest {

    static Stream<DitaCase> cases() throws IOException {
        return DitaCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isReadAsTheSpecificationsSay(DitaCase each) throws Exception {
        try (OakRepository oak = new OakRepository()) {
            assertEquals("", each.differences(new InRepository(each, oak)));
        }
    }

    private static final class InRepository implements DitaCase.Said {

        private final String base;
        private final Map<String, ItemResult> results = new HashMap<>();
        private final References references;

        InRepository(DitaCase each, OakRepository oak) throws IOException {
            base = each.place() + "/";
            List<String> paths = new ArrayList<>();
            for (String file : each.files()) {
                paths.add(oak.file(base + file, Files.readAllBytes(each.folder().resolve(file))));
            }
            ProcessedContent content = new ProcessedContent(oak);
            List<ItemResult> said = content.process(paths);
            for (int i = 0; i < paths.size(); i++) {
                results.put(paths.get(i), said.get(i));
            }
            references = content.references().in(oak.login(), Deadline.NONE);
        }

        @Override
        public DitaCase.SaidOfFile of(String path) throws Exception {
            AssetFacts asset = asset(path);
            boolean isRead = Objects.requireNonNull(results.get(base + path)).outcome() == Outcome.SUCCEEDED;
            return new DitaCase.SaidOfFile(
                    String.valueOf(asset.type()), isRead, asset.title(), asset.id(), asset.ditaClass());
        }

        private AssetFacts asset(String path) throws Exception {
            return references.asset(base + path).orElseThrow();
        }

        @Override
        public List<Outgoing> outgoing(String path) throws Exception {
            return references.outgoing(base + path);
        }

        @Override
        public List<Incoming> incoming(String path) throws Exception {
            return references.incoming(asset(path));
        }

        @Override
        public List<String> keys(String path) throws Exception {
            return references.keys(base + path);
        }

        @Override
        public List<String> broken() throws Exception {
            return references
                    .broken(base.substring(0, base.length() - 1), BrokenReferences.Place.first(0), 1000)
                    .references()
                    .stream()
                    .map(each -> each.reference().reference().value())
                    .toList();
        }
    }
}
