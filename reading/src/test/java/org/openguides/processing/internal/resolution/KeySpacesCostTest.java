package org.openguides.processing.internal.resolution;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openguides.processing.internal.dita.FileParser;
import org.openguides.processing.internal.folder.FolderTree;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** Number of steps to resolve keys in hostile maps. */
class KeySpacesCostTest {

    private static final String TOPIC = "t.dita";
    private static final String USE = "<topicref href='t.dita'/>";
    private static final String KEY = "<keydef keys='k' href='a.dita'/>";

    @TempDir
    Path folder;

    @Test
    void namesThatScopesHaveTwiceCostNoMore() throws Exception {
        assertGrowsWith(
                2,
                depth -> new String[] {
                    "m.ditamap",
                    "<topicgroup keyscope='a a a.a'>".repeat(depth) + KEY + "</topicgroup>".repeat(depth) + USE
                },
                depth -> "a.".repeat(depth + 1) + "k",
                40,
                80,
                160);
    }

    @Test
    void aMapOfManyScopesThatIsUsedInManyScopesCostsWhatItSays() throws Exception {
        assertGrowsWith(
                1,
                size -> new String[] {
                    "a.ditamap",
                    IntStream.range(0, size)
                            .mapToObj(i -> "<mapref href='b.ditamap' keyscope='s" + i + "'/>")
                            .collect(Collectors.joining()),
                    "b.ditamap",
                    USE + KEY + "<topicgroup keyscope='x'/>".repeat(2 * size)
                },
                size -> "k",
                200,
                400,
                800);
    }

    @Test
    void mapsThatEachUseTheNextTwiceCostNoMoreThanTheirNumber() throws Exception {
        assertGrowsWith(
                2,
                depth -> IntStream.rangeClosed(0, depth)
                        .boxed()
                        .flatMap(i -> List.of("m" + i + ".ditamap", i == depth ? USE + KEY : twice(i + 1)).stream())
                        .toArray(String[]::new),
                depth -> "k l.r.l.k x.l.r.k",
                8,
                16,
                32);
    }

    private static String twice(int next) {
        return "<mapref href='m" + next + ".ditamap' keyscope='l'/><mapref href='m" + next + ".ditamap' keyscope='r'/>";
    }

    @Test
    void longReferencesCostWhatTheyAreLong() throws Exception {
        assertGrowsWith(
                1,
                length -> new String[] {"m.ditamap", "<topicgroup keyscope='a'>" + KEY + "</topicgroup>" + USE},
                length -> IntStream.range(0, 20)
                        .mapToObj(i -> "a.".repeat(length) + "z" + i)
                        .collect(Collectors.joining(" ")),
                500,
                1000,
                2000);
    }

    /** Checks that the steps grow no faster than a power of the size of the input, which is doubled each time. */
    private void assertGrowsWith(int power, IntFunction<String[]> maps, IntFunction<String> keyrefs, int... sizes)
            throws Exception {
        List<Long> steps = new ArrayList<>();
        for (int size : sizes) {
            Path project = Files.createDirectory(folder.resolve(String.valueOf(size)));
            String keys = List.of(keyrefs.apply(size).split(" ")).stream()
                    .map(key -> "<ph keyref='" + key + "'/>")
                    .collect(Collectors.joining());
            Files.writeString(project.resolve(TOPIC), "<topic id='t'><body>" + keys + "</body></topic>");
            String[] pairs = maps.apply(size);
            for (int i = 0; i < pairs.length; i += 2) {
                Files.writeString(project.resolve(pairs[i]), "<map>" + pairs[i + 1] + "</map>");
            }
            FolderTree tree = FolderTree.open(project, "/p", new FileParser(Map.of()));
            TreeReferences references = new TreeReferences(tree, "", new ProjectKeys(), Deadline.NONE);
            references.outgoing("/p/" + TOPIC);
            steps.add(references.effort().steps());
        }
        for (int i = 1; i < steps.size(); i++) {
            double growth = (double) steps.get(i) / steps.get(i - 1);
            assertTrue(growth < Math.pow(2, power) * 1.2, "steps: " + steps);
        }
    }
}
