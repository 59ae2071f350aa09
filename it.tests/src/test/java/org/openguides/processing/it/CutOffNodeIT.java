package org.openguides.processing.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openguides.processing.it.GuidesApi.number;
import static org.openguides.processing.it.GuidesApi.request;

/**
 * A node is cut off from the database for longer than our lease, but less than Oak's: its work is taken over while it
 * still considers itself the owner, and its pending commit arrives late.
 */
@Nightly
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CutOffNodeIT {

    private static final int ASSETS = Integer.getInteger("assets", 2000);
    private static final int LEASE_SECONDS = 4;
    private static final int LATE_COMMITS = 2;
    /**
     * Not every cut leads to a late commit: Sling may give the job of a takeover to the very node that is cut off, and
     * PostgreSQL may have ended the transaction of the commit meanwhile.
     */
    private static final int MOST_CUTS = 8;

    /** After 20 s the database driver gives up ({@code socketTimeout}), which is an error and not a late commit. */
    private static final Duration CUT = Duration.ofSeconds(18);

    private static final Duration COMES_THROUGH = Duration.ofSeconds(15);
    private static final int ASSET_SECONDS = 60;

    private final TwoNodes nodes = new TwoNodes(new FragileSling.Pace(50, 20, 150, LEASE_SECONDS, ASSET_SECONDS));
    private final ManyAssets assets = nodes.assets("cut-off", ASSETS);

    @AfterAll
    void end() {
        nodes.close();
    }

    /** The node that does not coordinate the run is cut off: the other one sees its heartbeats stop. */
    @Test
    void lateCommitsAreRefused() {
        RunAudit audit = new RunAudit(nodes.east().admin(), assets);
        String id = nodes.east().api().start(request(assets.folder()));
        nodes.east().api().await(id, "beginning", run -> number(run, "triggeredCount") > 0);
        TwoNodes.Node survivor = nodes.coordinator(id);
        TwoNodes.Node cutOff = nodes.other(survivor);
        PartitionOwners owners = new PartitionOwners(survivor.admin(), id);
        int refused = 0;
        for (int cut = 1; refused < LATE_COMMITS; cut++) {
            assertTrue(cut <= MOST_CUTS, "only " + refused + " refused commits");
            refused += cutOff(cutOff, owners) ? 1 : 0;
        }
        nodes.east().api().awaitSuccess(id);
        nodes.west().api().awaitSuccess(id);
        audit.assertComplete(nodes.east().admin(), id);
    }

    /** Cuts a node off while it works; returns whether its work was taken over and its late commit refused. */
    private static boolean cutOff(TwoNodes.Node node, PartitionOwners owners) {
        Awaitility.await("work of " + node.name())
                .atMost(Duration.ofMinutes(1))
                .until(() -> owners.ofOthers().size() == 2);
        Set<String> lost = new HashSet<>();
        node.line().cut();
        Optional<String> taken = within(CUT, () -> taken(owners, lost));
        long before = taken.map(partition -> refusals(node, partition)).orElse(0L);
        node.line().mend();
        return taken.isPresent()
                && within(COMES_THROUGH, () -> taken.filter(partition -> refusals(node, partition) > before))
                        .isPresent();
    }

    /** The first result within a time, if any. */
    private static Optional<String> within(Duration time, Callable<Optional<String>> found) {
        try {
            return Awaitility.await().atMost(time).until(found, Optional::isPresent);
        } catch (ConditionTimeoutException none) {
            return Optional.empty();
        }
    }

    /** The first partition that the coordinating node has taken over from the other one. */
    private static Optional<String> taken(PartitionOwners owners, Set<String> lost) {
        lost.addAll(owners.ofOthers());
        return owners.ofCoordinator().stream().filter(lost::contains).findFirst();
    }

    /** How often a node has logged that it may not commit to a partition any more. */
    private static long refusals(TwoNodes.Node node, String partition) {
        try (Stream<String> lines = Files.lines(node.sling().server().log())) {
            return lines.filter(line -> line.contains("Refused to commit at " + partition + ":"))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
