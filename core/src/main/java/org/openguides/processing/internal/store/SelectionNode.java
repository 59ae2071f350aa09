package org.openguides.processing.internal.store;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The selection of a run as a work unit: its owner and its results besides the partitions. The position of the walk is
 * stored with the run. Transient until saved.
 */
public final class SelectionNode extends LeasedNode {

    /** Not {@code selection}, which is a property of the run. */
    static final String NAME = "walk";

    private static final String CLEANED_FOLDERS = "cleanedFolders";
    private static final String CLEANED_TO = "cleanedTo";
    private static final String IGNORED_REQUESTS = "ignoredRequests";
    private static final String NOT_PERMITTED = "notPermitted";
    private static final String TYPES = "types";
    private static final String UNREAD_FOLDERS = "unreadFolders";
    private static final String VERDICTS = "verdicts";

    private SelectionNode(Node node) {
        super(node);
    }

    /** Returns the selection of a run; creates it, unsaved, if it does not exist. */
    static SelectionNode of(Node run) throws RepositoryException {
        if (run.hasNode(NAME)) {
            return new SelectionNode(run.getNode(NAME));
        }
        SelectionNode selection = new SelectionNode(run.addNode(NAME, Nodes.RECORD));
        selection.setState(State.READY);
        Fence.stamp(selection.node);
        return selection;
    }

    /** Returns the number of assets by name of the verdict. */
    public Map<String, Long> verdicts() throws RepositoryException {
        return counts(VERDICTS);
    }

    /** Returns the number of assets that a dry run would process, by name of the type. */
    public Map<String, Long> types() throws RepositoryException {
        return counts(TYPES);
    }

    /** Returns how many selected assets the requester of a dry run may not modify. */
    public long notPermitted() throws RepositoryException {
        return Nodes.number(node, NOT_PERMITTED);
    }

    /** Stores the counts of the walk so far. */
    public void setVerdicts(Map<String, Long> verdicts) throws RepositoryException {
        set(VERDICTS, verdicts);
    }

    /** Stores the counts of a dry run so far. */
    public void setDryRun(Map<String, Long> types, long notPermitted) throws RepositoryException {
        set(TYPES, types);
        node.setProperty(NOT_PERMITTED, notPermitted);
    }

    /** Returns the requested paths at which nothing is processed. */
    public List<String> ignoredRequests() throws RepositoryException {
        return Nodes.texts(node, IGNORED_REQUESTS);
    }

    /** Returns the number of folders at ignored paths that have not been read, so that their assets are not counted. */
    public long unreadFolders() throws RepositoryException {
        return Nodes.number(node, UNREAD_FOLDERS);
    }

    /** Stores what is left out as a whole. */
    public void setIgnored(List<String> requests, long folders) throws RepositoryException {
        Nodes.set(node, IGNORED_REQUESTS, requests);
        if (folders > 0) {
            node.setProperty(UNREAD_FOLDERS, folders);
        }
    }

    /** Returns for how many paths of the run the catalog has been cleaned up. */
    public int cleanedFolders() throws RepositoryException {
        return (int) Nodes.number(node, CLEANED_FOLDERS);
    }

    /** Returns the position of the clean-up within the next path; null if that has not begun. */
    public @Nullable String cleanedTo() throws RepositoryException {
        return Nodes.text(node, CLEANED_TO);
    }

    /** Stores the position of the clean-up. */
    public void setCleaned(int folders, @Nullable String path) throws RepositoryException {
        node.setProperty(CLEANED_FOLDERS, folders);
        node.setProperty(CLEANED_TO, path);
    }

    private Map<String, Long> counts(String name) throws RepositoryException {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (String text : Nodes.texts(node, name)) {
            int space = text.indexOf(' ');
            counts.put(text.substring(0, space), Long.valueOf(text.substring(space + 1)));
        }
        return counts;
    }

    private void set(String name, Map<String, Long> counts) throws RepositoryException {
        List<String> texts = new ArrayList<>();
        counts.forEach((key, count) -> texts.add(key + ' ' + count));
        Nodes.set(node, name, texts);
    }
}
