package org.openguides.processing.internal.resolution;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openguides.processing.internal.dita.DitaReference;
import org.openguides.processing.internal.dita.FileParser;
import org.openguides.processing.internal.folder.FolderTree;
import org.openguides.processing.testing.Corpora;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * Compares what is said of the references of real content with what an independent program says of them; see {@link Corpora}.
 *
 * <pre>mvn -pl reading test -Dtest=CorpusReferencesTest -Dcorpora=FOLDER</pre>
 *
 * A table of what was compared is printed. Where the two mean different things, and so are not compared as they are:
 *
 * <ul>
 *   <li>The truth tells more reasons apart. What it calls {@code self} is ok here; {@code outside} and {@code absolute} are
 *       missing; {@code dir} is invalid; {@code fileurl} is external; {@code empty-key} is empty; {@code use-conref} and
 *       {@code copy-to} are no references here.
 *   <li>The truth reads topics and maps only. What Markdown, HTML, CSS and DITAVAL files refer to is left out of the
 *       comparison, and so are the incoming edges from them.
 *   <li>The truth takes any names of key scopes before a key for a qualified name, and knows none that {@code ditavalref} makes:
 *       those that only one of both can know are left out of the comparison.
 *   <li>The truth knows neither files that publishing makes by {@code copy-to} nor ranges whose end lies in what a key stands
 *       for: both are left out.
 *   <li>The truth's incoming edges are those of URIs. Here those of keys are told too, and left out of the comparison; what
 *       keys stand for is compared by the truth's key spaces.
 * </ul>
 */
class CorpusReferencesTest {

    private static final Map<String, String> STATUS = Map.of(
            "self", "ok",
            "outside", "missing",
            "absolute", "missing",
            "dir", "invalid",
            "fileurl", "external",
            "frag-missing", "fragment-missing",
            "empty-key", "empty");

    private static final Set<String> NO_REFERENCES = Set.of("use-conref", "copy-to");

    private static final Set<String> BROKEN = Set.of("missing", "fragment-missing", "key-undefined", "invalid");

    static Stream<Path> corpora() throws IOException {
        return Corpora.truths();
    }

    @ParameterizedTest
    @MethodSource("corpora")
    void agreesWithTheTruthAboutReferences(Path truth) throws Exception {
        Comparison comparison = new Comparison(truth);
        comparison.compare();
        System.out.print(comparison.table());
        assertEquals("", String.join("\n", comparison.differences));
    }

    /** A corpus in a folder with its expected results. */
    private static final class Comparison {

        private final String name;
        private final String base;
        private final JsonObject files;
        private final JsonObject keySpaces;
        private final Set<String> scopes = new TreeSet<>();
        private final Set<String> keys = new TreeSet<>();
        private final FolderTree tree;
        private final TreeReferences references;
        private final KeySpaces keySpacesOfOurs;
        private final List<String> differences = new ArrayList<>();
        private final Map<String, int[]> counts = new TreeMap<>();

        Comparison(Path truthFile) throws IOException {
            Path folder = Corpora.content(truthFile);
            name = folder.getFileName().toString();
            base = "/content/dam/" + name + "/";
            try (Reader json = Corpora.read(truthFile)) {
                JsonObject truth = new Gson().fromJson(json, JsonObject.class);
                files = truth.getAsJsonObject("files");
                keySpaces = truth.getAsJsonObject("keyspaces");
                for (JsonElement file : files.asMap().values()) {
                    array(file.getAsJsonObject(), "keyscopes").forEach(scope -> scopes.add(scope.getAsString()));
                    array(file.getAsJsonObject(), "keys")
                            .forEach(key ->
                                    keys.add(key.getAsJsonObject().get("k").getAsString()));
                }
            }
            tree = FolderTree.open(folder, "/content/dam/" + name, new FileParser(Map.of()));
            references = new TreeReferences(tree, "", new ProjectKeys(), Deadline.NONE);
            keySpacesOfOurs = references.keySpaces();
        }

        void compare() throws Exception {
            Map<String, List<Outgoing>> broken = broken();
            for (String path : new TreeSet<>(files.keySet())) {
                JsonObject said = files.getAsJsonObject(path);
                if (said.has("refs")) {
                    List<Outgoing> all = references.outgoing(base + path);
                    Set<String> others = all.stream()
                            .filter(this::meansSomethingElse)
                            .map(each -> describe(each, ""))
                            .collect(Collectors.toSet());
                    same(path, "references", truth(path, said, any -> true, others), ours(all, others));
                    List<Outgoing> ours = broken.getOrDefault(base + path, List.of());
                    same(path, "broken ones", truth(path, said, BROKEN::contains, others), ours(ours, others));
                }
                compareIncoming(path, said);
            }
            for (String root : keySpaces.keySet()) {
                compareKeys(root, keySpaces.getAsJsonObject(root));
            }
        }

        /** Returns the broken references of the whole corpus by path. */
        private Map<String, List<Outgoing>> broken() throws Exception {
            BrokenReferences.Page page = references.broken(
                    base.substring(0, base.length() - 1), BrokenReferences.Place.first(0), Integer.MAX_VALUE);
            return page.references().stream()
                    .collect(Collectors.groupingBy(
                            BrokenReferences.Broken::path,
                            Collectors.mapping(BrokenReferences.Broken::reference, Collectors.toList())));
        }

