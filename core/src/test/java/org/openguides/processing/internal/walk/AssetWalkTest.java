package org.openguides.processing.internal.walk;

import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.testing.OakRepository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class AssetWalkTest {

    private static final String DAM = "/content/dam";
    private static final List<String> NONE = List.of();

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    private static AssetWalk walk(Collection<String> roots, Collection<String> excluded, String after, int chunk) {
        return new AssetWalk(roots, excluded, after, SkippedNames.DEFAULT, chunk, FolderFilter.ALL);
    }

    private static List<String> rest(AssetWalk walk, Session session) throws RepositoryException {
        List<String> paths = new ArrayList<>();
        for (AssetNode asset = walk.next(session); asset != null; asset = walk.next(session)) {
            paths.add(asset.path());
        }
        assertNull(walk.next(session));
        return paths;
    }

    private List<String> found(Collection<String> roots, Collection<String> excluded, String after)
            throws RepositoryException {
        return rest(new AssetWalk(roots, excluded, after), oak.login());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void findsWhatIsThereFromAnyPlaceOn(long seed) throws RepositoryException {
        Session session = oak.login();
        RandomTree tree = new RandomTree(seed).build(session, 4);
        assertTrue(tree.assets().size() > 20, () -> tree.assets() + " are too few to say anything");
        List<String> all = List.of(RandomTree.ROOT);
        assertEquals(tree.expected(all, NONE, null), rest(walk(all, NONE, null, 20_000), session));
        for (String after : tree.assets()) {
            assertEquals(tree.expected(all, NONE, after), rest(walk(all, NONE, after, 3), session), after);
        }
        for (String after : tree.somePaths(150)) {
            int chunk = 1 + tree.below(8);
            assertEquals(tree.expected(all, NONE, after), rest(walk(all, NONE, after, chunk), session), after);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void findsEachAssetOnceHoweverThePathsOverlap(long seed) throws RepositoryException {
        Session session = oak.login();
        RandomTree tree = new RandomTree(seed).build(session, 4);
        assertTrue(tree.assets().size() > 20, () -> tree.assets() + " are too few to say anything");
        for (int i = 0; i < 250; i++) {
            List<String> roots = tree.somePaths(1 + tree.below(6));
            List<String> excluded = tree.somePaths(tree.below(5));
            String after = tree.below(3) == 0 ? null : tree.somePath();
            int chunk = 1 + tree.below(8);
            assertEquals(
                    tree.expected(roots, excluded, after),
                    rest(walk(roots, excluded, after, chunk), session),
                    () -> roots + " without " + excluded + " after " + after);
        }
    }

    @Test
    void aRootMayBeAnAsset() throws RepositoryException {
        oak.file(DAM + "/a.dita", "");
        oak.damAsset(DAM + "/b.dita", "");
        List<String> both = List.of(DAM + "/b.dita", DAM + "/a.dita");
        assertEquals(List.of(DAM + "/a.dita", DAM + "/b.dita"), found(both, NONE, null));
        assertEquals(List.of(DAM + "/b.dita"), found(both, NONE, DAM + "/a.dita"));
        assertEquals(NONE, found(both, NONE, DAM + "/b.dita"));
        assertEquals(List.of(DAM + "/b.dita"), found(both, List.of(DAM + "/a.dita"), null));
    }

    @Test
    void aRootMayBeAllOfTheRepository() throws RepositoryException {
        String file = oak.file(DAM + "/a.dita", "");
        assertEquals(List.of(file), found(List.of("/"), NONE, null));
        assertEquals(List.of(file), found(List.of("/"), NONE, "/"));
        assertEquals(List.of(file), found(List.of("/"), NONE, "/content/dam"));
        assertEquals(NONE, found(List.of("/"), NONE, file));
        assertEquals(NONE, found(List.of("/"), List.of("/"), null));
    }

    @Test
    void aRootThatIsAPartOfAnAssetHoldsNone() throws RepositoryException {
        String asset = oak.damAsset(DAM + "/a.indd", "");
        assertEquals(NONE, found(List.of(asset + "/jcr:content"), NONE, null));
        assertEquals(NONE, found(List.of(asset + "/jcr:content/renditions"), NONE, null));
        assertEquals(NONE, found(List.of(DAM + "/missing"), NONE, null));
    }

    @Test
    void rootsBelowALeftOutNameHoldNone() throws RepositoryException {
        oak.file(DAM + "/translation_output/de/a.dita", "");
        String kept = oak.file(DAM + "/translation_output_2/a.dita", "");
        List<String> roots = List.of(DAM + "/translation_output/de", DAM);
        assertEquals(List.of(kept), found(roots, NONE, null));
        assertEquals(List.of(kept), found(roots, NONE, DAM + "/translation_output/de/0"));
    }

    @Test
    void theLeftOutNamesCanBeOthers() throws RepositoryException {
        String kept = oak.file(DAM + "/subassets/a.dita", "");
        oak.file(DAM + "/drafts/a.dita", "");
        AssetWalk underTest =
                new AssetWalk(List.of(DAM), NONE, null, new SkippedNames(Set.of("drafts")), 10, FolderFilter.ALL);
        assertEquals(List.of(kept), rest(underTest, oak.login()));
    }

    @Test
    void childrenOfOrderableFoldersComeInTheOrderOfTheirNames() throws RepositoryException {
        Session session = oak.login();
        Node folder = session.getNode(DAM).addNode("ordered", "sling:OrderedFolder");
        List<String> names = new ArrayList<>(List.of("a", "a b", "b", "c", "d"));
        Collections.shuffle(names, new Random(7));
        for (String name : names) {
            folder.addNode(name, "nt:file")
                    .addNode("jcr:content", "nt:resource")
                    .setProperty("jcr:data", "");
        }
        session.save();
        List<String> found = rest(walk(List.of(DAM), NONE, null, 2), session);
        assertEquals(
                List.of("a", "a b", "b", "c", "d"),
                found.stream().map(path -> path.substring(21)).toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 9, 10, 11, 29, 30, 31})
    void theSizeOfTheChunksDoesNotMatter(int chunk) throws RepositoryException {
        List<String> files = IntStream.range(10, 40)
                .mapToObj(i -> oak.file(DAM + "/f" + i, ""))
                .toList();
        assertEquals(files, rest(walk(List.of(DAM), NONE, null, chunk), oak.login()));
    }

    @Test
    void aChunkHoldsAtLeastOneName() {
        assertThrows(IllegalArgumentException.class, () -> walk(List.of(DAM), NONE, null, 0));
    }

    @Test
    void aFolderThatGoesWhileTheWalkIsInItEndsThere() throws RepositoryException {
        IntStream.range(10, 20).forEach(i -> oak.file(DAM + "/gone/below/f" + i, ""));
        String last = oak.file(DAM + "/last", "");
        for (int chunk : new int[] {2, 100}) {
            oak.file(DAM + "/gone/below/f10", "");
            oak.file(DAM + "/gone/below/f11", "");
            oak.file(DAM + "/gone/g", "");
            Session session = oak.login();
            AssetWalk underTest = walk(List.of(DAM), NONE, null, chunk);
            assertEquals(DAM + "/gone/below/f10", underTest.next(session).path());
            oak.remove(DAM + "/gone");
            session.refresh(false);
            assertEquals(last, underTest.next(session).path());
            assertNull(underTest.next(session));
        }
    }

    @Test
    void everyCallMayHaveASessionOfItsOwnAndSeesWhatHasBeenAddedAhead() throws RepositoryException {
        oak.file(DAM + "/b", "");
        oak.file(DAM + "/d", "");
        AssetWalk underTest = walk(List.of(DAM), NONE, null, 1);
        Session first = oak.login();
        assertEquals(DAM + "/b", underTest.next(first).path());
        first.logout();
        oak.file(DAM + "/a", "");
        oak.file(DAM + "/c", "");
        Session second = oak.login();
        assertEquals(DAM + "/c", underTest.next(second).path());
        second.getNode(DAM + "/d").remove();
        assertNull(underTest.next(second));
    }

    @Test
    void goesOnBehindAnAssetThatHasBecomeAFolder() throws RepositoryException {
        String inside = oak.file(DAM + "/a/x", "");
        String next = oak.file(DAM + "/b", "");
        assertEquals(List.of(inside, next), found(List.of(DAM), NONE, DAM + "/a"));
    }

    @Test
    void goesOnBehindAFolderThatHasBecomeAnAsset() throws RepositoryException {
        oak.damAsset(DAM + "/a", "");
        String next = oak.file(DAM + "/b", "");
        assertEquals(List.of(next), found(List.of(DAM), NONE, DAM + "/a/x/y"));
    }

    @Test
    void worksWithoutTheTypeOfDamAssets() throws RepositoryException {
        try (OakRepository plain = OakRepository.withoutDam()) {
            String file = plain.file(DAM + "/a/b.dita", "");
            assertEquals(List.of(file), rest(new AssetWalk(List.of(DAM), NONE, null), plain.login()));
        }
    }

    @Test
    void tellsWhetherAFolderHasMoreNames() throws RepositoryException {
        oak.file(DAM + "/a", "");
        oak.file(DAM + "/b", "");
        Node folder = oak.login().getNode(DAM);
        ChildNames first = ChildNames.read(folder, null, 1, name -> false);
        assertEquals(List.of("a"), first.names());
        assertFalse(first.last());
        assertTrue(ChildNames.read(folder, "a", 1, name -> false).last());
        assertTrue(ChildNames.read(folder, null, 2, name -> false).last());
    }

    @Test
    void followsAFolderDownAThousandLevels() throws RepositoryException {
        Session session = oak.login();
        Node folder = session.getNode(DAM);
        for (int level = 0; level < 1_000; level++) {
            folder = folder.addNode("d", "sling:Folder");
        }
        folder.addNode("z", "nt:file").addNode("jcr:content", "nt:resource").setProperty("jcr:data", "");
        String file = folder.getPath() + "/z";
        assertEquals(List.of(file), rest(new AssetWalk(List.of(DAM), NONE, null), session));
        assertEquals(List.of(file), rest(new AssetWalk(List.of(DAM), NONE, folder.getPath()), session));
    }

    /** Oak itself needs a stack of several MB at this depth, so an endless folder stands in for it. */
    @Test
    void itsOwnStackDoesNotGrowWithTheDepth() throws RepositoryException, InterruptedException {
        EndlessFolder deep = new EndlessFolder(10_000);
        List<String> found = new ArrayList<>();
        Thread small = new Thread(null, () -> found.addAll(deep.walkAll()), "small stack", 256 * 1024);
        small.start();
        small.join();
        assertEquals(1, found.size());
        assertEquals(10_000, found.get(0).chars().filter(c -> c == '/').count());
    }
}
