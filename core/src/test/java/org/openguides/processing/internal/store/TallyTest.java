package org.openguides.processing.internal.store;

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
    void survivesAsText() {
        assertEquals("DITA_TOPIC:4:1:0 OTHERS:0:0:2", underTest.encode());
        assertEquals(underTest.encode(), Tally.decode(underTest.encode()).encode());
        assertEquals(Counts.NONE, Tally.decode("").total());
    }
}
