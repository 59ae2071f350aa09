package org.openguides.processing.internal.support;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The support bundle of a system that may be sick. */
class SupportBundleTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final CountDownLatch wakeUp = new CountDownLatch(1);

    @AfterEach
    void wakeUp() {
        wakeUp.countDown();
    }

    /** A part that writes as a test says. */
    private record APart(String name, Consumer<SupportPart.Files> files) implements SupportPart {
        @Override
        public void writeTo(Files sink) {
            files.accept(sink);
        }
    }

    private static APart fine(String name) {
        return new APart(name, files -> files.begin(name + ".txt").print("größer"));
    }

    private static Map<String, String> files(SupportBundle bundle) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bundle.writeTo(bytes);
        Map<String, String> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    @Test
    void hasTheFilesOfAllPartsInOrder() throws Exception {
        APart two = new APart("c", files -> {
            files.begin("c/one.txt").println("1");
            files.begin("c/two.txt").print("2");
        });

        Map<String, String> files = files(new SupportBundle(List.of(two, fine("b")), part -> LONG, 100));

        assertEquals(List.of("b.txt", "c/one.txt", "c/two.txt"), new ArrayList<>(files.keySet()));
        assertEquals("größer", files.get("b.txt"));
        assertEquals("2", files.get("c/two.txt"));
    }

    @Test
    void aFileIsCutOffAtItsMaximumSize() throws Exception {
        APart large = new APart("large", files -> files.begin("large.txt").print("x".repeat(1000)));

        assertEquals(
                "x".repeat(100) + "\n[cut off after 100 characters]\n",
                files(new SupportBundle(List.of(large), part -> LONG, 100)).get("large.txt"));
    }

    @Test
    void aPartThatFailsHidesNoOtherAndTellsNoSecret() throws Exception {
        APart broken = new APart("broken", files -> {
            throw new IllegalStateException("no connection to jdbc:postgresql://jane:x1y2@db/catalog");
        });

        Map<String, String> files = files(new SupportBundle(List.of(broken, fine("z")), part -> LONG, 100));

        assertEquals(List.of("broken-missing.txt", "z.txt"), new ArrayList<>(files.keySet()));
        String told = files.get("broken-missing.txt");
        assertTrue(told.contains("no connection to"), told);
        assertFalse(told.contains("x1y2"), told);
    }

    @Test
    void aPartThatHangsHidesNoOtherAndHoldsOneThread() throws Exception {
        APart hanging = new APart("hanging", files -> awaitWakeUp());
        SupportBundle bundle = new SupportBundle(List.of(hanging, fine("z")), this::shortWhileItHangs, 100);

        Map<String, String> files = files(bundle);
        assertEquals(List.of("hanging-missing.txt", "z.txt"), new ArrayList<>(files.keySet()));
        assertEquals(1, hangingThreads());
        assertTrue(files(bundle).get("hanging-missing.txt").contains("earlier support bundle"));
        assertEquals(1, hangingThreads());

        wakeUp.countDown();
        Awaitility.await().until(() -> hangingThreads() == 0);
        assertTrue(files(bundle).keySet().stream().noneMatch(name -> name.startsWith("hanging")));
    }

    private Duration shortWhileItHangs(SupportPart part) {
        return part.name().equals("hanging") && wakeUp.getCount() > 0 ? Duration.ofMillis(20) : LONG;
    }

    private static long hangingThreads() {
        return OurThreads.stacks().keySet().stream()
                .filter(thread -> thread.getName().equals("openguides-support-hanging"))
                .count();
    }

    private void awaitWakeUp() {
        try {
            wakeUp.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
