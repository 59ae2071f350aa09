package org.openguides.processing.internal.store;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.Comparison;
import org.openguides.processing.internal.text.TabLine;

/**
 * A sealed list of asset paths with the checkpoint of its worker. All assets are processed first, and linked in a
 * second pass. Transient until saved.
 */
public final class PartitionNode extends LeasedNode {

    private static final String DEFERRED = "deferred";
    private static final String DIGESTS = "digests";
    private static final String DIGESTS_BEGIN = "newestDigestsBegin";
    private static final String DIGESTS_NEWEST = "newestDigests";
    private static final String DIGESTS_OF_DEFERRED = "digestsOfDeferred";
    private static final String DOUBTFUL = "doubtful";
    private static final String MAPS = "maps";
    private static final String PATHS = "paths";
    private static final String POSITION = "position";
    private static final String RETRY_AT = "retryAt";
    private static final String SET_ASIDE = "setAside";
    private static final String SIZE = "size";
    private static final String TALLY = "tally";

    /** Number of digests in a file. */
    private static final int DIGESTS_IN_FILE = 500;

    PartitionNode(Node node) {
        super(node);
    }

    /** Returns the name of the partition with a number; names below 100 000 sort like their numbers. */
    public static String name(int number) {
        return String.format(Locale.ROOT, "p%05d", number);
    }

    static PartitionNode create(Node folder, int number, List<String> paths) throws RepositoryException {
        Node node = folder.addNode(name(number), Nodes.RECORD);
        node.setProperty(STATE, State.READY.name());
        node.setProperty(SIZE, paths.size());
        node.setProperty(POSITION, 0);
        ReportLog.create(node);
        LineFiles.add(
                node,
                PATHS,
                paths.stream().map(path -> TabLine.join(List.of(path))).toList());
        return new PartitionNode(node);
    }

    /** Records a takeover from a dead worker; returns how many workers in a row have died at its checkpoint. */
    public int noteTakeover() throws RepositoryException {
        // a deferred asset is halfway to its outcome
        return Takeovers.note(node, 2L * position() - deferred().size());
    }

    /** Resets the count of {@link #noteTakeover}. */
    public void forgetTakeovers() throws RepositoryException {
        Takeovers.forget(node);
    }

    /** Returns the records of workers that died in this partition. */
    public DeathNotes deaths() {
        return new DeathNotes(node);
    }

    /** Returns the quarantined assets. */
    public List<String> setAside() throws RepositoryException {
        return Nodes.texts(node, SET_ASIDE);
    }

    /** Quarantines an asset; there are only a few. */
    public void setAside(String path) throws RepositoryException {
        List<String> all = new ArrayList<>(setAside());
        all.add(path);
        Nodes.set(node, SET_ASIDE, all);
    }

    /** Returns the paths of its assets in the order of the walk. */
    public List<String> paths() throws RepositoryException {
        List<String> paths = new ArrayList<>();
        for (String line : LineFiles.lines(node.getNode(PATHS))) {
            paths.add(TabLine.split(line).get(0));
        }
        return paths;
    }

    /** Returns the first path, which is cheaper than all of them. */
    public String firstPath() throws RepositoryException {
        return TabLine.split(LineFiles.firstLine(node.getNode(PATHS))).get(0);
    }

    /** Returns the number of assets. */
    public int size() throws RepositoryException {
        return (int) Nodes.number(node, SIZE);
    }

    /**
     * Returns the checkpoint as a number of steps. Each asset is one step of processing, and later one step of linking.
     */
    public int position() throws RepositoryException {
        return (int) Nodes.number(node, POSITION);
    }

    /** Returns the number of linked assets. */
    public int linked() throws RepositoryException {
        return Math.max(0, position() - size());
    }

    /** Returns the outcomes up to the checkpoint. */
    public Tally tally() throws RepositoryException {
        return Tally.decode(Nodes.text(node, TALLY, ""));
    }

    /** Advances the checkpoint and adds the reports of the assets before it. */
    public void advance(int position, Tally tally, List<ItemReport> reports) throws RepositoryException {
        node.setProperty(POSITION, position);
        node.setProperty(TALLY, tally.encode());
        Nodes.remove(node, WAITING);
        reports().add(reports);
    }

    /** Returns the reports of its assets. */
    public ReportLog reports() {
        return new ReportLog(node);
    }

    /**
     * Stores digests of the assets' uuids, which are used to find duplicates.
     *
     * @param position the checkpoint before the first of them
     */
    public void keepDigests(int position, List<String> digests) throws RepositoryException {
        int begin = (int) Nodes.number(node, DIGESTS_BEGIN);
        List<String> newest = new ArrayList<>(Nodes.texts(node, DIGESTS_NEWEST));
        if (begin + newest.size() != position) {
            // an earlier build has continued meanwhile
            addDigests(begin, newest);
            begin = position;
        }
        newest.addAll(digests);
        node.setProperty(DIGESTS_BEGIN, begin);
        Nodes.set(node, DIGESTS_NEWEST, newest);
        if (newest.size() >= DIGESTS_IN_FILE) {
            closeDigests();
        }
    }

    private void closeDigests() throws RepositoryException {
        List<String> newest = Nodes.texts(node, DIGESTS_NEWEST);
        int begin = (int) Nodes.number(node, DIGESTS_BEGIN);
        addDigests(begin, newest);
        node.setProperty(DIGESTS_BEGIN, begin + newest.size());
        Nodes.remove(node, DIGESTS_NEWEST);
    }

    /** Sets the state; at the end of a phase it also moves reports and digests to files. */
    @Override
    public void setState(State state) throws RepositoryException {
        super.setState(state);
        if (state == State.PROCESSED || state == State.DONE) {
            closeFiles();
        }
    }

