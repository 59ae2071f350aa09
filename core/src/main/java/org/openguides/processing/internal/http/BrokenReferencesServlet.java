package org.openguides.processing.internal.http;

import javax.jcr.RepositoryException;

import java.io.IOException;

import org.openguides.processing.internal.http.wire.BrokenReferenceDto;
import org.openguides.processing.internal.reference.ReferenceReader;
import org.openguides.processing.internal.resolution.BrokenReferences;
import org.openguides.processing.internal.resolution.BrokenReferences.Place;
import org.openguides.processing.internal.resolution.TooComplexException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code GET /assets/references/broken}: the broken references in a folder, limited to content that the caller can
 * read.
 */
@Component(service = ApiServlet.class)
public final class BrokenReferencesServlet extends ApiServlet {

    static final String PATH = ReferencesServlet.PATH + "/broken";

    private static final int BY_DEFAULT = 500;
    private static final int AT_MOST = 5_000;

    /** Number of attempts to read a page of a table, each within the time of a request. */
    private static final int ATTEMPTS = 3;

    private final ReferenceReader reader;
    private final UserLimits limits;
    private final PathRules rules;

    @Activate
    public BrokenReferencesServlet(
            @Reference(name = "reader") ReferenceReader reader,
            @Reference(name = "limits") UserLimits limits,
            @Reference(name = "settings") ApiSettings settings) {
        super(settings, PATH, "GET", "HEAD");
        this.reader = reader;
        this.limits = limits;
        this.rules = new PathRules(settings.contentRoots());
    }

    @Override
    Answer answer(Call call) throws IOException, RepositoryException {
        String path = rules.target(call.fields().required("path"), "path", call.caller());
        long offset = call.fields().natural("offset").orElse(0);
        int limit = (int) Math.min(call.fields().natural("limit").orElse(BY_DEFAULT), AT_MOST);
        Place from = call.fields()
                .text(Cursor.FIELD)
                .map(cursor -> BrokenCursor.read(cursor, path))
                .orElseGet(() -> Place.first(offset));
        if (CsvAnswer.isWanted(call)) {
            UserLimits.Download download = limits.beginDownload(call.caller());
            CsvAnswer table = new CsvAnswer(
                    "broken-references.csv",
                    BrokenReferenceDto.class,
                    sink -> writeRows(call.caller(), path, from, sink));
            return response -> {
                try (download) {
                    table.send(response);
                }
            };
        }
        BrokenReferences.Page page = call.caller().references(reader).broken(path, from, limit);
        return JsonAnswer.ok(ReferencesJson.of(page, offset, limit));
    }

    private void writeRows(Caller caller, String path, Place from, CsvAnswer.Sink sink)
            throws IOException, RepositoryException {
        Place next = from;
        while (next != null) {
            BrokenReferences.Page page = page(caller, path, next);
            for (BrokenReferences.Broken each : page.references()) {
                sink.row(ReferencesJson.broken(each));
            }
            next = page.next();
        }
    }

    /** Reads a page. If the time limit expires while maps are being read, the next attempt reads the remaining ones. */
    private BrokenReferences.Page page(Caller caller, String path, Place from) throws IOException, RepositoryException {
        for (int attempt = 1; ; attempt++) {
            try {
                return caller.references(reader).broken(path, from, BY_DEFAULT);
            } catch (TooComplexException e) {
                if (attempt == ATTEMPTS || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
            }
        }
    }
}
