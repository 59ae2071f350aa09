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
 * A sealed list of asset paths, with the checkpoint of its worker: first each asset is processed, later each is
 * linked. Transient until saved.
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

    /** Digests in a file. */
    private static final int DIGESTS_IN_FILE = 500;

    PartitionNode(Node node) {
        super(node);
    }

    /** The name of the partition with a number; the order of names is that of numbers below 100 000. */
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

    /** Notes that it is taken over from a worker who died; returns how many died in a row at its checkpoint. */
    public int noteTakeover() throws RepositoryException {
        // an asset that is deferred is half of the way to an outcome
        return Takeovers.note(node, 2L * position() - deferred().size());
    }

    /** Forgets what {@link #noteTakeover} has counted. */
    public void forgetTakeovers() throws RepositoryException {
        Takeovers.forget(node);
    }

    /** What is known of workers that died in this partition. */
    public DeathNotes deaths() {
        return new DeathNotes(node);
    }

    /** The assets that no worker is to touch again. */
    public List<String> setAside() throws RepositoryException {
        return Nodes.texts(node, SET_ASIDE);
    }

    /** Keeps workers from touching an asset again; there are few of them. */
    public void setAside(String path) throws RepositoryException {
        List<String> all = new ArrayList<>(setAside());
        all.add(path);
        Nodes.set(node, SET_ASIDE, all);
    }

    /** The paths of its assets, in the order of the walk. */
    public List<String> paths() throws RepositoryException {
        List<String> paths = new ArrayList<>();
        for (String line : LineFiles.lines(node.getNode(PATHS))) {
            paths.add(TabLine.split(line).get(0));
        }
        return paths;
    }

    /** The first of its paths, which costs less than all of them. */
    public String firstPath() throws RepositoryException {
        return TabLine.split(LineFiles.firstLine(node.getNode(PATHS))).get(0);
    }

    /** How many assets it has. */
    public int size() throws RepositoryException {
        return (int) Nodes.number(node, SIZE);
    }

    /** The checkpoint: how many steps are behind. Each asset is one step until all have an outcome, then one more. */
    public int position() throws RepositoryException {
        return (int) Nodes.number(node, POSITION);
    }

    /** How many of its assets are linked. */
    public int linked() throws RepositoryException {
        return Math.max(0, position() - size());
    }

    /** The outcomes up to the checkpoint. */
    public Tally tally() throws RepositoryException {
        return Tally.decode(Nodes.text(node, TALLY, ""));
    }

    /** Moves the checkpoint, and keeps what is to be said of the assets before it. */
    public void advance(int position, Tally tally, List<ItemReport> reports) throws RepositoryException {
        node.setProperty(POSITION, position);
        node.setProperty(TALLY, tally.encode());
        Nodes.remove(node, WAITING);
        reports().add(reports);
    }

    /** What there is to say of its assets. */
    public ReportLog reports() {
        return new ReportLog(node);
    }

    /**
     * Keeps digests of the assets' uuids, from which those are found that are given twice.
     *
     * @param position the checkpoint before the first of them
     */
    public void keepDigests(int position, List<String> digests) throws RepositoryException {
        int begin = (int) Nodes.number(node, DIGESTS_BEGIN);
        List<String> newest = new ArrayList<>(Nodes.texts(node, DIGESTS_NEWEST));
        if (begin + newest.size() != position) {
            // an earlier build has gone on meanwhile
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

    /** At the end of a phase reports and digests are in files. */
    @Override
    public void setState(State state) throws RepositoryException {
        super.setState(state);
        if (state == State.PROCESSED || state == State.DONE) {
            closeFiles();
        }
    }

    /** Moves the newest reports and digests to files: an earlier build, which may be the next to read them, looks there only. */
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

    /** Keeps the digest of an asset that had been deferred; {@link #keepDigests} has kept none in its place. */
    public void keepDigest(int index, String digest) throws RepositoryException {
        Nodes.set(node, DIGESTS_OF_DEFERRED, append(Nodes.texts(node, DIGESTS_OF_DEFERRED), index + " " + digest));
    }

    private static List<String> append(List<String> texts, String more) {
        List<String> all = new ArrayList<>(texts);
        all.add(more);
        return all;
    }

    /** What was kept of its assets' uuids, in the order of the walk. */
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

    /** The assets before the checkpoint that have no outcome yet. */
    public List<DeferredAsset> deferred() throws RepositoryException {
        return Nodes.texts(node, DEFERRED).stream().map(DeferredAsset::decode).toList();
    }

    /** When the deferred assets are to be tried again; null if at once, or if there are none. */
    public @Nullable Instant retryAt() throws RepositoryException {
        return Nodes.instant(node, RETRY_AT);
    }

    /**
     * Notes which assets before the checkpoint have no outcome yet.
     *
     * @param retryAt when they are to be tried again; null if at once
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
     * Keeps which of the assets are maps: what a project's maps say is needed before an index may know of them.
     *
     * @param position the checkpoint before the first of the batch
     * @param offsets  counted from there
     */
    public void keepMaps(int position, List<Integer> offsets) throws RepositoryException {
        if (!offsets.isEmpty()) {
            List<String> all = new ArrayList<>(Nodes.texts(node, MAPS));
            offsets.forEach(offset -> all.add(String.valueOf(position + offset)));
            Nodes.set(node, MAPS, all);
        }
    }

    /** Which of its paths, counted from 0, are those of maps; none of what an earlier build has processed. */
    public List<Integer> maps() throws RepositoryException {
        return Nodes.texts(node, MAPS).stream().map(Integer::valueOf).toList();
    }

    /**
     * Lets workers take it once more, to link its assets.
     *
     * @param doubtful which of its paths, counted from 0, belong to assets whose uuid another one may have too
     */
    public void beginLinking(List<Integer> doubtful) throws RepositoryException {
        setState(State.READY);
        if (!doubtful.isEmpty()) {
            LineFiles.add(node, DOUBTFUL, doubtful.stream().map(String::valueOf).toList());
        }
    }

    /** What {@link #beginLinking} was told. */
    public List<Integer> doubtful() throws RepositoryException {
        return node.hasNode(DOUBTFUL)
                ? LineFiles.lines(node.getNode(DOUBTFUL)).stream()
                        .map(Integer::valueOf)
                        .toList()
                : List.of();
    }

    /** What a run that compares has found of its assets up to the checkpoint. */
    public Comparison comparison() throws RepositoryException {
        return ComparisonNode.read(node);
    }

    /** Adds what has been found of its next assets. */
    public void addComparison(Comparison more) throws RepositoryException {
        ComparisonNode.write(node, comparison().plus(more));
    }

    /** Removes what only a worker needs, and the whole partition if it has no reports. */
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
