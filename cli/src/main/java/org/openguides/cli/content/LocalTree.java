package org.openguides.cli.content;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.openguides.cli.UserError;

/**
 * A local folder with all of its content, in name order. Keeps only the current path in memory, never the whole tree.
 */
final class LocalTree {
    private static final String VERSION_CONTROL = ".git";

    private final Source source;

    LocalTree(Source source) {
        this.source = source;
    }

    /** Visits the tree. Paths are those in the repository. */
    interface Visitor {
        /** Visits a folder before its content, starting with the root. */
        default void folder(String path) {}

        /**
         * Visits a readable regular file.
         *
         * @param size size in bytes
         */
        default void file(Path file, String path, long size) {}

        /** Visits a symbolic link, which is not followed. */
        default void link() {}
    }

    /** Visits the whole tree. Fails if the repository cannot store a name, or a file cannot be read. */
    void visit(Visitor visitor) {
        folder(source.folder(), source.target(), visitor);
    }

    private void folder(Path folder, String path, Visitor visitor) {
        visitor.folder(path);
        for (Path child : children(folder)) {
            child(child, path, visitor);
        }
    }

    private void child(Path child, String parent, Visitor visitor) {
        String name = String.valueOf(child.getFileName());
        BasicFileAttributes attributes = attributes(child);
        if (attributes.isSymbolicLink()) {
            visitor.link();
            return;
        }
        if (attributes.isDirectory() && name.equals(VERSION_CONTROL)) {
            return;
        }
        ContentName.problem(name).ifPresent(problem -> {
            throw new UserError("'" + child + "' cannot be imported: " + problem);
        });
        String path = parent + "/" + name;
        if (attributes.isDirectory()) {
            folder(child, path, visitor);
        } else if (attributes.isRegularFile() && Files.isReadable(child)) {
            visitor.file(child, path, attributes.size());
        } else {
            throw new UserError(
                    "cannot read '" + child + "'" + (attributes.isOther() ? ": it is no regular file" : ""));
        }
    }

    private static List<Path> children(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted(Comparator.comparing(child -> String.valueOf(child.getFileName())))
                    .toList();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static BasicFileAttributes attributes(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static UserError unreadable(Path file, IOException reason) {
        String why =
                reason instanceof AccessDeniedException ? "permission denied" : String.valueOf(reason.getMessage());
        return new UserError("cannot read '" + file + "': " + why, reason);
    }
}
