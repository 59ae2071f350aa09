package org.openguides.processing.internal.store;

import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.text.TabLine;

/**
 * Assets at which servers have died, for all nodes of the cluster and all later runs. An entry is valid for one version
 * of the bundle, as another one may be able to process the asset. Transient until saved.
 */
public final class DeadlyAssets {

    private static final String FOLDER = "/var/openguides";
    private static final String NAME = "suspects";
    private static final String FORGOTTEN = "forgottenBefore";
    private static final String KILLED = "killed";
    private static final int REMEMBERED = 1000;

    private DeadlyAssets() {}

    /**
     * A version of an asset's content.
     *
     * @param path     absolute path
     * @param revision identifies the bytes
     * @param version  version of the bundle that died
     */
    public record Content(String path, String revision, String version) {}

    /** Returns the number of deaths at each asset. */
    public static Map<Content, Long> of(Session session) throws RepositoryException {
        if (!session.nodeExists(FOLDER + "/" + NAME)) {
            return Map.of();
        }
        return Nodes.texts(session.getNode(FOLDER + "/" + NAME), KILLED).stream()
                .map(TabLine::split)
                .filter(fields -> fields.size() == 3)
                .map(fields -> new Content(fields.get(0), fields.get(1), fields.get(2)))
                .collect(Collectors.groupingBy(content -> content, Collectors.counting()));
    }

    /**
     * Returns the time before which all deaths are to be forgotten, including those recorded on nodes; null for none.
     */
    public static @Nullable Instant forgottenBefore(Session session) throws RepositoryException {
        String path = FOLDER + "/" + NAME;
        return session.nodeExists(path) ? Nodes.instant(session.getNode(path), FORGOTTEN) : null;
    }

    /** Forgets all deaths; each node forgets its own records when it next acquires work. */
    public static void forget(Session session, Instant now) throws RepositoryException {
        Node node = node(session);
        Nodes.remove(node, KILLED);
        Nodes.set(node, FORGOTTEN, now);
    }

    private static Node node(Session session) throws RepositoryException {
        Node folder = session.getNode(FOLDER);
        return folder.hasNode(NAME) ? folder.getNode(NAME) : folder.addNode(NAME, Nodes.RECORD);
    }

    /** Adds deaths; the oldest of more than a thousand entries are removed. */
    public static void add(Session session, Content content, int deaths) throws RepositoryException {
        Node node = node(session);
        List<String> all = new ArrayList<>(Nodes.texts(node, KILLED));
        String line = TabLine.join(List.of(content.path(), content.revision(), content.version()));
        all.addAll(Collections.nCopies(deaths, line));
        Nodes.set(node, KILLED, all.subList(Math.max(0, all.size() - REMEMBERED), all.size()));
    }
}
