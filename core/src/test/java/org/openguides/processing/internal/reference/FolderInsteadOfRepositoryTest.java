package org.openguides.processing.internal.reference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openguides.processing.internal.dita.FileParser;
import org.openguides.processing.internal.folder.FolderTree;
import org.openguides.processing.internal.resolution.BrokenReferences;
import org.openguides.processing.internal.resolution.Deadline;
import org.openguides.processing.internal.resolution.Incoming;
import org.openguides.processing.internal.resolution.Outgoing;
import org.openguides.processing.internal.resolution.ProjectKeys;
import org.openguides.processing.internal.resolution.TreeReferences;
import org.openguides.processing.testing.Corpora;
import org.openguides.processing.testing.DitaCase;
import org.openguides.processing.testing.OakRepository;
import org.openguides.processing.testing.ProcessedContent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** A folder of files has the same results as the same files in a repository. */
class FolderInsteadOfRepositoryTest {

    private static final int BATCH = 100;

    static Stream<Arguments> folders() throws IOException {
        return Stream.concat(
                DitaCase.all().map(each -> arguments(each.folder(), each.place())),
                Corpora.truths().map(truth -> arguments(Corpora.content(truth), "/content/dam/corpus")));
    }

    @ParameterizedTest
    @MethodSource("folders")
    void theResultsAreTheSame(Path folder, String place) throws Exception {
        FolderTree tree = FolderTree.open(folder, place, new FileParser(Map.of()));
        TreeReferences inFolder = new TreeReferences(tree, "", new ProjectKeys(), Deadline.NONE);
        List<String> paths = tree.paths();
        assertFalse(paths.isEmpty());
        try (OakRepository oak = new OakRepository()) {
            References inRepository = processed(folder, place, paths, oak);
            for (String path : paths) {
                assertEquals(outgoing(inRepository.outgoing(path)), outgoing(inFolder.outgoing(path)), path);
                assertEquals(
                        incoming(inRepository.incoming(inRepository.asset(path).orElseThrow())),
                        incoming(inFolder.incoming(tree.file(path).orElseThrow())),
                        path);
                assertEquals(inRepository.keys(path), inFolder.keys(path), path);
            }
            BrokenReferences.Place first = BrokenReferences.Place.first(0);
            assertEquals(
                    broken(inRepository.broken(place, first, Integer.MAX_VALUE)),
                    broken(inFolder.broken(place, first, Integer.MAX_VALUE)));
        }
    }

    private static References processed(Path folder, String place, List<String> paths, OakRepository oak)
            throws IOException {
        for (String path : paths) {
            oak.file(path, Files.readAllBytes(folder.resolve(path.substring(place.length() + 1))));
        }
        ProcessedContent content = new ProcessedContent(oak);
        for (int i = 0; i < paths.size(); i += BATCH) {
            content.process(paths.subList(i, Math.min(paths.size(), i + BATCH)));
        }
        return content.references().in(oak.login(), Deadline.NONE);
    }

    private static List<String> outgoing(List<Outgoing> references) {
        return references.stream().map(FolderInsteadOfRepositoryTest::described).toList();
    }

    private static String described(Outgoing each) {
        return each.reference().line() + " " + each.reference().element() + "@"
                + each.reference().attribute() + "=" + each.reference().value() + " "
                + each.status().label() + " " + each.target();
    }

    private static List<String> incoming(List<Incoming> references) {
        return references.stream()
                .map(each -> each.path() + " " + each.element() + "@" + each.attribute())
                .toList();
    }

    private static List<String> broken(BrokenReferences.Page page) {
        return page.references().stream()
                .map(each -> each.path() + " " + described(each.reference()))
                .toList();
    }
}
