package org.openguides.processing.internal.folder;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openguides.processing.internal.dita.DitaDocument;
import org.openguides.processing.internal.dita.DitaType;
import org.openguides.processing.internal.dita.FileNames;
import org.openguides.processing.internal.dita.FileParser;
import org.openguides.processing.internal.resolution.BrokenReferences;
import org.openguides.processing.internal.resolution.Deadline;
import org.openguides.processing.internal.resolution.Incoming;
import org.openguides.processing.internal.resolution.Outgoing;
import org.openguides.processing.internal.resolution.ProjectKeys;
import org.openguides.processing.internal.resolution.TreeReferences;
import org.openguides.processing.testing.DitaCase;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** The DITA cases in a folder, without a repository. */
class DitaCasesInAFolderTest {

    private static final FileParser PARSER = new FileParser(Map.of());

    static Stream<DitaCase> cases() throws IOException {
        return DitaCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isReadAsTheSpecificationsSay(DitaCase each) throws Exception {
        assertEquals("", each.differences(new InFolder(each)));
    }

    private static final class InFolder implements DitaCase.Said {

        private static final Map<DitaType, String> TYPES = Map.of(
                DitaType.TOPIC, "DITA_TOPIC",
                DitaType.MAP, "DITA_MAP",
                DitaType.DITAVAL, "DITAVAL");

        private final String place;
        private final FolderTree tree;
        private final TreeReferences references;

        InFolder(DitaCase each) throws IOException {
            this.place = each.place();
            this.tree = FolderTree.open(each.folder(), place, PARSER);
            this.references = new TreeReferences(tree, "", new ProjectKeys(), Deadline.NONE);
        }

        @Override
        public DitaCase.SaidOfFile of(String path) throws Exception {
            FolderFile file = tree.read(place + "/" + path);
            DitaDocument document = file.document();
            boolean isDita = document != null && (document.type() == DitaType.TOPIC || document.type() == DitaType.MAP);
            return new DitaCase.SaidOfFile(
                    TYPES.getOrDefault(file.type(), byExtension(path)),
                    file.error() == null,
                    text(file.title()),
                    isDita ? text(document.id()) : "",
                    isDita ? text(document.ditaClass()) : "");
        }

        /** What the bundle calls what is not DITA; it knows the types of files, and this module does not. */
        private static String byExtension(String path) {
            return switch (FileNames.extension(path)) {
                case "md" -> "MARKDOWN";
                case "xhtml" -> "HTML_CSS";
                default -> "OTHERS";
            };
        }

        private static String text(@Nullable String text) {
            return Objects.requireNonNullElse(text, "");
        }

        @Override
        public List<Outgoing> outgoing(String path) throws Exception {
            return references.outgoing(place + "/" + path);
        }

        @Override
        public List<Incoming> incoming(String path) throws Exception {
            return references.incoming(tree.file(place + "/" + path).orElseThrow());
        }

        @Override
        public List<String> keys(String path) throws Exception {
            return references.keys(place + "/" + path);
        }

        @Override
        public List<String> broken() throws Exception {
            return references.broken(place, BrokenReferences.Place.first(0), 1000).references().stream()
                    .map(each -> each.reference().reference().value())
                    .toList();
        }
    }
}