        private boolean meansSomethingElse(Outgoing found) {
            DitaReference reference = found.reference();
            boolean byKey = reference.kind() == DitaReference.Kind.KEY;
            boolean endByKey = byKey && reference.attribute().equals("conrefend");
            boolean copy =
                    found.status() == ReferenceStatus.OK && found.target().isEmpty();
            return endByKey || copy || (byKey && isQualifiedOtherwise(found));
        }

        /**
         * Keys that are defined here are defined in the truth as well, unless it does not know the name of the key
         * scope.
         */
        private boolean isQualifiedOtherwise(Outgoing found) {
            String key = found.reference().keyName();
            int dot = key.indexOf('.');
            return dot >= 0
                    && !keys.contains(key)
                    && (found.status() == ReferenceStatus.KEY_UNDEFINED || !scopes.contains(key.substring(0, dot)));
        }

        private List<String> truth(String path, JsonObject said, Predicate<String> ofStatus, Set<String> leftOut) {
            List<String> truth = new ArrayList<>();
            for (JsonElement each : array(said, "refs")) {
                JsonObject ref = each.getAsJsonObject();
                String reason = ref.get("s").getAsString();
                String status = STATUS.getOrDefault(reason, reason);
                String written = describe(
                        ref.get("l").getAsInt(),
                        ref.get("e").getAsString(),
                        ref.get("a").getAsString(),
                        ref.get("v").getAsString(),
                        "",
                        "");
                if (!NO_REFERENCES.contains(reason) && ofStatus.test(status) && !leftOut.contains(written)) {
                    String target = reason.equals("ok") && ref.has("t")
                            ? base + ref.get("t").getAsString()
                            : reason.equals("self") ? base + path : "";
                    truth.add(describe(
                            ref.get("l").getAsInt(),
                            ref.get("e").getAsString(),
                            ref.get("a").getAsString(),
                            ref.get("v").getAsString(),
                            status,
                            target));
                }
            }
            return truth;
        }

        private static String describe(Outgoing found, String status) {
            DitaReference reference = found.reference();
            return describe(
                    reference.line(), reference.element(), reference.attribute(), reference.value(), status, "");
        }

        private static List<String> ours(List<Outgoing> references, Set<String> leftOut) {
            return references.stream()
                    .filter(each -> !leftOut.contains(describe(each, "")))
                    .map(each -> describe(
                            each.reference().line(),
                            each.reference().element(),
                            each.reference().attribute(),
                            each.reference().value(),
                            each.status().label(),
                            each.status() == ReferenceStatus.OK ? each.target() : ""))
                    .toList();
        }

        private static String describe(
                int line, String element, String attribute, String value, String status, String target) {
            return line + " " + element + "@" + attribute + "=" + value + " " + status + " " + target;
        }

        private void compareIncoming(String path, JsonObject said) throws Exception {
            List<String> truth = new ArrayList<>();
            array(said, "incoming").forEach(each -> truth.add(base + each.getAsString()));
            TreeFile asset = tree.file(base + path).orElseThrow();
            List<String> ours = references.incoming(asset).stream()
                    .filter(each -> !each.attribute().contains("keyref")
                            && !each.attribute().equals("conrefend"))
                    .map(Incoming::path)
                    .filter(from ->
                            files.getAsJsonObject(from.substring(base.length())).has("refs"))
                    .distinct()
                    .collect(Collectors.toCollection(ArrayList::new));
            same(path, "incoming edges", truth, ours);
        }

        private void compareKeys(String root, JsonObject said) throws Exception {
            if (!said.has("effective")) {
                return;
            }
            List<String> truth = new ArrayList<>();
            said.getAsJsonObject("effective").asMap().forEach((key, value) -> {
                JsonObject definition = value.getAsJsonObject();
                truth.add(key + " " + base + definition.get("map").getAsString() + " "
                        + definition.get("line").getAsInt());
            });
            Set<String> names = new TreeSet<>(said.getAsJsonObject("effective").keySet());
            for (JsonElement map : array(said, "maps")) {
                keySpacesOfOurs.outline(base + map.getAsString()).facts().keys().forEach(key -> names.add(key.name()));
            }
            List<String> ours = new ArrayList<>();
            for (String name : names) {
                new KeyLookup(keySpacesOfOurs, references.effort(), name)
                        .in(keySpacesOfOurs.root(base + root))
                        .ifPresent(definition ->
                                ours.add(name + " " + definition.map().path() + " "
                                        + definition.key().line()));
            }
            same(root, "effective keys", truth, ours);
        }

        private void same(String path, String what, List<String> truth, List<String> ours) {
            int[] count = counts.computeIfAbsent(what, none -> new int[2]);
            count[0] += truth.size();
            List<String> missing = new ArrayList<>(truth);
            ours.forEach(missing::remove);
            List<String> extra = new ArrayList<>(ours);
            truth.forEach(extra::remove);
            count[1] += missing.size() + extra.size();
            missing.forEach(each -> differences.add(name + "/" + path + ": " + what + ": only the truth: " + each));
            extra.forEach(each -> differences.add(name + "/" + path + ": " + what + ": only ours: " + each));
        }

        private static Iterable<JsonElement> array(JsonObject object, String member) {
            return object.has(member) && object.get(member).isJsonArray() ? object.getAsJsonArray(member) : List.of();
        }

        String table() {
            StringBuilder table =
                    new StringBuilder(String.format("%-20s | %-16s | %8s | %8s%n", name, "", "compared", "differ"));
            counts.forEach((what, count) ->
                    table.append(String.format("%-20s | %-16s | %8d | %8d%n", "", what, count[0], count[1])));
            return table.toString();
        }
    }
}
