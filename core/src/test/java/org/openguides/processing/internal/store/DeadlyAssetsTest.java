package org.openguides.processing.internal.store;

import javax.jcr.Session;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openguides.processing.testing.OakRepository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

class DeadlyAssetsTest {

    private static final DeadlyAssets.Content FIRST = content(0);

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    private static DeadlyAssets.Content content(int number) {
        return new DeadlyAssets.Content("/content/dam/\t" + number, "1-2", "1.0.0");
    }

    private Map<DeadlyAssets.Content, Long> known() throws Exception {
        return DeadlyAssets.of(oak.login());
    }

    @Test
    void deathsAtOneContentAddUp() throws Exception {
        assertEquals(Map.of(), known());
        Session session = oak.login();
        DeadlyAssets.add(session, FIRST, 2);
        DeadlyAssets.add(session, content(1), 1);
        DeadlyAssets.add(session, FIRST, 1);
        session.save();

        assertEquals(Map.of(FIRST, 3L, content(1), 1L), known());
    }

    @Test
    void theOldestAreForgottenBeyondAThousand() throws Exception {
        Session session = oak.login();
        DeadlyAssets.add(session, FIRST, 1);
        for (int i = 1; i <= 500; i++) {
            DeadlyAssets.add(session, content(i), 2);
        }
        session.save();

        assertEquals(500, known().size());
        assertFalse(known().containsKey(FIRST));
    }
}
