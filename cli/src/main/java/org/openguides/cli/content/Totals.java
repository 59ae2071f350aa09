package org.openguides.cli.content;

import java.nio.file.Path;

/**
 * What there is to import.
 *
 * @param files regular files
 * @param folders folders, the imported one included
 * @param bytes content of the files
 * @param links symbolic links, which are left out
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
