package org.openguides.cli.content;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.openguides.cli.UserError;

/**
 * Compares a local tree with the repository: finds the folders to create, and fails if a file exists at the path of a
 * folder or vice versa, since an upload would replace a whole folder with a file without warning.
 */
final class MissingFolders implements LocalTree.Visitor {
    private static final String FILE = "nt:file";
    private static final Set<String> NO_FOLDERS = Set.of(FILE, "nt:linkedFile", "nt:resource", "dam:Asset");

    private final Repository repository;
    private final List<String> missing = new ArrayList<>();
    private final Deque<Level> levels = new ArrayDeque<>();

    private MissingFolders(Repository repository) {
        this.repository = repository;
    }

    /** Returns the paths of the folders to create, including those above the target, parents first. */
    static List<String> of(LocalTree tree, String target, Repository repository) {
        MissingFolders comparison = new MissingFolders(repository);
        comparison.ancestors(target);
        tree.visit(comparison);
        return comparison.missing;
    }

    @Override
    public void folder(String path) {
        Level parent = level(parent(path));
        Map<String, String> children = parent == null ? root(path) : known(parent, path);
        if (children == null) {
            missing.add(path);
        }
        levels.push(new Level(path, children == null ? Map.of() : children));
    }

    @Override
    public void file(Path file, String path, long size) {
        Level level = level(parent(path));
        String type = level == null ? null : level.types().get(name(path));
        if (type != null && !type.equals(FILE)) {
            throw new UserError("'" + file + "' is a file, but " + path + " in the repository is a " + type);
        }
    }

    private @Nullable Map<String, String> root(String path) {
        repository.type(path).ifPresent(type -> mustBeFolder(path, type));
        return repository.children(path).orElse(null);
    }

    private @Nullable Map<String, String> known(Level parent, String path) {
        String type = parent.types().get(name(path));
        if (type == null) {
            return null;
        }
        mustBeFolder(path, type);
        return repository.children(path).orElse(null);
    }

    private static void mustBeFolder(String path, String type) {
        if (NO_FOLDERS.contains(type)) {
            throw new UserError(path + " shall be a folder, but in the repository it is a " + type);
        }
    }

    private void ancestors(String target) {
        List<String> absent = new ArrayList<>();
        for (String path = parent(target); !path.isEmpty(); path = parent(path)) {
            Optional<String> type = repository.type(path);
            if (type.isPresent()) {
                mustBeFolder(path, type.get());
                break;
            }
            absent.add(path);
        }
        Collections.reverse(absent);
        missing.addAll(absent);
    }

    /** Returns the level of the folder that is being visited; discards completed levels. */
    private @Nullable Level level(String path) {
        while (!levels.isEmpty() && !levels.element().path().equals(path)) {
            levels.pop();
        }
        return levels.peek();
    }

    private static String parent(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private record Level(String path, Map<String, String> types) {}
}
