package org.openguides.processing.internal.catalog;

import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.PathNotFoundException;
import javax.jcr.PropertyType;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.ValueFormatException;
import javax.jcr.query.InvalidQueryException;
import javax.jcr.query.Query;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.apache.jackrabbit.util.Text;
import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.asset.AssetNames;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.dita.DocumentFacts;
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.resolution.Deadline;
import org.openguides.processing.internal.resolution.SimilarNames;
import org.openguides.processing.internal.walk.AssetWalk;
import org.openguides.processing.internal.walk.PathOrder;
import org.slf4j.Logger;

/**
 * The catalog in the repository: facts are stored on the assets, and an Oak index finds assets by their terms. Limited
 * to content that its session may read.
 */
public final class JcrCatalog implements Catalog {

    private static final Logger LOG = ServerLog.of(JcrCatalog.class);

    private static final String STATE_BELOW_ASSET = "/" + AssetNames.CONTENT + "/" + AssetState.NODE;

    /** Maximum number of names in a folder that are compared for suggestions to authors. */
    private static final int LOOKED_AT = 200;

    private final Session session;
    private final Deadline deadline;

    public JcrCatalog(Session session) {
        this(session, Deadline.NONE);
    }

    /** @param deadline time after which it fails */
    public JcrCatalog(Session session, Deadline deadline) {
        this.session = session;
        this.deadline = deadline;
    }

    @Override
    public Presence presence(String path) throws RepositoryException {
        if (!isPossible(path)) {
            return Presence.NONE;
        }
        if (AssetNode.at(session, path).isPresent()) {
            return Presence.ASSET;
        }
        return session.nodeExists(path) ? Presence.OTHER : Presence.NONE;
    }

    @Override
    public Optional<AssetFacts> asset(String path) throws RepositoryException {
        Optional<Node> content = content(path);
        return content.isEmpty() ? Optional.empty() : Optional.of(facts(path, content.get()));
    }

    @Override
    public Optional<String> similar(String path) throws RepositoryException {
        String folder = Text.getRelativeParent(path, 1);
        if (folder.equals("/") || !isPossible(path) || !session.nodeExists(folder)) {
            return Optional.empty();
        }
        String name = Text.getName(path);
        NodeIterator children = session.getNode(folder).getNodes();
        for (int i = 0; i < LOOKED_AT && children.hasNext(); i++) {
            Node child = children.nextNode();
            if (SimilarNames.areSimilar(name, child.getName())
                    && AssetNode.of(child).isPresent()) {
                return Optional.of(child.getPath());
            }
        }
        return Optional.empty();
    }

    @Override
    public DocumentFacts document(String path) throws RepositoryException {
        Optional<AssetNode> asset = find(path);
        return asset.isEmpty() ? DocumentFacts.NONE : document(asset.get());
    }

    @Override
    public List<DocumentFacts> documents(List<AssetNode> assets) throws RepositoryException {
        List<DocumentFacts> documents = new ArrayList<>();
        for (AssetNode asset : assets) {
            documents.add(document(asset));
        }
        return documents;
    }

    private static DocumentFacts document(AssetNode asset) throws RepositoryException {
        Optional<Node> content = content(asset);
        return content.isEmpty() ? DocumentFacts.NONE : StoredFacts.read(content.get());
    }

    @Override
    public List<Standing> standings(List<AssetNode> assets) throws RepositoryException {
        List<Standing> standings = new ArrayList<>();
        for (AssetNode asset : assets) {
            AssetState.Current state = AssetState.current(asset);
            standings.add(state == null ? Standing.UNKNOWN : standing(state));
        }
        return standings;
    }

    private static Standing standing(AssetState.Current current) throws RepositoryException {
        Node state = current.node();
        String outcome = Objects.requireNonNullElse(AssetState.own(state, AssetState.OUTCOME), "");
        String error = outcome.equals("FAILED") ? AssetState.own(state, AssetState.ERROR) : null;
        return Standing.of(outcome, Objects.requireNonNullElse(error, ""), current.outdated());
    }

    /**
     * Oak aborts a query that has read 100 000 nodes, including recently indexed nodes elsewhere. It also rejects
     * queries without an index, as for content outside of the paths that the index covers.
     */
    @Override
    public List<String> assetsWith(Term term, String folder) throws RepositoryException {
        deadline.check();
        try {
            return indexed(term, folder);
        } catch (UnsupportedOperationException | InvalidQueryException unanswered) {
            // The term is not logged, since it may contain arbitrary text of a file.
            LOG.info(
                    "The query for a term failed; reading all assets below {} instead: {}",
                    folder,
                    unanswered.getMessage());
            return walked(term, folder);
        }
    }

