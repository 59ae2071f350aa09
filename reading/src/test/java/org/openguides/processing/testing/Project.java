package org.openguides.processing.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.openguides.processing.internal.dita.FileParser;
import org.openguides.processing.internal.folder.FolderTree;
import org.openguides.processing.internal.resolution.BrokenReferences;
import org.openguides.processing.internal.resolution.Deadline;
import org.openguides.processing.internal.resolution.ProjectKeys;
import org.openguides.processing.internal.resolution.TreeReferences;

/** A small project in a folder with the path {@code /p}, and the results for it. */
public final class Project {

    private static final String PLACE = "/p";

    private final Path folder;

    public Project(Path folder) {
        this.folder = folder;
    }

    /** Writes a file. */
    public Project file(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text);
        return this;
    }

    /** Returns value, status and target of each reference of a file; the target is a path in the project. */
    public List<String> outgoing(String path) throws IOException {
        return references().outgoing(PLACE + "/" + path).stream()
                .map(each -> each.reference().value() + " " + each.status().label() + " " + shortened(each.target()))
                .map(String::strip)
                .toList();
    }

    /** Returns path and attribute of each reference to a file. */
    public List<String> incoming(String path) throws IOException {
        FolderTree tree = open();
        return references(tree).incoming(tree.file(PLACE + "/" + path).orElseThrow()).stream()
                .map(each -> shortened(each.path()) + " " + each.attribute())
                .toList();
    }

    /** Returns path and value of each broken reference. */
    public List<String> broken() throws IOException {
        return references().broken(PLACE, BrokenReferences.Place.first(0), 1000).references().stream()
                .map(each -> shortened(each.path()) + " "
                        + each.reference().reference().value())
                .toList();
    }

    private TreeReferences references() throws IOException {
        return references(open());
    }

    private static TreeReferences references(FolderTree tree) {
        return new TreeReferences(tree, "", new ProjectKeys(), Deadline.NONE);
    }

    private FolderTree open() throws IOException {
        return FolderTree.open(folder, PLACE, new FileParser(Map.of()));
    }

    private static String shortened(String path) {
        return path.startsWith(PLACE + "/") ? path.substring(PLACE.length() + 1) : path;
    }
}
