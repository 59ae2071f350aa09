package org.openguides.processing.internal.dita;

import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.gson.Gson;
import com.google.gson.annotations.SerializedName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openguides.processing.testing.Corpora;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * Compares what the parser says of real content with what an independent program says of it; see {@link Corpora}.
 *
 * <pre>mvn -pl reading test -Dtest=CorpusTest -Dcorpora=FOLDER</pre>
 *
 * Where the two mean different things, and so are not compared as they are:
 *
 * <ul>
 *   <li>The truth counts every {@code @id}, we hold each value once. Where the numbers differ both are counted again.
 *   <li>The truth orders the attributes of an element by kind, we by their order in the file: both are sorted.
 *   <li>The truth gives scope and format of URIs only: those of key references are not compared.
 *   <li>The truth has no references of DITAVAL files, we have the images of their flags: they are not compared.
 *   <li>The truth does not know that {@code ditavalref} renames key scopes: those of maps with one are not compared.
 *   <li>The truth takes the end of a range that begins with a {@code conkeyref} for a file: it is not compared.
 *   <li>Of XML that is not DITA we read the root's start tag only: its ids are not compared.
 * </ul>
 */
class CorpusTest {

    private static final DitaParser PARSER = new DitaParser();

    static Stream<Path> corpora() throws IOException {
        return Corpora.truths();
    }

    @ParameterizedTest
    @MethodSource("corpora")
    void agreesWithTheTruth(Path truth) throws IOException {
        Corpus corpus = new Corpus(truth);
        assertEquals("", String.join("\n", corpus.differences()));
    }

    /** A corpus with the differences found in it. */
    private static final class Corpus {

        private final Path root;
        private final Map<String, TruthFile> truth;
        private final Map<String, DitaDocument> documents = new TreeMap<>();
        private final Set<String> broken = new HashSet<>();
        private final Set<String> keys = new HashSet<>();
        private final Set<String> keyScopes = new HashSet<>();
        private final List<String> differences = new ArrayList<>();

        Corpus(Path truthFile) throws IOException {
            root = Corpora.content(truthFile);
            try (Reader json = Corpora.read(truthFile)) {
                truth = new TreeMap<>(new Gson().fromJson(json, Truth.class).files);
            }
            for (String path : truth.keySet()) {
                parse(path);
            }
        }

        private void parse(String path) throws IOException {
            FileNames.Parsing parsing = FileNames.parsing(path);
            if (parsing != FileNames.Parsing.ALWAYS && parsing != FileNames.Parsing.IF_NO_MEDIA) {
                return;
            }
            try (InputStream bytes = Files.newInputStream(root.resolve(path))) {
                DitaDocument document = PARSER.parse(bytes, DitaHint.of(path));
                documents.put(path, document);
                document.keys().forEach(key -> keys.add(key.name()));
                if (hasBranchFilter(document)) {
                    keyScopes.addAll(keyScopes(truth.get(path)));
                } else {
                    keyScopes.addAll(keyScopes(document));
                }
            } catch (DitaSyntaxException e) {
                broken.add(path);
            }
        }

        List<String> differences() {
            truth.forEach((path, said) -> {
                same(path, "type", said.type, type(path));
                DitaDocument document = documents.get(path);
                if (document != null) {
                    compare(path, said, document);
                }
            });
            return differences;
        }

        private String type(String path) {
            if (broken.contains(path)) {
                return "broken";
            }
            DitaDocument document = documents.get(path);
            if (document == null) {
                return truth.get(path).type;
            }
            if (document.unknownSpecialisation()) {
                return "unknown-spec";
            }
            return switch (document.type()) {
                case TOPIC -> document.rootElement().equals("dita") ? "ditabase" : "topic";
                case MAP -> "map";
                case DITAVAL -> "ditaval";
                case NOT_DITA -> "xml";
            };
        }

