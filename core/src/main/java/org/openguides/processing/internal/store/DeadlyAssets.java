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
 * The contents of assets at which servers have died, as every node of the cluster and every later run knows them. Each counts for
 * one version of the bundle: another one may get along with it. Transient until saved.
 */
public final class DeadlyAssets {

    private static final String FOLDER = "/var/openguides";
    private static final String NAME = "suspects";
    private static final String FORGOTTEN = "forgottenBefore";
    private static final String KILLED = "killed";
    private static final int REMEMBERED = 1000;

    private DeadlyAssets() {}

    /**
     * One content of one asset.
     *
     * @param path     absolute path
     * @param revision identifies its bytes
     * @param version  of the bundle that died
     */
    public record Content(String path, String revision, String version) {}

    /** How many deaths there were at each. */
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

    /** Before when all deaths are to be forgotten, also those that nodes have noted by themselves; null if none are. */
    public static @Nullable Instant forgottenBefore(Session session) throws RepositoryException {
        String path = FOLDER + "/" + NAME;
        return session.nodeExists(path) ? Nodes.instant(session.getNode(path), FORGOTTEN) : null;
    }

    /** Forgets all deaths, and has each node forget its own when it next acquires work. */
    public static void forget(Session session, Instant now) throws RepositoryException {
        Node node = node(session);
        Nodes.remove(node, KILLED);
        Nodes.set(node, FORGOTTEN, now);
    }

    private static Node node(Session session) throws RepositoryException {
        Node folder = session.getNode(FOLDER);
        return folder.hasNode(NAME) ? folder.getNode(NAME) : folder.addNode(NAME, Nodes.RECORD);
    }

    /** Adds deaths; the oldest are forgotten when there are a thousand. */
    public static void add(Session session, Content content, int deaths) throws RepositoryException {
        Node node = node(session);
        List<String> all = new ArrayList<>(Nodes.texts(node, KILLED));
        String line = TabLine.join(List.of(content.path(), content.revision(), content.version()));
        all.addAll(Collections.nCopies(deaths, line));
        Nodes.set(node, KILLED, all.subList(Math.max(0, all.size() - REMEMBERED), all.size()));
    }
}
