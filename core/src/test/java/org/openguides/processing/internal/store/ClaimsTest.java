package org.openguides.processing.internal.store;

import javax.jcr.InvalidItemStateException;
import javax.jcr.Session;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openguides.processing.api.DailyHours;
import org.openguides.processing.api.OverlapException;
import org.openguides.processing.api.OverlapException.Conflict;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.testing.OakRepository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class ClaimsTest {

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    @ParameterizedTest
    @CsvSource({
        // claimed, excluded from it, requested, excluded from it
        "/content/dam/a,   '',               /content/dam/a,   ''",
        "/content/dam/a,   '',               /content/dam/a/b, ''",
        "/content/dam/a/b, '',               /content/dam/a,   ''",
        "/content/dam/a,   /content/dam/a/c, /content/dam/a/b, ''",
        "/content/dam/a/b, '',               /content/dam/a,   /content/dam/a/b/c",
        "/,                '',               /content/dam/a,   ''",
        "/content/dam/a,   '',               /,                ''",
        "/,                /content/dam/b,   /content/dam/a,   ''",
        "/,                '',               /,                ''",
    })
    void refusesWhatOverlaps(String held, String heldExcluded, String wanted, String excluded) throws Exception {
        take("one", held, heldExcluded);
        OverlapException refusal = assertThrows(OverlapException.class, () -> take("two", wanted, excluded));
        assertEquals(List.of(new Conflict("one", held)), refusal.conflicts());
    }

    @ParameterizedTest
    @CsvSource({
        "/content/dam/a,   '',               /content/dam/ab,  ''",
        "/content/dam/a,   '',               /content/dam/b,   ''",
        "/content/dam/a,   /content/dam/a/b, /content/dam/a/b, ''",
        "/content/dam/a,   /content/dam/a/b, /content/dam/a/b/c, ''",
        "/content/dam/a/b, '',               /content/dam/a,   /content/dam/a/b",
        "/,                /content/dam/a,   /content/dam/a/b, ''",
        "/content/dam/a/b, '',               /,                /content/dam/a",
    })
    void allowsWhatDoesNotOverlap(String held, String heldExcluded, String wanted, String excluded) throws Exception {
        take("one", held, heldExcluded);
        take("two", wanted, excluded);
    }

    @Test
    void aReleasedClaimIsFree() throws Exception {
        take("one", "/content/dam/a", "");
        Session session = oak.login();
        Claims.release(session, "one");
        session.save();
        take("two", "/content/dam/a", "");
    }

    @Test
    void oneOfTwoClaimsAtTheSameInstantFails() throws Exception {
        Session one = oak.login();
        Session two = oak.login();
        Claims.take(one, "one", request("/content/dam/a"), path -> true);
        Claims.take(two, "two", request("/content/dam/a/b"), path -> true);
        one.save();
        assertThrows(InvalidItemStateException.class, two::save);
        two.refresh(false);
        assertThrows(OverlapException.class, () -> Claims.take(two, "two", request("/content/dam/a/b"), path -> true));
    }

    @Test
    void theRunsOfAUserAreCountedAsLongAsTheyHaveNotEnded() throws Exception {
        take("one", "/content/dam/a", "");
        take("two", "/content/dam/b", "");
        Session session = oak.login();
        assertEquals(2, Claims.countOf(session, "jane"));
        assertEquals(0, Claims.countOf(session, "joe"));
        Claims.release(session, "one");
        session.save();
        assertEquals(1, Claims.countOf(session, "jane"));
    }

    @Test
    void aRunThatWaitsForItsHourDoesNotCountAsOneThatWorks() throws Exception {
        ZonedDateTime noon = ZonedDateTime.of(2026, 1, 2, 12, 0, 0, 0, ZoneId.of("Europe/Berlin"));
        Session session = oak.login();
        take("always", "/content/dam/a", "");
        Claims.take(
                session,
                "nights",
                RunRequest.of(List.of("/content/dam/b"), "jane")
                        .dailyHours(DailyHours.parse("20:00-06:00"))
                        .build(),
                path -> true);
        Claims.take(
                session,
                "afternoon",
                RunRequest.of(List.of("/content/dam/c"), "jane")
                        .notBefore(noon.plusHours(1).toInstant())
                        .build(),
                path -> true);
        session.save();
        assertEquals(1, Claims.countWorking(session, noon));
        assertEquals(2, Claims.countWorking(session, noon.plusHours(1)));
        assertEquals(3, Claims.countWorking(session, noon.plusHours(10)));
        session.getNode(Claims.ROOT + "/nights").setProperty("dailyHours", "at night");
        assertEquals(2, Claims.countWorking(session, noon), "what cannot be understood may work");
    }

    private static RunRequest request(String path) {
        return RunRequest.of(List.of(path), "jane").build();
    }

    private void take(String run, String path, String excluded) throws Exception {
        Session session = oak.login();
        RunRequest request = RunRequest.of(List.of(path), "jane")
                .excluding(excluded.isEmpty() ? List.of() : List.of(excluded))
                .build();
        Claims.take(session, run, request, each -> true);
        session.save();
    }
}