        private void compare(String path, TruthFile said, DitaDocument document) {
            same(path, "root", said.root, document.rootElement());
            same(path, "class", said.ditaClass, document.ditaClass());
            same(path, "id", said.id, document.id());
            same(path, "title", said.title, document.title());
            same(path, "lang", said.lang, document.language());
            same(path, "public", said.publicId, document.publicId());
            if (document.type() == DitaType.NOT_DITA) {
                return;
            }
            compareIds(path, said.ids, document.ids().all().size());
            same(path, "keys", keys(said), keys(document));
            if (!hasBranchFilter(document)) {
                same(path, "key scopes", keyScopes(said), keyScopes(document));
            }
            same(path, "undeclared entities", entities(said), entities(document));
            if (document.type() == DitaType.DITAVAL) {
                return;
            }
            compareReferences(path, said.refs == null ? List.of() : said.refs, document.references());
        }

        private void compareIds(String path, int occurrences, int values) {
            if (occurrences != values) {
                List<String> ids = IdsInFile.of(root.resolve(path));
                same(path, "ids", occurrences, ids.size());
                same(path, "values of ids", new HashSet<>(ids).size(), values);
            }
        }

        private void compareReferences(String path, List<TruthReference> said, List<DitaReference> found) {
            Set<String> endsByKey = found.stream()
                    .filter(each -> each.attribute().equals("conrefend") && each.kind() == DitaReference.Kind.KEY)
                    .map(DitaReference::value)
                    .collect(Collectors.toSet());
            List<String> one = said.stream()
                    .filter(each -> !(each.attribute.equals("conrefend") && endsByKey.contains(each.value)))
                    .map(TruthReference::describe)
                    .sorted()
                    .toList();
            List<String> other = found.stream()
                    .filter(each -> !(each.attribute().equals("conrefend") && endsByKey.contains(each.value())))
                    .map(each -> describe(path, each))
                    .sorted()
                    .toList();
            same(path, "number of references", one.size(), other.size());
            for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
                same(path, "reference", one.get(i), other.get(i));
            }
        }

        private String describe(String path, DitaReference found) {
            boolean isKey = found.kind() == DitaReference.Kind.KEY;
            String scope = found.scope() == DitaReference.Scope.LOCAL || isKey
                    ? "null"
                    : found.scope().name().toLowerCase(Locale.ROOT);
            return found.line() + " " + found.element() + "@" + found.attribute() + "=" + found.value() + " " + scope
                    + " " + (isKey ? "null" : found.format()) + " " + status(path, found);
        }

        private String status(String path, DitaReference found) {
            ReferenceTarget target = ReferenceResolver.resolve(path, found);
            return switch (target.status()) {
                case CHECK -> check(path, target, found);
                case KEY -> isDefined(found.keyName()) ? "key-defined" : "key-undefined";
                case EXTERNAL -> found.value().startsWith("file:") ? "fileurl" : "external";
                case PEER -> "peer";
                case EMPTY -> found.kind() == DitaReference.Kind.KEY ? "empty-key" : "empty";
                case INVALID -> "dir";
                case COPY_TO -> "copy-to";
            };
        }

        private String check(String path, ReferenceTarget target, DitaReference found) {
            String there = target.paths().stream()
                    .filter(truth::containsKey)
                    .findFirst()
                    .orElse(null);
            if (there == null) {
                boolean folder = Files.isDirectory(root.resolve(target.paths().get(0)));
                boolean outside = target.paths().get(0).startsWith("..");
                return outside ? "outside" : folder ? "dir" : "missing";
            }
            DitaDocument document = documents.get(there);
            boolean dita = document != null && (document.type() == DitaType.TOPIC || document.type() == DitaType.MAP);
            String fragment = target.fragment();
            if (dita && fragment != null && !document.ids().has(fragment, found.topicId())) {
                return "frag-missing";
            }
            boolean self = there.equals(path) && found.value().startsWith("#");
            return self ? "self" : "ok " + there;
        }

