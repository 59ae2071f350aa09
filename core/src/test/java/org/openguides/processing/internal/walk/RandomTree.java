package org.openguides.processing.internal.walk;

import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** A random tree that knows its assets, and computes the expected result of a walk. */
final class RandomTree {

    /** Names that sort before and after '/', look like escapes, or are skipped. */
    private static final List<String> NAMES = List.of(
            "a",
            "a b",
            "a-b",
            "a.b",
            "a!",
            "a+b",
            "a0",
            "aa",
            "b",
            "%2F",
            "a%20b",
            "{a}",
            "é",
            "日本",
            "\uD83D\uDE00",
            "Z",
            "subassets",
            "translation_output",
            "renditions");

    static final String ROOT = "/content/dam/tree";

    private final Random random;
    private final List<String> nodes = new ArrayList<>();
    private final List<String> assets = new ArrayList<>();

    RandomTree(long seed) {
        random = new Random(seed);
    }

    RandomTree build(Session session, int depth) throws RepositoryException {
        Node root = session.getNode("/content/dam").addNode("tree", "sling:Folder");
        nodes.add(ROOT);
        fill(root, depth);
        session.save();
        return this;
    }

    private void fill(Node folder, int depth) throws RepositoryException {
        List<String> names = new ArrayList<>(NAMES);
        for (int children = 2 + random.nextInt(5); children > 0; children--) {
            String name = names.remove(random.nextInt(names.size()));
            String path = folder.getPath() + "/" + name;
            nodes.add(path);
            switch (random.nextInt(depth == 0 ? 4 : 10)) {
                case 0 -> addFile(folder, name);
                case 1 -> addDamAsset(folder, name, false);
                case 2 -> addDamAsset(folder, name, true);
                case 3 -> folder.addNode(name, "nt:unstructured");
                default -> fill(
                        folder.addNode(name, random.nextBoolean() ? "sling:Folder" : "sling:OrderedFolder"), depth - 1);
            }
        }
    }

    private void addFile(Node folder, String name) throws RepositoryException {
        Node file = folder.addNode(name, "nt:file");
        file.addNode("jcr:content", "nt:resource").setProperty("jcr:data", "x");
        assets.add(file.getPath());
    }

    private void addDamAsset(Node folder, String name, boolean fragment) throws RepositoryException {
        Node asset = folder.addNode(name, "dam:Asset");
        Node content = asset.addNode("jcr:content", "dam:AssetContent");
        content.setProperty("contentFragment", fragment);
        Node original = content.addNode("renditions", "nt:folder").addNode("original", "nt:file");
        original.addNode("jcr:content", "nt:resource").setProperty("jcr:data", "x");
        Node loose = asset.addNode("more", "sling:Folder").addNode("loose", "nt:file");
        loose.addNode("jcr:content", "nt:resource").setProperty("jcr:data", "x");
        nodes.add(asset.getPath() + "/jcr:content/renditions");
        nodes.add(asset.getPath() + "/more");
        if (!fragment) {
            assets.add(asset.getPath());
        }
    }

    List<String> assets() {
        return assets;
    }

    /** Returns paths of nodes, and of non-existing siblings and descendants. */
    List<String> somePaths(int count) {
        return IntStream.range(0, count).mapToObj(i -> somePath()).toList();
    }

    String somePath() {
        String path = nodes.get(random.nextInt(nodes.size()));
        return switch (random.nextInt(6)) {
            case 0 -> path + "/" + NAMES.get(random.nextInt(NAMES.size()));
            case 1 -> path + " ";
            case 2 -> path.substring(0, path.length() - 1) + "!/b";
            default -> path;
        };
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    List<String> expected(Collection<String> roots, Collection<String> excluded, String after) {
        Comparator<String> order = (left, right) -> Arrays.compare(left.split("/"), right.split("/"));
        return assets.stream()
                .filter(path -> roots.stream().anyMatch(root -> isBelow(path, root)))
                .filter(path -> excluded.stream().noneMatch(out -> isBelow(path, out)))
                .filter(path -> !List.of(path.split("/")).contains("subassets"))
                .filter(path -> !List.of(path.split("/")).contains("translation_output"))
                .filter(path -> after == null || order.compare(path, after) > 0)
                .sorted(order)
                .toList();
    }

    private static boolean isBelow(String path, String ancestor) {
        return (path + "/").startsWith(ancestor + "/");
    }
}
