package org.openguides.processing.internal.catalog;

import javax.jcr.RepositoryException;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.FileType;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.dita.DocumentFacts;
import org.openguides.processing.internal.walk.PathOrder;

/**
 * The catalog of a run, which also finds assets that the run has just processed, even if the index of the repository
 * lags behind. Belongs to one thread.
 */
public final class CatalogOfARun implements Catalog {

    private final Catalog catalog;
    private final Identities identities;

    /**
     * Creates a view of a catalog.
     *
     * @param identities the assets of the run
     */
    public CatalogOfARun(Catalog catalog, Identities identities) {
        this.catalog = catalog;
        this.identities = identities;
    }

    @Override
    public List<String> assetsWith(Term term, String folder) throws RepositoryException {
        List<String> indexed = catalog.assetsWith(term, folder);
        if (term.field() != Term.Field.IDENTITY) {
            return indexed;
        }
        Set<String> paths = new TreeSet<>(PathOrder.INSTANCE);
        paths.addAll(indexed);
        for (String path : identities.assetsWith(term, folder)) {
            if (!paths.contains(path) && isA(path, term)) {
                paths.add(path);
            }
        }
        return List.copyOf(paths);
    }

    private boolean isA(String path, Term term) throws RepositoryException {
        Optional<AssetFacts> asset = catalog.asset(path);
        if (asset.isEmpty()) {
            return false;
        }
        return term.equals(Term.map())
                ? asset.get().type() == FileType.DITA_MAP
                : asset.get().hasUuid(term.uuid());
    }

    @Override
    public Presence presence(String path) throws RepositoryException {
        return catalog.presence(path);
    }

    @Override
    public Optional<AssetFacts> asset(String path) throws RepositoryException {
        return catalog.asset(path);
    }

    @Override
    public Optional<String> similar(String path) throws RepositoryException {
        return catalog.similar(path);
    }

    @Override
    public DocumentFacts document(String path) throws RepositoryException {
        return catalog.document(path);
    }

    @Override
    public List<DocumentFacts> documents(List<AssetNode> assets) throws RepositoryException {
        return catalog.documents(assets);
    }

    @Override
    public List<Standing> standings(List<AssetNode> assets) throws RepositoryException {
        return catalog.standings(assets);
    }

    @Override
    public void visit(String folder, @Nullable String after, Visitor visitor) throws RepositoryException {
        catalog.visit(folder, after, visitor);
    }
}