        private boolean isDefined(String key) {
            List<String> steps = List.of(key.split("\\.", -1));
            int last = steps.size() - 1;
            return keys.contains(key)
                    || keys.contains(steps.get(last)) && keyScopes.containsAll(steps.subList(0, last));
        }

        private void same(String path, String what, @Nullable Object truth, @Nullable Object ours) {
            if (!Objects.equals(truth, ours)) {
                differences.add(root.getFileName() + "/" + path + ": " + what + ": truth " + truth + ", ours " + ours);
            }
        }
    }

    private static List<String> keys(TruthFile said) {
        return said.keys == null
                ? List.of()
                : said.keys.stream().map(key -> key.name + "=" + key.href).toList();
    }

    private static List<String> keys(DitaDocument document) {
        return document.keys().stream()
                .map(key -> key.name() + "=" + key.href())
                .toList();
    }

    private static boolean hasBranchFilter(DitaDocument document) {
        return document.references().stream()
                .anyMatch(reference -> reference.element().equals("ditavalref"));
    }

    private static Set<String> keyScopes(TruthFile said) {
        return said.keyscopes == null ? Set.of() : Set.copyOf(said.keyscopes);
    }

    private static Set<String> keyScopes(DitaDocument document) {
        Set<String> names = new HashSet<>();
        document.keyScopes().forEach(scope -> names.addAll(scope.names()));
        return names;
    }

    private static Map<String, Integer> entities(TruthFile said) {
        return said.skippedEntities == null ? Map.of() : said.skippedEntities;
    }

    private static Map<String, Integer> entities(DitaDocument document) {
        Map<String, Integer> uses = new HashMap<>();
        for (String warning : document.warnings()) {
            if (warning.startsWith("Entity ")) {
                uses.put(warning.split(" ")[1], Integer.valueOf(warning.replaceAll("\\D+", "")));
            }
        }
        return uses;
    }

    /** Collects every id of a file with the parser of the JDK. */
    private static final class IdsInFile extends DefaultHandler {

        private final List<String> ids = new ArrayList<>();

        static List<String> of(Path file) {
            IdsInFile handler = new IdsInFile();
            try (InputStream bytes = Files.newInputStream(file)) {
                SAXParserFactory factory = SAXParserFactory.newInstance();
                factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
                factory.newSAXParser().parse(bytes, handler);
            } catch (IOException | SAXException | ParserConfigurationException e) {
                throw new AssertionError(file.toString(), e);
            }
            return handler.ids;
        }

        @Override
        public void startElement(String uri, String localName, String name, Attributes attributes) {
            if (attributes.getValue("id") != null) {
                ids.add(attributes.getValue("id").strip());
            }
        }
    }

    private static final class Truth {
        Map<String, TruthFile> files = Map.of();
    }

    private static final class TruthFile {
        String type = "";

        @Nullable
        String root;

        @SerializedName("class")
        @Nullable
        String ditaClass;

        @Nullable
        String id;

        @Nullable
        String title;

        @Nullable
        String lang;

        @SerializedName("public")
        @Nullable
        String publicId;

        int ids;

        @Nullable
        List<TruthReference> refs;

        @Nullable
        List<TruthKey> keys;

        @Nullable
        List<String> keyscopes;

        @Nullable
        Map<String, Integer> skippedEntities;
    }

    private static final class TruthReference {
        @SerializedName("e")
        String element = "";

        @SerializedName("a")
        String attribute = "";

        @SerializedName("v")
        String value = "";

        @SerializedName("l")
        int line;

        @SerializedName("s")
        String status = "";

        @SerializedName("t")
        @Nullable
        String target;

        @SerializedName("f")
        @Nullable
        String format;

        @SerializedName("sc")
        @Nullable
        String scope;

        String describe() {
            String where = status.equals("ok") ? "ok " + target : status;
            return line + " " + element + "@" + attribute + "=" + value + " " + scope + " " + format + " " + where;
        }
    }

    private static final class TruthKey {
        @SerializedName("k")
        String name = "";

        @Nullable
        String href;
    }
}
