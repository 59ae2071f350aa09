package org.openguides.processing.internal.http;

import javax.jcr.RepositoryException;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import org.openguides.processing.internal.catalog.AssetFacts;
import org.openguides.processing.internal.reference.ReferenceReader;
import org.openguides.processing.internal.reference.References;
import org.openguides.processing.internal.resolution.Incoming;
import org.openguides.processing.internal.resolution.Outgoing;
import org.openguides.processing.internal.status.AssetStatus;
import org.openguides.processing.internal.status.AssetStatusReader;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code GET /assets/references}: outgoing and incoming references of an asset, limited to assets that the caller can
 * read.
 */
@Component(service = ApiServlet.class)
public final class ReferencesServlet extends ApiServlet {

    static final String PATH = "/assets/references";

    private final ReferenceReader reader;
    private final AssetStatusReader status;
    private final PathRules rules;

    @Activate
    public ReferencesServlet(
            @Reference(name = "reader") ReferenceReader reader,
            @Reference(name = "status") AssetStatusReader status,
            @Reference(name = "settings") ApiSettings settings) {
        super(settings, PATH, "GET", "HEAD");
        this.reader = reader;
        this.status = status;
        this.rules = new PathRules(settings.contentRoots());
    }

    @Override
    Answer answer(Call call) throws IOException, RepositoryException {
        References references = call.caller().references(reader);
        String path = path(call, references);
        AssetFacts asset = references
                .asset(path)
                .orElseThrow(() -> new RejectedException(
                        ProblemType.ASSET_NOT_FOUND, "There is no asset at " + Quoted.text(path) + ".", "path"));
        AssetStatus standing = status.of(path);
        List<Outgoing> outgoing = references.outgoing(path);
        List<Incoming> incoming = references.incoming(asset);
        List<String> keys = references.keys(path);
        return JsonAnswer.ok(ReferencesJson.of(asset, standing, outgoing, incoming, keys));
    }

    private String path(Call call, References references) throws RepositoryException {
        Optional<String> path = call.fields().text("path");
        if (path.isPresent()) {
            return rules.target(path.get(), "path", call.caller());
        }
        String uuid = call.fields()
                .text("uuid")
                .orElseThrow(() -> new RejectedException(
                        ProblemType.MISSING_FIELD, "One of the fields path and uuid is needed.", "path"));
        return references.withUuid(uuid).stream()
                .findFirst()
                .orElseThrow(() -> new RejectedException(
                        ProblemType.ASSET_NOT_FOUND,
                        "There is no asset with the uuid " + Quoted.text(uuid) + " that you can read.",
                        "uuid"));
    }
}
