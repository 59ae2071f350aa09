package org.openguides.cli.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.openguides.cli.UserError;
import org.openguides.cli.http.FileForm;

/** Uploads files whose names are valid in a multipart form, many files per request. */
final class FileUpload implements Lane {
    private final Repository repository;
    private final String anchor;
    private final List<LocalFile> batch = new ArrayList<>();

    FileUpload(Repository repository, String anchor) {
        this.repository = repository;
        this.anchor = anchor;
    }

    @Override
    public List<LocalFile> batch() {
        return batch;
    }

    @Override
    public void send() {
        FileForm form = new FileForm();
        for (LocalFile file : batch) {
            form.with(file.path(), file.plainName(), file.mediaType(), file.file());
        }
        confirm(repository.change(anchor, form), batch);
    }

    /**
     * Compares the changes in the server's response with the files that were sent. Sling responds with status 200 even
     * if it has stored nothing, for example because a form exceeded the configured number of parts.
     */
    static void confirm(Set<String> changed, List<LocalFile> sent) {
        for (LocalFile file : sent) {
            if (!changed.contains(file.data())) {
                throw new UserError("the server did not store '" + file.file() + "' as " + file.path()
                        + "; its upload limits may be too low");
            }
        }
    }
}
