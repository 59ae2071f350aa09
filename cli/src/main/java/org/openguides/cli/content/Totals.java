package org.openguides.cli.content;

import java.nio.file.Path;

/**
 * The size of an import.
 *
 * @param files   number of regular files
 * @param folders number of folders, including the imported one
 * @param bytes   total size of the files
 * @param links   number of symbolic links, which are not imported
 */
public record Totals(long files, long folders, long bytes, long links) {

    static Totals of(LocalTree tree) {
        Count count = new Count();
        tree.visit(count);
        return new Totals(count.files, count.folders, count.bytes, count.links);
    }

    private static final class Count implements LocalTree.Visitor {
        private long files;
        private long folders;
        private long bytes;
        private long links;

        @Override
        public void folder(String path) {
            folders++;
        }

        @Override
        public void file(Path file, String path, long size) {
            files++;
            bytes += size;
        }

        @Override
        public void link() {
            links++;
        }
    }
}
