package org.openguides.processing.internal.walk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class PathOrderTest {

    @Test
    void aWholeSubtreeComesBeforeTheNextSibling() {
        List<String> inOrder = List.of(
                "/", "/a", "/a/b", "/a/b/c", "/a/b c", "/a/c", "/a b", "/a b/x", "/a%20b", "/a-b", "/a.b", "/aa", "/b",
                "/é");
        List<String> sorted = new ArrayList<>(inOrder);
        Collections.shuffle(sorted, new Random(1));
        sorted.sort(PathOrder.INSTANCE);
        assertEquals(inOrder, sorted);
    }

    @Test
    void comparesAsTheListsOfNamesDo() {
        Random random = new Random(2);
        for (int i = 0; i < 20_000; i++) {
            String left = randomPath(random);
            String right = randomPath(random);
            assertEquals(
                    Integer.signum(Arrays.compare(left.split("/"), right.split("/"))),
                    Integer.signum(PathOrder.INSTANCE.compare(left, right)),
                    () -> left + " and " + right);
        }
    }

    private static String randomPath(Random random) {
        StringBuilder path = new StringBuilder();
        for (int depth = 1 + random.nextInt(4); depth > 0; depth--) {
            path.append('/').append("ab".charAt(random.nextInt(2)));
            for (int length = random.nextInt(3); length > 0; length--) {
                path.append(" !-.a0\uD83D\uFB01".charAt(random.nextInt(8)));
            }
        }
        return path.toString();
    }
}
