package org.openguides.cli.content;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.openguides.cli.http.FieldForm;
import org.openguides.cli.http.FileForm;

/**
 * Uploads files that a plain upload does not support: those whose names it would change, and empty files, which it
 * drops. The content is uploaded to a temporary folder under a plain name, and moved from there by a url-encoded form,
 * which supports any name. Other properties of an existing asset are kept.
 */
final class StagedUpload implements Lane, AutoCloseable {
    private static final String EMPTY = "empty";
    private static final String CONTENT = "/jcr:content";
    private static final List<String> COPIED = List.of("/jcr:data", "/jcr:mimeType", "/jcr:lastModified");

    private final Repository repository;
    private final String anchor;
    private final String stage;
    private final List<LocalFile> batch = new ArrayList<>();
    private boolean open;

    StagedUpload(Repository repository, String target) {
        this.repository = repository;
        anchor = Repository.anchor(target);
        stage = target + "/openguides-import-" + UUID.randomUUID();
    }

    @Override
    public List<LocalFile> batch() {
        return batch;
    }

    @Override
    public void send() {
        open();
        FileForm upload = new FileForm();
        FieldForm copy = new FieldForm();
        boolean content = false;
        for (int i = 0; i < batch.size(); i++) {
            LocalFile file = batch.get(i);
            String staged = file.size() == 0 ? EMPTY : Integer.toString(i);
            if (file.size() > 0) {
                upload.with(stage + "/" + staged, file.plainName(), file.mediaType(), file.file());
                content = true;
            }
            copy(stage + "/" + staged, file, copy);
        }
        if (content) {
            repository.change(anchor, upload);
        }
        FileUpload.confirm(repository.change(anchor, copy), batch);
    }

    /** Deletes the temporary folder. */
    @Override
    public void close() {
        if (open) {
            repository.change(anchor, new FieldForm().with(stage + "@Delete", "true"));
            open = false;
        }
    }

    private void open() {
        if (!open) {
            FieldForm folder = new FieldForm();
            Repository.folder(folder, stage);
            repository.change(anchor, folder);
            open = true;
            // An empty file requires a streamed upload.
            FileForm empty =
                    new FileForm().withEmpty("*", EMPTY, MediaType.GENERAL).header("Sling-uploadmode", "stream");
            repository.change(stage, empty);
        }
    }

    private static void copy(String from, LocalFile file, FieldForm form) {
        form.with(file.path() + "/jcr:primaryType", "nt:file");
        form.with(file.path() + CONTENT + "/jcr:primaryType", "nt:resource");
        for (String property : COPIED) {
            form.with(file.path() + CONTENT + property + "@CopyFrom", from + CONTENT + property);
        }
    }
}
