package org.openguides.processing.internal.catalog.database;

import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.catalog.AssetFacts;
import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.internal.catalog.Catalog;
import org.openguides.processing.internal.catalog.JcrCatalog;
import org.openguides.processing.internal.catalog.Standing;
import org.openguides.processing.internal.catalog.Term;
import org.openguides.processing.internal.catalog.tables.AssetRow;
import org.openguides.processing.internal.dita.DocumentFacts;
import org.openguides.processing.internal.resolution.Deadline;
import org.openguides.processing.internal.walk.AssetWalk;
import org.openguides.processing.internal.walk.PathOrder;

/**
 * The catalog in a database, which reads rows of many assets at once. The repository determines which assets exist and
 * who may read them: a row is valid only if the asset, read by the session, has its digest. So nothing is revealed
 * about assets that the session may not read or that do not exist any more.
 */
final class DatabaseCatalog implements Catalog {

    /** Number of assets that a walk reads at once. */
    private static final int CHUNK = 200;

    private final Session session;
    private final JcrCatalog repository;
    private final PresentTables tables;

    DatabaseCatalog(Session session, PresentTables tables, Deadline deadline) {
        this.session = session;
        this.repository = new JcrCatalog(session, deadline);
        this.tables = tables;
    }

    @Override
    public Presence presence(String path) throws RepositoryException {
        return repository.presence(path);
    }

    @Override
    public Optional<String> similar(String path) throws RepositoryException {
        return repository.similar(path);
    }

    @Override
    public Optional<AssetFacts> asset(String path) throws RepositoryException {
        Optional<Node> content = repository.content(path);
        if (content.isEmpty()) {
            return Optional.empty();
        }
        AssetRow row = rows(List.of(content.get())).get(0);
        return Optional.of(new AssetFacts(
                path,
                AssetState.uuid(content.get()),
                row == null ? null : AssetFacts.type(row.fileType()),
                row == null ? "" : row.title(),
                row == null ? "" : row.rootId(),
                AssetState.ditaClass(content.get())));
    }

    @Override
    public DocumentFacts document(String path) throws RepositoryException {
        Optional<AssetNode> asset = repository.find(path);
        return asset.isEmpty()
                ? DocumentFacts.NONE
                : documents(List.of(asset.get())).get(0);
    }

    @Override
    public List<DocumentFacts> documents(List<AssetNode> assets) throws RepositoryException {
        Map<String, Node> contents = new LinkedHashMap<>();
        for (AssetNode asset : assets) {
            JcrCatalog.content(asset).ifPresent(content -> contents.put(asset.path(), content));
        }
        Map<String, Long> ids = new HashMap<>();
        Iterator<AssetRow> rows = rows(contents.values()).iterator();
        for (String path : contents.keySet()) {
            AssetRow row = rows.next();
            if (row != null) {
                ids.put(path, row.id());
            }
        }
        Map<Long, DocumentFacts> facts = facts(ids.values());
        return assets.stream()
                .map(asset -> ids.get(asset.path()))
                .map(id -> id == null ? DocumentFacts.NONE : facts.getOrDefault(id, DocumentFacts.NONE))
                .toList();
    }

    private Map<Long, DocumentFacts> facts(Collection<Long> ids) throws RepositoryException {
        return ids.isEmpty() ? Map.of() : tables.ask(present -> present.facts(ids));
    }

    @Override
    public List<Standing> standings(List<AssetNode> assets) throws RepositoryException {
        List<Node> contents = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < assets.size(); i++) {
            if (AssetState.isCurrent(assets.get(i))) {
                contents.add(assets.get(i).content());
                places.add(i);
            }
        }
        List<Standing> standings = new ArrayList<>(Collections.nCopies(assets.size(), Standing.UNKNOWN));
        List<@Nullable AssetRow> rows = rows(contents);
        for (int i = 0; i < rows.size(); i++) {
            AssetRow row = rows.get(i);
            standings.set(places.get(i), row == null ? Standing.UNKNOWN : Rows.standing(row));
        }
        return standings;
    }

    @Override
    public List<String> assetsWith(Term term, String folder) throws RepositoryException {
        List<AssetRow> rows =
                tables.ask(present -> present.withTerm(term.field().name(), term.text(), folder));
        List<String> paths = new ArrayList<>();
        for (AssetRow row : rows) {
            Optional<Node> content = repository.content(row.path());
            if (content.isPresent() && Rows.isOf(row, content.get())) {
                paths.add(row.path());
            }
        }
        paths.sort(PathOrder.INSTANCE);
        return paths;
    }

    @Override
    public void visit(String folder, @Nullable String after, Visitor visitor) throws RepositoryException {
        AssetWalk walk = new AssetWalk(List.of(folder), List.of(), after);
        List<AssetNode> chunk = next(walk);
        while (!chunk.isEmpty()) {
            List<DocumentFacts> documents = documents(chunk);
            for (int i = 0; i < chunk.size(); i++) {
                if (!visitor.visit(chunk.get(i).path(), documents.get(i))) {
                    return;
                }
            }
            chunk = next(walk);
        }
    }

    private List<AssetNode> next(AssetWalk walk) throws RepositoryException {
        List<AssetNode> assets = new ArrayList<>();
        AssetNode asset = walk.next(session);
        while (asset != null) {
            assets.add(asset);
            asset = assets.size() < CHUNK ? walk.next(session) : null;
        }
        return assets;
    }

    /** Returns the row of each asset, in the given order; null if there is no valid one. */
    private List<@Nullable AssetRow> rows(Collection<Node> contents) throws RepositoryException {
        Set<String> digests = new HashSet<>();
        for (Node content : contents) {
            digests.add(AssetState.textOrEmpty(content, AssetState.RECORD));
        }
        digests.remove("");
        Map<String, AssetRow> rows = digests.isEmpty() ? Map.of() : tables.ask(present -> present.withDigests(digests));
        List<@Nullable AssetRow> found = new ArrayList<>();
        for (Node content : contents) {
            AssetRow row = rows.get(AssetState.textOrEmpty(content, AssetState.RECORD));
            found.add(row != null && Rows.isOf(row, content) ? row : null);
        }
        return found;
    }
}
