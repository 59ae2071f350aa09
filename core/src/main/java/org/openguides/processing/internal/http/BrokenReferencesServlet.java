package org.openguides.processing.internal.http;

import javax.jcr.RepositoryException;

import java.io.IOException;

import org.openguides.processing.internal.reference.BrokenReferences;
import org.openguides.processing.internal.reference.BrokenReferences.Place;
import org.openguides.processing.internal.reference.ReferenceReader;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code GET /assets/references/broken}: the broken references of a folder, as far as the caller can read it. */
@Component(service = ApiServlet.class)
public final class BrokenReferencesServlet extends ApiServlet {

    static final String PATH = ReferencesServlet.PATH + "/broken";

    private static final int BY_DEFAULT = 500;
    private static final int AT_MOST = 5_000;

    private final ReferenceReader reader;
    private final PathRules rules;

    @Activate
    public BrokenReferencesServlet(
            @Reference(name = "reader") ReferenceReader reader, @Reference(name = "settings") ApiSettings settings) {
        super(settings, PATH, "GET", "HEAD");
        this.reader = reader;
        this.rules = new PathRules(settings.contentRoots());
    }

    @Override
    Answer answer(Call call) throws IOException, RepositoryException {
        String path = rules.target(call.fields().required("path"), "path", call.caller());
        long offset = call.fields().natural("offset").orElse(0);
        int limit = (int) Math.min(call.fields().natural("limit").orElse(BY_DEFAULT), AT_MOST);
        Place from = call.fields()
                .text(BrokenCursor.FIELD)
                .map(cursor -> BrokenCursor.read(cursor, path))
                .orElseGet(() -> Place.first(offset));
        BrokenReferences.Page page = call.caller().references(reader).broken(path, from, limit);
        return JsonAnswer.ok(json -> ReferencesJson.write(page, offset, limit, json));
    }
}
