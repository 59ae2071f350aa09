package org.openguides.processing.internal.engine;

import java.time.Duration;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import org.openguides.processing.testing.TestCatalogs;

/**
 * Property-based test on a real store: whatever happens to a run in whatever order, each asset finally has exactly one
 * outcome, the counts are correct, the log has no gap and nothing is left behind.
 */
@Tag(TestCatalogs.TAG)
class RunPropertiesTest {

    /** What happens while a coordinator works. */
    enum Happening {
        NOTHING,
        CRASH,
        CUT_OFF,
        CANCEL,
        STOP,
        DUPLICATE_DELIVERY,
        TAKEOVER,
        EDIT
    }

    /** What happens between two coordinators. */
    enum Between {
        NOTHING,
        RESTART_NODE,
        LEASE_OVER,
        CANCEL,
        RESUME,
        RESTART,
        LATE_DELIVERY,
        LOCK,
        FILE_AWAY,
        STORE_AWAY
    }

    /**
     * One step.
     *
     * @param between   happens first
     * @param node      the node that gets the run afterwards
     * @param happening what happens on that node
     * @param after     number of assets or commits after which it happens
     */
    record Step(Between between, String node, Happening happening, int after) {}

    @Property(tries = 60)
    void nothingIsLostAndNothingDoneTwice(@ForAll("steps") List<Step> steps) throws Exception {
        try (RunScenario scenario = new RunScenario(25)) {
            for (Step step : steps) {
                scenario.between(step.between());
                scenario.coordinate(step.node(), step.happening(), step.after());
                scenario.checkAlways();
            }
            scenario.settle();
            scenario.checkSettled();
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Between> between = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(Between.NOTHING)), Tuple.of(4, Arbitraries.of(Between.class)));
        return Combinators.combine(
                        between,
                        Arbitraries.of("a", "b"),
                        Arbitraries.of(Happening.class),
                        Arbitraries.integers().between(0, 24))
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    static final Duration LEASE_AND_MORE = Duration.ofSeconds(61);
}
