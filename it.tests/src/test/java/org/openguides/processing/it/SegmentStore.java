package org.openguides.processing.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

import org.apache.jackrabbit.oak.segment.SegmentNodeStore;
import org.apache.jackrabbit.oak.segment.SegmentNodeStoreBuilders;
import org.apache.jackrabbit.oak.segment.file.FileStore;
import org.apache.jackrabbit.oak.segment.file.FileStoreBuilder;
import org.apache.jackrabbit.oak.segment.file.InvalidFileStoreVersionException;
import org.openguides.processing.testing.earlier.RepositoryImage;

/** The repository of a stopped server on TarMK. */
record SegmentStore(Path home) {

    /** Writes an image of some paths to a file. */
    void write(List<String> paths, Path target) throws IOException {
        try (FileStore files = open()) {
            RepositoryImage.of(store(files), paths).write(target);
        }
    }

    /** Adds the content of an image. */
    void put(RepositoryImage image) {
        try (FileStore files = open()) {
            image.putInto(store(files));
            files.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SegmentNodeStore store(FileStore files) {
        return SegmentNodeStoreBuilders.builder(files).build();
    }

    private FileStore open() {
        try {
            return FileStoreBuilder.fileStoreBuilder(
                            home.resolve("repository/segmentstore").toFile())
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InvalidFileStoreVersionException e) {
            throw new IllegalStateException(e);
        }
    }
}
