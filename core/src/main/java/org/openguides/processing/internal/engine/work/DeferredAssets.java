package org.openguides.processing.internal.engine.work;

import javax.jcr.InvalidItemStateException;
import javax.jcr.RepositoryException;
import javax.jcr.lock.LockException;
import javax.jcr.version.VersionException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.Reason;
import org.openguides.processing.internal.engine.Backoff;
import org.openguides.processing.internal.session.Contention;
import org.openguides.processing.internal.session.Outage;
import org.openguides.processing.internal.store.Deferral;
import org.openguides.processing.internal.store.DeferredAsset;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.spi.Finding;
import org.openguides.processing.spi.ItemResult;

/**
 * The assets of a partition that had no outcome when they were processed. They are retried in rounds, once per round,
 * with pauses of growing length during which the partition has no worker. For one thread.
 */
final class DeferredAssets {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    /** A user or another program usually keeps an asset for hours; a run does not wait that long. */
    private static final int TRIES = 4;

    private final Duration longest;
    private final Set<Integer> tried = new HashSet<>();
    private List<DeferredAsset> all;
    private @Nullable Instant retryAt;

    /** @param longest how long an asset is retried */
    DeferredAssets(PartitionNode partition, Duration longest) throws RepositoryException {
        this.all = partition.deferred();
        this.retryAt = partition.retryAt();
        this.longest = longest;
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    List<DeferredAsset> all() {
        return all;
    }

    /** Returns their indexes among the paths of the partition. */
    Set<Integer> indexes() {
        return all.stream().map(DeferredAsset::index).collect(Collectors.toSet());
    }

    /** Returns how many of them could not be read when last tried. */
    long unreachable() {
        return all.stream()
                .filter(asset -> asset.why() == Deferral.CONTENT_UNREACHABLE)
                .count();
    }

    /** Returns whether the next round has to wait. */
    boolean isWaiting(Instant now) {
        return retryAt != null && now.isBefore(retryAt);
    }

    /** Returns the next asset of this round; empty if each has been tried. */
    Optional<DeferredAsset> next() {
        return all.stream().filter(asset -> !tried.contains(asset.index())).findFirst();
    }

    /** Returns this list with additional assets, which are not deferred yet. */
    List<DeferredAsset> and(List<DeferredAsset> more) {
        List<DeferredAsset> sum = new ArrayList<>(all);
        sum.addAll(more);
        return sum;
    }

    /** Returns this list without the asset at an index. */
    List<DeferredAsset> without(int index) {
        return all.stream().filter(each -> each.index() != index).toList();
    }

    /** Must be called when a list has been committed. */
    void saved(List<DeferredAsset> committed) {
        all = committed;
    }

    /** Records a failed retry, which is committed at the end of the round. */
    void tried(DeferredAsset again) {
        tried.add(again.index());
        all = all.stream()
                .map(each -> each.index() == again.index() ? again : each)
                .toList();
    }

    /** Records on the partition when the next round begins. */
    void endRound(PartitionNode partition, Instant now) throws RepositoryException {
        int rounds = all.stream().mapToInt(DeferredAsset::tries).max().orElse(1);
        retryAt = now.plus(Backoff.pause(FIRST_PAUSE, LONGEST_PAUSE, rounds));
        partition.setDeferred(all, retryAt);
        tried.clear();
    }

    /** Returns whether an asset is not retried any more. */
    boolean isOver(DeferredAsset asset, Instant now) {
        boolean held =
                switch (asset.why()) {
                    case CONTENT_UNREACHABLE, PROCESSING -> false;
                    case CHECKED_OUT, LOCKED, CHECKED_IN, CHANGED -> asset.tries() >= TRIES;
                };
        return held || !now.isBefore(asset.since().plus(longest));
    }

    /** Returns the outcome of an asset that is not retried any more. */
    ItemResult outcome(DeferredAsset asset) {
        return switch (asset.why()) {
            case CONTENT_UNREACHABLE -> ItemResult.failure(
                    FileType.OTHERS,
                    Finding.of(
                            Reason.CONTENT_UNREACHABLE,
                            "content-unreachable: its content could not be read for " + longest.toSeconds()
                                    + " s, while other files could; see the server's log"));
            case PROCESSING -> skipped(
                    Reason.STILL_PROCESSED, "AEM still processes it after " + longest.toSeconds() + " s");
            case CHECKED_OUT -> skipped(Reason.CHECKED_OUT, "it is checked out");
            case LOCKED -> skipped(Reason.LOCKED, "it is locked");
            case CHECKED_IN -> skipped(Reason.CHECKED_IN, "it is checked in, so that nothing can be written to it");
            case CHANGED -> ItemResult.failure(
                    FileType.OTHERS,
                    Finding.of(
                            Reason.CONFLICT,
                            "other sessions changed it at the same time, " + TRIES + " times in a row"));
        };
    }

    private static ItemResult skipped(Reason reason, String message) {
        return ItemResult.skipped(FileType.OTHERS, Finding.of(reason, message));
    }

    /** Returns why an asset that cannot be written now may accept changes later; null if it will not. */
    static @Nullable Deferral reason(RepositoryException e) {
        if (Outage.isOutage(e) || Contention.isContention(e)) {
            return null;
        }
        if (e instanceof LockException) {
            return Deferral.LOCKED;
        }
        if (e instanceof VersionException) {
            return Deferral.CHECKED_IN;
        }
        return e instanceof InvalidItemStateException ? Deferral.CHANGED : null;
    }
}
