package org.openguides.processing.internal.store;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.FileType;

import static org.junit.jupiter.api.Assertions.assertEquals;

class TallyTest {

    private final Tally underTest = Tally.NONE
            .plus(FileType.DITA_TOPIC, new Counts(3, 1, 0))
            .plus(FileType.OTHERS, new Counts(0, 0, 2))
            .plus(FileType.DITA_TOPIC, new Counts(1, 0, 0));

    @Test
    void addsUpByType() {
        assertEquals(new Counts(4, 1, 0), underTest.of(FileType.DITA_TOPIC));
        assertEquals(Counts.NONE, underTest.of(FileType.DITA_MAP));
        assertEquals(new Counts(4, 1, 2), underTest.total());
    }

    @Test
    void addsUpByNode() {
        Tally one = Tally.NONE.plusWorkOf("a", 3).plusWorkOf("b", 1);

        Tally both = one.plus(Tally.decode(one.plusWorkOf("a", 2).encode()));

        assertEquals("NODE:a:8 NODE:b:2", both.encode());
    }

    @Test
    void keepsWhatAnotherVersionHasCountedUnderATypeThatIsNotKnown() {
        Tally read = Tally.decode("OTHERS:1:0:0 HOLOGRAM:2:1:0 NODE:a:4");

        Tally more = underTest.plus(read).plus(read);

        assertEquals(new Counts(6, 2, 2), more.of(FileType.OTHERS));
        assertEquals(new Counts(10, 3, 2), more.total());
        assertEquals("DITA_TOPIC:4:1:0 OTHERS:2:0:2 HOLOGRAM:4:2:0 NODE:a:8", more.encode());
    }

    @Test
    void keepsTheTenSlowestAssetsOfAllPartitions() {
        Tally one = Tally.NONE;
        Tally other = Tally.NONE;
        for (int i = 0; i < 20; i++) {
            one = one.plusSlow("/a b/ö:" + i + ".dita", Duration.ofMillis(99 + i));
            other = other.plusSlow("/z/" + i, Duration.ofMillis(110));
        }

        Tally both = Tally.decode(one.encode()).plus(Tally.decode(other.encode()));

        List<SlowAssets.SlowAsset> slowest = both.slowest().list();
        assertEquals(10, slowest.size());
        assertEquals(new SlowAssets.SlowAsset("/a b/ö:19.dita", Duration.ofMillis(118)), slowest.get(0));
        assertEquals(new SlowAssets.SlowAsset("/z/0", Duration.ofMillis(110)), slowest.get(9));
        assertEquals(Counts.NONE, both.total());
    }

    @Test
    void anAssetThatIsProcessedAgainIsNamedOnceWithItsLongestTime() {
        Tally tally = Tally.NONE
                .plusSlow("/a", Duration.ofSeconds(1))
                .plusSlow("/a", Duration.ofSeconds(3))
                .plusSlow("/a", Duration.ofSeconds(2));

        assertEquals(
                List.of(new SlowAssets.SlowAsset("/a", Duration.ofSeconds(3))),
                tally.slowest().list());
    }

    @Test
    void quickAssetsAddNothing() {
        assertEquals("", Tally.NONE.plusSlow("/a", Duration.ofMillis(99)).encode());
    }

    @Test
    void survivesAsText() {
        assertEquals("DITA_TOPIC:4:1:0 OTHERS:0:0:2", underTest.encode());
        assertEquals(underTest.encode(), Tally.decode(underTest.encode()).encode());
        assertEquals(Counts.NONE, Tally.decode("").total());
    }
}
