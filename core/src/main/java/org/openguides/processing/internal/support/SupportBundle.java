package org.openguides.processing.internal.support;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.openguides.processing.internal.log.ServerLog;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;

/**
 * A ZIP file with the files of all parts. A part that fails or hangs is replaced by a file that says so, so that a
 * failing system can be described too. Safe for use by multiple threads.
 */
@Component(service = SupportBundle.class)
public final class SupportBundle {

    private static final Logger LOG = ServerLog.of(SupportBundle.class);

    private static final Duration LONGEST_PART = Duration.ofSeconds(15);
    private static final int MOST_CHARACTERS = 1_000_000;

    private final List<SupportPart> parts;
    private final Function<SupportPart, Duration> limit;
    private final int mostCharacters;
    /** Names of parts whose thread has not returned; each hangs in one thread at most. */
    private final Set<String> hanging = ConcurrentHashMap.newKeySet();

    @Activate
    public SupportBundle(
            @Reference(
                            name = "parts",
                            cardinality = ReferenceCardinality.MULTIPLE,
                            policyOption = ReferencePolicyOption.GREEDY)
                    List<SupportPart> parts) {
        this(parts, part -> LONGEST_PART, MOST_CHARACTERS);
    }

    /**
     * @param limit          how long a part may take
     * @param mostCharacters maximum size of a file
     */
    SupportBundle(List<SupportPart> parts, Function<SupportPart, Duration> limit, int mostCharacters) {
        this.parts =
                parts.stream().sorted(Comparator.comparing(SupportPart::name)).toList();
        this.limit = limit;
        this.mostCharacters = mostCharacters;
    }

    /**
     * Writes the bundle, part by part. Does not close the stream.
     *
     * @throws IOException if writing to the stream fails
     */
    public void writeTo(OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        for (SupportPart part : parts) {
            for (Map.Entry<String, String> file : filesOf(part).entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
            zip.flush();
        }
        zip.finish();
    }

    private Map<String, String> filesOf(SupportPart part) {
        String missing = part.name() + "-missing.txt";
        if (!hanging.add(part.name())) {
            return Map.of(missing, "This part was still being written for an earlier support bundle.\n");
        }
        FutureTask<Map<String, String>> task = new FutureTask<>(() -> {
            try {
                return written(part);
            } finally {
                hanging.remove(part.name());
            }
        });
        Thread thread = new Thread(task, "openguides-support-" + part.name());
        thread.setDaemon(true);
        Duration longest = limit.apply(part);
        thread.start();
        try {
            return task.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("The part {} of a support bundle was not written within {} s", part.name(), longest.toSeconds());
            return Map.of(missing, "This part was not written within " + longest.toSeconds() + " s.\n");
        } catch (ExecutionException e) {
            LOG.warn("The part {} of a support bundle cannot be written", part.name(), e.getCause());
            return Map.of(
                    missing, "This part cannot be written: " + Secrets.masked(String.valueOf(e.getCause())) + "\n");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Map.of(missing, "This part was not written because the server stops.\n");
        }
    }

    private Map<String, String> written(SupportPart part) {
        Map<String, BoundedText> texts = new LinkedHashMap<>();
        part.writeTo(name -> {
            BoundedText text = new BoundedText(mostCharacters);
            texts.put(name, text);
            return new PrintWriter(text);
        });
        Map<String, String> files = new LinkedHashMap<>();
        texts.forEach((name, text) -> files.put(name, text.toString()));
        return files;
    }
}