    /** Moves the latest reports and digests to files, the only place where an earlier build would read them. */
    public void closeFiles() throws RepositoryException {
        reports().close();
        if (!Nodes.texts(node, DIGESTS_NEWEST).isEmpty()) {
            closeDigests();
        }
    }

    private void addDigests(int position, List<String> digests) throws RepositoryException {
        if (!digests.isEmpty()) {
            Node folder = node.hasNode(DIGESTS) ? node.getNode(DIGESTS) : node.addNode(DIGESTS, Nodes.FOLDER);
            LineFiles.add(folder, digestFile(position), digests);
        }
    }

    private static String digestFile(int position) {
        return String.format(Locale.ROOT, "d%05d", position);
    }

    /** Stores the digest of an asset that was deferred; {@link #keepDigests} left its place empty. */
    public void keepDigest(int index, String digest) throws RepositoryException {
        Nodes.set(node, DIGESTS_OF_DEFERRED, append(Nodes.texts(node, DIGESTS_OF_DEFERRED), index + " " + digest));
    }

    private static List<String> append(List<String> texts, String more) {
        List<String> all = new ArrayList<>(texts);
        all.add(more);
        return all;
    }

    /** Returns the stored digests of uuids in the order of the walk. */
    public List<String> digests() throws RepositoryException {
        SortedMap<String, List<String>> pieces = new TreeMap<>();
        if (node.hasNode(DIGESTS)) {
            Node folder = node.getNode(DIGESTS);
            for (String file : Nodes.names(folder)) {
                pieces.put(file, LineFiles.lines(folder.getNode(file)));
            }
        }
        List<String> newest = Nodes.texts(node, DIGESTS_NEWEST);
        if (!newest.isEmpty()) {
            pieces.put(digestFile((int) Nodes.number(node, DIGESTS_BEGIN)), newest);
        }
        List<String> digests = new ArrayList<>();
        pieces.values().forEach(digests::addAll);
        for (String late : Nodes.texts(node, DIGESTS_OF_DEFERRED)) {
            int space = late.indexOf(' ');
            digests.set(Integer.parseInt(late.substring(0, space)), late.substring(space + 1));
        }
        return digests;
    }

    /** Returns the assets before the checkpoint without an outcome. */
    public List<DeferredAsset> deferred() throws RepositoryException {
        return Nodes.texts(node, DEFERRED).stream().map(DeferredAsset::decode).toList();
    }

    /** Returns when the deferred assets are retried; null for at once, or if there are none. */
    public @Nullable Instant retryAt() throws RepositoryException {
        return Nodes.instant(node, RETRY_AT);
    }

    /**
     * Stores the assets before the checkpoint that have no outcome yet.
     *
     * @param retryAt when they are retried; null for at once
     */
    public void setDeferred(List<DeferredAsset> deferred, @Nullable Instant retryAt) throws RepositoryException {
        if (deferred.isEmpty()) {
            Nodes.remove(node, DEFERRED, RETRY_AT);
        } else {
            Nodes.set(
                    node, DEFERRED, deferred.stream().map(DeferredAsset::encode).toList());
            if (retryAt != null) {
                Nodes.set(node, RETRY_AT, retryAt);
            }
        }
    }

    /**
     * Stores which assets are maps: linking needs the maps of a project before an index may contain them.
     *
     * @param position the checkpoint before the batch
     * @param offsets  indexes relative to it
     */
    public void keepMaps(int position, List<Integer> offsets) throws RepositoryException {
        if (!offsets.isEmpty()) {
            List<String> all = new ArrayList<>(Nodes.texts(node, MAPS));
            offsets.forEach(offset -> all.add(String.valueOf(position + offset)));
            Nodes.set(node, MAPS, all);
        }
    }

    /** Returns the indexes of maps among the paths; empty for assets that an earlier build has processed. */
    public List<Integer> maps() throws RepositoryException {
        return Nodes.texts(node, MAPS).stream().map(Integer::valueOf).toList();
    }

    /**
     * Makes it available to workers again, for linking.
     *
     * @param doubtful indexes of assets whose uuid may also belong to another asset
     */
    public void beginLinking(List<Integer> doubtful) throws RepositoryException {
        setState(State.READY);
        if (!doubtful.isEmpty()) {
            LineFiles.add(node, DOUBTFUL, doubtful.stream().map(String::valueOf).toList());
        }
    }

    /** Returns the indexes passed to {@link #beginLinking}. */
    public List<Integer> doubtful() throws RepositoryException {
        return node.hasNode(DOUBTFUL)
                ? LineFiles.lines(node.getNode(DOUBTFUL)).stream()
                        .map(Integer::valueOf)
                        .toList()
                : List.of();
    }

    /** Returns the result of a comparison up to the checkpoint. */
    public Comparison comparison() throws RepositoryException {
        return ComparisonNode.read(node);
    }

    /** Adds the result of comparing the next assets. */
    public void addComparison(Comparison more) throws RepositoryException {
        ComparisonNode.write(node, comparison().plus(more));
    }

    /** Removes what only a worker needs, or the whole partition if it has no reports. */
    void keepReports() throws RepositoryException {
        if (reports().isEmpty()) {
            node.remove();
            return;
        }
        for (String name : List.of(PATHS, DIGESTS, DOUBTFUL)) {
            if (node.hasNode(name)) {
                node.getNode(name).remove();
            }
        }
        Nodes.remove(
                node,
                OWNER,
                OWNER_NAME,
                MAPS,
                WAITING,
                THROTTLED_BY,
                DIGESTS_OF_DEFERRED,
                DIGESTS_BEGIN,
                DIGESTS_NEWEST,
                Fence.TOKEN);
    }
}
