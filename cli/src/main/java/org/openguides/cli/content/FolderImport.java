package org.openguides.cli.content;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import org.openguides.cli.UserError;
import org.openguides.cli.http.FieldForm;
import org.openguides.cli.http.Server;
import org.openguides.cli.progress.Progress;

/**
 * Imports a local folder into the repository. Checks the local files and the repository completely before the first
 * upload. Overwrites existing files and removes nothing.
 */
public final class FolderImport {
    private static final int MOST_FOLDERS = 200;

    private final Source source;
    private final LocalTree tree;
    private final Repository repository;
    private final String anchor;

    /** Creates an import to the given server without starting it. */
    public FolderImport(Source source, Server server) {
        this.source = source;
        tree = new LocalTree(source);
        repository = new Repository(server);
        anchor = Repository.anchor(source.target());
    }

    /** Checks and counts the local files and folders. */
    public Totals check() {
        return Totals.of(tree);
    }

    /**
     * Uploads everything.
     *
     * @param totals the result of {@link #check}
     */
    public void run(Totals totals, Progress progress) {
        createFolders(MissingFolders.of(tree, source.target(), repository));
        try (StagedUpload staged = new StagedUpload(repository, source.target())) {
            Upload upload = new Upload(new FileUpload(repository, anchor), staged, totals, progress);
            tree.visit(upload);
            upload.finish();
        }
    }

    private void createFolders(List<String> paths) {
        for (int from = 0; from < paths.size(); from += MOST_FOLDERS) {
            List<String> some = paths.subList(from, Math.min(paths.size(), from + MOST_FOLDERS));
            FieldForm form = new FieldForm();
            some.forEach(path -> Repository.folder(form, path));
            Set<String> changed = repository.change(anchor, form);
            some.stream().filter(path -> !changed.contains(path)).findFirst().ifPresent(path -> {
                throw new UserError("the server did not create the folder " + path);
            });
        }
    }

    private static final class Upload implements LocalTree.Visitor {
        private final Lane plain;
        private final Lane staged;
        private final Totals totals;
        private final Progress progress;
        private long done;

        Upload(Lane plain, Lane staged, Totals totals, Progress progress) {
            this.plain = plain;
            this.staged = staged;
            this.totals = totals;
            this.progress = progress;
            progress.show(0, totals.files(), null, "");
        }

        @Override
        public void file(Path file, String path, long size) {
            Lane lane = size > 0 && ContentName.survivesUpload(path) ? plain : staged;
            sent(lane.add(new LocalFile(file, path, size)));
        }

        void finish() {
            sent(plain.flush() + staged.flush());
        }

        private void sent(int files) {
            if (files > 0) {
                done += files;
                progress.show(done, Math.max(done, totals.files()), null, "");
            }
        }
    }
}
