package org.openguides.processing.internal.processor;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.openguides.processing.api.Reason;
import org.openguides.processing.spi.Finding;
import org.openguides.processing.spi.PropertyChange;

import static org.junit.jupiter.api.Assertions.assertEquals;

class TargetListsTest {

    private static final int TARGET = 90;

    private final TargetLists underTest = new TargetLists();

    private static List<String> targets(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> String.format("/content/dam/%077d", i))
                .toList();
    }

    @Test
    void allListsOfAMapMayHaveNineHundredThousandCharactersTogether() {
        List<String> most = targets(9_000);
        underTest.add("topics", most);
        underTest.add("maps", targets(1_000));

        assertEquals(900_000, 10_000 * TARGET);
        assertEquals(
                List.of(new PropertyChange("topics", most), new PropertyChange("maps", targets(1_000))),
                underTest.changes());
        assertEquals(List.of(), underTest.warnings());
    }

    @Test
    void aListThatIsTooLongIsLeftOutAsAWholeAndTold() {
        underTest.add("maps", targets(1));
        underTest.add("topics", targets(10_000));
        underTest.add("keys", targets(9_999));

        assertEquals(
                List.of(
                        new PropertyChange("maps", targets(1)),
                        new PropertyChange("topics", null),
                        new PropertyChange("keys", targets(9_999))),
                underTest.changes());
        assertEquals(
                List.of(Finding.of(
                        Reason.LIST_LEFT_OUT,
                        "topics is left out: its 10000 targets have 900000 characters, and all lists of a map may have"
                                + " 900000")),
                underTest.warnings());
    }
}