    private List<String> indexed(Term term, String folder) throws RepositoryException {
        String statement = select(term.field().property(), folder) + " UNION "
                + select(term.field().formerProperty(), folder) + " OPTION(TRAVERSAL FAIL, INDEX TAG openguides)";
        Query query = session.getWorkspace().getQueryManager().createQuery(statement, Query.JCR_SQL2);
        query.bindValue("term", session.getValueFactory().createValue(term.text()));
        Set<String> paths = new TreeSet<>(PathOrder.INSTANCE);
        for (NodeIterator states = query.execute().getNodes(); states.hasNext(); ) {
            String path = states.nextNode().getPath();
            int end = path.indexOf(STATE_BELOW_ASSET);
            if (end > 0 && isState(path.substring(end + STATE_BELOW_ASSET.length()))) {
                paths.add(path.substring(0, end));
            }
        }
        return List.copyOf(paths);
    }

    /** The folder lies in a content root, so an index that covers only this root can answer the query. */
    private static String select(String property, String folder) {
        return "SELECT * FROM [nt:unstructured] AS state WHERE state.[" + property
                + "] = $term AND ISDESCENDANTNODE(state, '" + folder.replace("'", "''") + "')";
    }

    /** Returns whether the result is the node of the state or one of the nodes that its terms are distributed over. */
    private static boolean isState(String belowState) {
        return belowState.isEmpty() || belowState.startsWith("/" + LongList.SPREAD + "/");
    }

    private List<String> walked(Term term, String folder) throws RepositoryException {
        List<String> paths = new ArrayList<>();
        String property = AssetState.NODE + "/" + term.field().property();
        String former = AssetState.NODE + "/" + term.field().formerProperty();
        AssetWalk walk = new AssetWalk(List.of(folder), List.of(), null);
        for (AssetNode asset = walk.next(session); asset != null; asset = walk.next(session)) {
            deadline.check();
            if (asset.node().hasNode(AssetNames.CONTENT)
                    && (LongList.texts(asset.content(), property).contains(term.text())
                            || LongList.texts(asset.content(), former).contains(term.text()))) {
                paths.add(asset.path());
            }
        }
        return paths;
    }

    @Override
    public void visit(String folder, @Nullable String after, Visitor visitor) throws RepositoryException {
        AssetWalk walk = new AssetWalk(List.of(folder), List.of(), after);
        AssetNode asset = walk.next(session);
        while (asset != null && visitor.visit(asset.path(), document(asset))) {
            asset = walk.next(session);
        }
    }

    /** Returns the asset at the path; empty if there is none. */
    public Optional<AssetNode> find(String path) throws RepositoryException {
        deadline.check();
        return isPossible(path) ? AssetNode.at(session, path) : Optional.empty();
    }

    /** Returns the content node of the asset at the path; empty if there is none. */
    public Optional<Node> content(String path) throws RepositoryException {
        Optional<AssetNode> asset = find(path);
        return asset.isPresent() ? content(asset.get()) : Optional.empty();
    }

    /** Returns the content node of an asset; empty if the session may not read it. */
    public static Optional<Node> content(AssetNode asset) throws RepositoryException {
        try {
            return Optional.of(asset.content());
        } catch (PathNotFoundException hidden) {
            return Optional.empty();
        }
    }

    private static AssetFacts facts(String path, Node content) throws RepositoryException {
        return new AssetFacts(
                path,
                AssetState.uuid(content),
                AssetFacts.type(AssetState.textOrEmpty(content, AssetState.TYPE)),
                AssetState.textOrEmpty(content, AssetState.TITLE),
                AssetState.textOrEmpty(content, AssetState.ROOT_ID),
                AssetState.ditaClass(content));
    }

    /** Returns whether the path is valid for a node: the repository throws an exception for others. */
    private boolean isPossible(String path) throws RepositoryException {
        if (!path.startsWith("/") || path.startsWith("/../") || path.indexOf('[') >= 0) {
            return false;
        }
        try {
            session.getValueFactory().createValue(path, PropertyType.PATH);
            return true;
        } catch (ValueFormatException e) {
            return false;
        }
    }
}
